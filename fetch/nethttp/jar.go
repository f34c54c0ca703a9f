package nethttp

import (
	"cmp"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"

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

// JarURL returns u in the form that cookie jars take: with its path as it is written, which is what cookies compare, and
// without its port, which they do not.
func JarURL(u origin.URL) *url.URL {
	return &url.URL{Scheme: u.Scheme(), Host: u.Host(), Path: u.Path()}
}

// cookieString returns the value of a Cookie header. Values stay as the server wrote them.
func cookieString(cookies []*http.Cookie) string {
	pairs := make([]string, len(cookies))
	for i, cookie := range cookies {
		if pairs[i] = cookie.Name + "=" + cookie.Value; cookie.Quoted {
			pairs[i] = cookie.Name + `="` + cookie.Value + `"`
		}
	}
	return strings.Join(pairs, "; ")
}

// Jar is a jar of net/http/cookiejar that also does what RFC 6265bis asks for and that one leaves out: it knows SameSite and
// the prefixes of names, keeps secure cookies from insecure servers, and bounds what it stores. It is safe for concurrent
// use. [NewJar] makes one.
//
// As in the standard, a cookie without SameSite goes wherever credentials do; some browsers treat it as Lax.
type Jar struct {
	list origin.PublicSuffixList

	mu   sync.Mutex
	jar  *cookiejar.Jar // the value of each cookie begins with its mark
	kept []kept         // what jar has, the one set last at the end; some may have expired
}

var _ SameSiteJar = (*Jar)(nil)

// The bounds of a Jar: those that the RFC names, and for one site that of Chromium.
const (
	maxCookie        = 4096 // bytes of name and value
	maxAttribute     = 1024 // bytes
	maxCookiesOfSite = 180
	maxCookies       = 3000
)

// NewJar returns an empty jar. The list says which domains no cookie can be for; nil is psl.List.
func NewJar(list origin.PublicSuffixList) *Jar {
	if list == nil {
		list = psl.List
	}
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: suffixes{list}}) // which has no error to give
	return &Jar{list: list, jar: jar}
}

// suffixes is a public suffix list for net/http/cookiejar.
type suffixes struct{ origin.PublicSuffixList }

// String names the list.
func (suffixes) String() string { return "a list of package origin" }

// markSecure is set in the mark of a secure cookie. The rest of a mark is the least mode of a request that may carry the
// cookie.
const markSecure = 0x10

func markOf(c *http.Cookie) byte {
	mark := byte(fetch.SameSiteUnsetOrLess)
	switch c.SameSite {
	case http.SameSiteStrictMode:
		mark = byte(fetch.SameSiteStrictOrLess)
	case http.SameSiteLaxMode:
		mark = byte(fetch.SameSiteLaxOrLess)
	}
	if c.Secure {
		mark |= markSecure
	}
	return mark
}

// Cookies returns all cookies for u.
func (j *Jar) Cookies(u *url.URL) []*http.Cookie {
	return j.SameSiteCookies(u, fetch.SameSiteStrictOrLess)
}

// SameSiteCookies returns the cookies that a request to u in this mode may carry: those with longer paths first, then those
// created earlier.
func (j *Jar) SameSiteCookies(u *url.URL, mode fetch.SameSiteMode) []*http.Cookie {
	var cookies []*http.Cookie
	for _, cookie := range j.jar.Cookies(u) {
		if least := cookie.Value[0] &^ markSecure; least <= byte(mode) {
			cookie.Value = cookie.Value[1:]
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
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, given := range cookies {
		c := *given
		if len(c.Domain) > maxAttribute {
			c.Domain = ""
		}
		if !strings.HasPrefix(c.Path, "/") || len(c.Path) > maxAttribute {
			c.Path = defaultPath(u.Path)
		}
		if j.refuses(u, &c, mode) {
			continue
		}
		c.Value = string(rune(markOf(&c))) + c.Value
		j.jar.SetCookies(u, []*http.Cookie{&c})
		j.keep(u, &c)
	}
}

// defaultPath is the path of a cookie that says none.
func defaultPath(path string) string {
	if i := strings.LastIndexByte(path, '/'); i > 0 {
		return path[:i]
	}
	return "/"
}

// refuses reports whether the storage model ignores the cookie, for a reason that net/http/cookiejar does not know.
func (j *Jar) refuses(u *url.URL, c *http.Cookie, mode fetch.SameSiteMode) bool {
	https, name := u.Scheme == "https", strings.ToLower(c.Name)
	switch {
	case len(c.Name)+len(c.Value) > maxCookie,
		c.Secure && !https,
		markOf(c)&^markSecure != byte(fetch.SameSiteUnsetOrLess) && mode != fetch.SameSiteStrictOrLess,
		strings.HasPrefix(name, "__secure-") && !c.Secure,
		strings.HasPrefix(name, "__host-") && (!c.Secure || c.Domain != "" || c.Path != "/"):
		return true
	case https || c.Secure:
		return false
	}
	// An insecure server must not replace what a secure one would get.
	return slices.ContainsFunc(j.jar.Cookies(&url.URL{Scheme: "https", Host: u.Host, Path: c.Path}), func(old *http.Cookie) bool {
		return old.Name == c.Name && old.Value[0]&markSecure != 0
	})
}

// kept is how to take a cookie out of a jar.
type kept struct {
	site, id string
	u        *url.URL
	expired  *http.Cookie
}

// keep remembers that a cookie was stored, and takes out what exceeds the bounds.
func (j *Jar) keep(u *url.URL, c *http.Cookie) {
	host := strings.ToLower(u.Hostname())
	site, ok := origin.RegistrableDomain(host, j.list)
	if !ok {
		site = host
	}
	id := strings.ToLower(cmp.Or(strings.TrimPrefix(c.Domain, "."), host)) + c.Path + ";" + c.Name
	j.kept = slices.DeleteFunc(j.kept, func(k kept) bool { return k.site == site && k.id == id })
	if c.MaxAge < 0 {
		return
	}
	j.kept = append(j.kept, kept{site, id, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"},
		&http.Cookie{Name: c.Name, Domain: c.Domain, Path: c.Path, MaxAge: -1}})
	ofSite := 0
	for _, k := range j.kept {
		if k.site == site {
			ofSite++
		}
	}
	switch {
	case ofSite > maxCookiesOfSite:
		j.takeOut(slices.IndexFunc(j.kept, func(k kept) bool { return k.site == site }))
	case len(j.kept) > maxCookies:
		j.takeOut(0)
	}
}

func (j *Jar) takeOut(i int) {
	j.jar.SetCookies(j.kept[i].u, []*http.Cookie{j.kept[i].expired})
	j.kept = slices.Delete(j.kept, i, i+1)
}
