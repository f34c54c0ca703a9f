package nethttp

import (
	"net/http"
	"net/url"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// SameSiteJar is a jar that keeps the SameSite attribute of its cookies, as [Jar] does. (That of net/http/cookiejar does
// not: of it, a cookie goes wherever credentials do.)
type SameSiteJar interface {
	http.CookieJar
	// SameSiteCookies returns the cookies that a request to u in this mode may carry.
	SameSiteCookies(u *url.URL, mode fetch.SameSiteMode) []*http.Cookie
	// SetSameSiteCookies stores the cookies of the response to a request to u in this mode, of those that say SameSite=Lax
	// or Strict only if the mode is "strict-or-less".
	SetSameSiteCookies(u *url.URL, cookies []*http.Cookie, mode fetch.SameSiteMode)
}

// cookiesFor returns the cookies that go with a request to u.
func cookiesFor(jar http.CookieJar, u *url.URL, mode fetch.SameSiteMode) []*http.Cookie {
	if s, ok := jar.(SameSiteJar); ok {
		return s.SameSiteCookies(u, mode)
	}
	return jar.Cookies(u)
}

// storeCookies stores the cookies that came with the response to a request to u.
//
// https://fetch.spec.whatwg.org/#parse-and-store-response-set-cookie-headers
func storeCookies(jar http.CookieJar, u *url.URL, cookies []*http.Cookie, mode fetch.SameSiteMode) {
	if len(cookies) == 0 {
		return
	}
	if s, ok := jar.(SameSiteJar); ok {
		s.SetSameSiteCookies(u, cookies, mode)
		return
	}
	jar.SetCookies(u, cookies)
}

// jarURL is u as a jar looks at it: cookies have paths as they are in URLs.
func jarURL(u origin.URL) *url.URL {
	return &url.URL{Scheme: u.Scheme(), Host: hostOf(u), Path: u.Path()}
}
