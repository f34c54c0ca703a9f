package nethttp

import (
	"net/http"
	"net/url"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// SameSiteJar is a jar that keeps the SameSite attribute of its cookies. (That of net/http/cookiejar does not: of it, a
// cookie goes wherever credentials do.)
type SameSiteJar interface {
	http.CookieJar
	// SameSiteCookies returns the cookies that a request to u in this mode may carry.
	SameSiteCookies(u *url.URL, mode fetch.SameSiteMode) []*http.Cookie
}

// cookiesFor returns the cookies that go with a request to u.
func cookiesFor(jar http.CookieJar, u *url.URL, mode fetch.SameSiteMode) []*http.Cookie {
	if s, ok := jar.(SameSiteJar); ok {
		return s.SameSiteCookies(u, mode)
	}
	return jar.Cookies(u)
}

// jarURL is u as a jar looks at it: cookies have paths as they are in URLs.
func jarURL(u origin.URL) *url.URL {
	return &url.URL{Scheme: u.Scheme(), Host: hostOf(u), Path: u.Path()}
}
