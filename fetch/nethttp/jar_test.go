package nethttp_test

import (
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
