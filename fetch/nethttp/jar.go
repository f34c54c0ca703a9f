package nethttp

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// SameSiteJar is a cookie jar that knows the SameSite attribute, as [Jar] does. The jar of net/http/cookiejar does not: it
// would send every cookie across sites.
type SameSiteJar interface {
	http.CookieJar
	// SameSiteCookies returns the cookies that a request to u in this mode may carry.
	SameSiteCookies(u *url.URL, mode fetch.SameSiteMode) []*http.Cookie
	// SetSameSiteCookies stores the cookies of the response to a request to u in this mode. Cookies that say SameSite=Lax
	// or Strict are stored only if the mode is "strict-or-less".
	SetSameSiteCookies(u *url.URL, cookies []*http.Cookie, mode fetch.SameSiteMode)
}

// JarURL returns u in the form that cookie jars take: with its path as it is written, since that is what cookies compare.
func JarURL(u origin.URL) *url.URL {
	return &url.URL{Scheme: u.Scheme(), Host: hostOf(u), Path: u.Path()}
}

// Jar is a jar of net/http/cookiejar that keeps the SameSite attribute as well. It is safe for concurrent use. [NewJar]
// makes one.
//
// As in the standard, a cookie without the attribute goes wherever credentials do; some browsers treat it as Lax.
type Jar struct {
	jar *cookiejar.Jar // the value of a cookie in it begins with the byte of leastMode
}

var _ SameSiteJar = (*Jar)(nil)

// NewJar returns an empty jar. The list says which domains no cookie can be for; nil is psl.List.
func NewJar(list origin.PublicSuffixList) *Jar {
	if list == nil {
		list = psl.List
	}
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: suffixes{list}}) // which has no error to give
	return &Jar{jar}
}

// suffixes is a public suffix list for net/http/cookiejar.
type suffixes struct{ origin.PublicSuffixList }

// String names the list.
func (suffixes) String() string { return "a list of package origin" }

// leastMode returns the least mode of a request that may carry the cookie.
func leastMode(c *http.Cookie) fetch.SameSiteMode {
	switch c.SameSite {
	case http.SameSiteStrictMode:
		return fetch.SameSiteStrictOrLess
	case http.SameSiteLaxMode:
		return fetch.SameSiteLaxOrLess
	}
	return fetch.SameSiteUnsetOrLess
}

// Cookies returns all cookies for u.
func (j *Jar) Cookies(u *url.URL) []*http.Cookie {
	return j.SameSiteCookies(u, fetch.SameSiteStrictOrLess)
}

// SameSiteCookies returns the cookies that a request to u in this mode may carry, in the order of RFC 6265, 5.4.
func (j *Jar) SameSiteCookies(u *url.URL, mode fetch.SameSiteMode) []*http.Cookie {
	var cookies []*http.Cookie
	for _, cookie := range j.jar.Cookies(u) {
		least := fetch.SameSiteMode(cookie.Value[0])
		if cookie.Value = cookie.Value[1:]; least <= mode {
			cookies = append(cookies, cookie)
		}
	}
	return cookies
}

// SetCookies stores cookies as those of a response on the same site.
func (j *Jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	j.SetSameSiteCookies(u, cookies, fetch.SameSiteStrictOrLess)
}

// SetSameSiteCookies stores the cookies of the response to a request to u in this mode.
func (j *Jar) SetSameSiteCookies(u *url.URL, cookies []*http.Cookie, mode fetch.SameSiteMode) {
	var accepted []*http.Cookie
	for _, cookie := range cookies {
		least := leastMode(cookie)
		if least != fetch.SameSiteUnsetOrLess && mode != fetch.SameSiteStrictOrLess {
			continue
		}
		stored := *cookie
		stored.Value = string(rune(least)) + cookie.Value
		accepted = append(accepted, &stored)
	}
	j.jar.SetCookies(u, accepted)
}
