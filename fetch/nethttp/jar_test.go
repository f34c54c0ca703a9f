package nethttp_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
)

func TestJar(t *testing.T) {
	u := parsed(t, "https://api.example/")
	all := []string{"unset=1", "none=1; SameSite=None; Secure", "lax=1; SameSite=Lax", "strict=1; SameSite=Strict"}
	for _, tc := range []struct {
		name   string
		set    []string
		setIn  fetch.SameSiteMode
		sentIn fetch.SameSiteMode
		want   string
	}{
		{"same site: all are set and sent", all, fetch.SameSiteStrictOrLess, fetch.SameSiteStrictOrLess, "lax none strict unset"},
		{"a top-level navigation from elsewhere", all, fetch.SameSiteStrictOrLess, fetch.SameSiteLaxOrLess, "lax none unset"},
		{"cross-site requests", all, fetch.SameSiteStrictOrLess, fetch.SameSiteUnsetOrLess, "none unset"},
		{"what a cross-site response may set", all, fetch.SameSiteUnsetOrLess, fetch.SameSiteStrictOrLess, "none unset"},
		{"a cookie that becomes stricter", []string{"a=1", "a=2; SameSite=Strict"}, fetch.SameSiteStrictOrLess, fetch.SameSiteUnsetOrLess, ""},
		{"a cookie that becomes laxer", []string{"a=1; SameSite=Strict", "a=2"}, fetch.SameSiteStrictOrLess, fetch.SameSiteUnsetOrLess, "a"},
		{"is one cookie still", []string{"a=1; SameSite=Strict", "a=2; SameSite=Lax", "a=3"}, fetch.SameSiteStrictOrLess, fetch.SameSiteStrictOrLess, "a"},
		{"a cookie that is deleted", []string{"a=1; SameSite=Strict", "a=; Max-Age=0"}, fetch.SameSiteStrictOrLess, fetch.SameSiteStrictOrLess, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			jar := nethttp.NewJar(nil)
			header := http.Header{"Set-Cookie": tc.set}
			jar.SetSameSiteCookies(u, (&http.Response{Header: header}).Cookies(), tc.setIn)
			var names []string
			for _, cookie := range jar.SameSiteCookies(u, tc.sentIn) {
				names = append(names, cookie.Name)
			}
			slices.Sort(names)
			if got := strings.Join(names, " "); got != tc.want {
				t.Errorf("sent %q, want %q", got, tc.want)
			}
		})
	}
}

// TestJarInClient: a strict cookie goes to the page's own site only.
func TestJarInClient(t *testing.T) {
	for _, tc := range []struct{ url, want string }{
		{"http://app.example/", "strict=1"},
		{"http://api.example/", ""},
	} {
		jar := nethttp.NewJar(nil)
		jar.SetCookies(parsed(t, tc.url), []*http.Cookie{{Name: "strict", Value: "1", SameSite: http.SameSiteStrictMode}})
		server := &log{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})}
		client := &nethttp.Client{Network: internet(t, server), Jar: jar}
		res, err := client.Fetch(t.Context(), request(t, tc.url, fetch.RequestInit{
			Mode: new(fetch.ModeNoCORS), Credentials: new(fetch.CredentialsInclude),
		}), nil)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got := server.seen[0].Header.Get("Cookie"); got != tc.want {
			t.Errorf("%s: Cookie is %q, want %q", tc.url, got, tc.want)
		}
	}
}

// TestJarOrder: RFC 6265, 5.4: longer paths first, then older cookies, whatever their SameSite is.
func TestJarOrder(t *testing.T) {
	jar := nethttp.NewJar(nil)
	jar.SetCookies(parsed(t, "https://api.example/a/b/"), (&http.Response{Header: http.Header{"Set-Cookie": {
		"first=1; Path=/; SameSite=Strict", "second=2; Path=/", "third=\"3\"; Path=/; SameSite=Lax", "deep=4; Path=/a", "first=5; Path=/; SameSite=None; Secure",
	}}}).Cookies())
	var got []string
	for _, cookie := range jar.Cookies(parsed(t, "https://api.example/a/b/c")) {
		got = append(got, cookie.String())
	}
	if want := []string{"deep=4", "first=5", "second=2", `third="3"`}; !slices.Equal(got, want) {
		t.Errorf("sent %q, want %q", got, want)
	}
}

// TestJarKnowsPublicSuffixes: no cookie is for all of co.uk.
func TestJarKnowsPublicSuffixes(t *testing.T) {
	jar := nethttp.NewJar(nil)
	jar.SetCookies(parsed(t, "https://evil.co.uk/"), []*http.Cookie{{Name: "a", Value: "1", Domain: "co.uk"}})
	if got := jar.Cookies(parsed(t, "https://victim.co.uk/")); len(got) != 0 {
		t.Errorf("victim.co.uk gets %v", got)
	}
}

// TestJarRefuses: what RFC 6265bis ignores and net/http/cookiejar would store.
func TestJarRefuses(t *testing.T) {
	for _, tc := range []struct {
		name string
		at   string
		set  string
		want bool
	}{
		{"a secure cookie of an insecure server", "http://api.example/", "a=1; Secure", false},
		{"a secure cookie of a secure server", "https://api.example/", "a=1; Secure", true},
		{"a name that promises Secure, without it", "https://api.example/", "__Secure-a=1", false},
		{"a name that promises Secure, with it", "https://api.example/", "__Secure-a=1; Secure", true},
		{"prefixes are in any case", "https://api.example/", "__HOST-a=1; Path=/", false},
		{"a name that promises one host, for a domain", "https://api.example/", "__Host-a=1; Secure; Path=/; Domain=api.example", false},
		{"a name that promises all paths, for one", "https://api.example/x/", "__Host-a=1; Secure; Path=/x", false},
		{"a name that promises one host, for it", "https://api.example/", "__Host-a=1; Secure; Path=/", true},
		{"4,096 bytes", "https://api.example/", "a=" + strings.Repeat("x", 4095), true},
		{"4,097 bytes", "https://api.example/", "a=" + strings.Repeat("x", 4096), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			jar, u := nethttp.NewJar(nil), parsed(t, tc.at)
			jar.SetCookies(u, (&http.Response{Header: http.Header{"Set-Cookie": {tc.set}}}).Cookies())
			if got := jar.Cookies(u); len(got) == 1 != tc.want {
				t.Errorf("the jar has %v", got)
			}
		})
	}
}

// TestJarProtectsSecureCookies: who can answer for http: neither replaces nor deletes what was set over https:.
func TestJarProtectsSecureCookies(t *testing.T) {
	for _, tc := range []struct{ name, set, want string }{
		{"replaced", "session=evil", "session=good"},
		{"replaced on a longer path", "session=evil; Path=/account", "session=good"},
		{"deleted", "session=; Max-Age=0", "session=good"},
		{"another name", "theme=dark; Path=/", "session=good theme=dark"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			jar := nethttp.NewJar(nil)
			jar.SetCookies(parsed(t, "https://api.example/"), []*http.Cookie{{Name: "session", Value: "good", Secure: true, Path: "/"}})
			jar.SetCookies(parsed(t, "http://api.example/"), (&http.Response{Header: http.Header{"Set-Cookie": {tc.set}}}).Cookies())
			var got []string
			for _, cookie := range jar.Cookies(parsed(t, "https://api.example/account")) {
				got = append(got, cookie.String())
			}
			if got := strings.Join(got, " "); got != tc.want {
				t.Errorf("the jar has %q, want %q", got, tc.want)
			}
		})
	}
}

// TestJarIsBounded: a site that sets ever new cookies loses its own oldest ones, and no other site does.
func TestJarIsBounded(t *testing.T) {
	jar := nethttp.NewJar(nil)
	victim := parsed(t, "https://victim.example/")
	jar.SetCookies(victim, []*http.Cookie{{Name: "session", Value: "1"}})
	for i := range 1000 {
		u := parsed(t, fmt.Sprintf("https://host%d.evil.example/", i%3))
		jar.SetCookies(u, []*http.Cookie{{Name: fmt.Sprint("c", i), Value: "1", Domain: "evil.example"}})
	}
	got := jar.Cookies(parsed(t, "https://evil.example/"))
	if len(got) != 180 || got[0].Name != "c820" || got[179].Name != "c999" {
		t.Errorf("%d cookies, from %v to %v", len(got), got[0], got[len(got)-1])
	}
	for range 1000 { // one cookie is one, however often it is set
		jar.SetCookies(parsed(t, fmt.Sprintf("https://evil.example/%d", 1)), []*http.Cookie{{Name: "c999", Value: "2"}})
	}
	if got := jar.Cookies(parsed(t, "https://evil.example/")); len(got) != 180 {
		t.Errorf("%d cookies after one was set often", len(got))
	}
	if got := jar.Cookies(victim); len(got) != 1 {
		t.Errorf("victim.example has %v", got)
	}
	for i := range 3000 {
		jar.SetCookies(parsed(t, fmt.Sprintf("https://evil%d.example/", i)), []*http.Cookie{{Name: "a", Value: "1"}})
	}
	if got := jar.Cookies(victim); len(got) != 0 {
		t.Errorf("victim.example has %v after 3,000 more", got)
	}
}

// TestJarURL: cookies do not know ports, and compare paths as they are written.
func TestJarURL(t *testing.T) {
	jar := nethttp.NewJar(nil)
	jar.SetCookies(nethttp.JarURL(parse(t, "http://[::1]:8080/")), []*http.Cookie{{Name: "port", Value: "1"}})
	jar.SetCookies(nethttp.JarURL(parse(t, "http://[::1]/")), []*http.Cookie{{Name: "path", Value: "1", Path: "/a%2Fb"}})
	for url, want := range map[string]int{"http://[::1]/": 1, "http://[::1]:81/": 1, "http://[::1]/a%2Fb": 2, "http://[::1]/a/b": 1} {
		if got := jar.Cookies(nethttp.JarURL(parse(t, url))); len(got) != want {
			t.Errorf("%s gets %v, want %d", url, got, want)
		}
	}
}
