package nethttp

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"

	"github.com/corsref/corsref/fetch"
)

// Jar is a jar of net/http/cookiejar that keeps the SameSite attribute: one such jar for each of its values, where a
// cookie of one replaces that of another. It is safe for concurrent use.
//
// As in the standard, a cookie without the attribute goes wherever credentials do; some browsers treat it as Lax.
type Jar struct {
	mu   sync.Mutex
	jars [fetch.SameSiteStrictOrLess + 1]*cookiejar.Jar // by the least mode that a cookie goes in
}

var _ SameSiteJar = (*Jar)(nil)

// NewJar returns an empty jar. The options may be nil.
func NewJar(options *cookiejar.Options) (*Jar, error) {
	j := new(Jar)
	for i := range j.jars {
		var err error
		if j.jars[i], err = cookiejar.New(options); err != nil {
			return nil, err
		}
	}
	return j, nil
}

// leastMode is the least mode that a cookie goes in.
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

// SameSiteCookies returns the cookies that a request to u in this mode may carry.
func (j *Jar) SameSiteCookies(u *url.URL, mode fetch.SameSiteMode) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	var cookies []*http.Cookie
	for _, jar := range j.jars[:min(mode, fetch.SameSiteStrictOrLess)+1] {
		cookies = append(cookies, jar.Cookies(u)...)
	}
	return cookies
}

// SetCookies stores cookies as those of a response on the same site.
func (j *Jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	j.SetSameSiteCookies(u, cookies, fetch.SameSiteStrictOrLess)
}

// SetSameSiteCookies stores the cookies of the response to a request to u in this mode.
func (j *Jar) SetSameSiteCookies(u *url.URL, cookies []*http.Cookie, mode fetch.SameSiteMode) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, cookie := range cookies {
		least := leastMode(cookie)
		if least != fetch.SameSiteUnsetOrLess && mode != fetch.SameSiteStrictOrLess {
			continue
		}
		for i, jar := range j.jars {
			stored := *cookie
			if fetch.SameSiteMode(i) != least {
				stored.MaxAge = -1 // the cookie of that name is replaced
			}
			jar.SetCookies(u, []*http.Cookie{&stored})
		}
	}
}
