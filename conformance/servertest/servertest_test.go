package servertest_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/corsref/corsref/conformance/servertest"
	"github.com/corsref/corsref/fetch"
)

// recorded is a test that may fail without failing the test that watches it.
type recorded struct {
	testing.TB
	failures []string
}

func (r *recorded) Helper()                   {}
func (r *recorded) Error(args ...any)         { r.failures = append(r.failures, fmt.Sprint(args...)) }
func (r *recorded) Errorf(f string, a ...any) { r.Error(fmt.Sprintf(f, a...)) }
func (r *recorded) Fatal(args ...any)         { r.Error(args...); panic(r) }
func (r *recorded) Fatalf(f string, a ...any) { r.Fatal(fmt.Sprintf(f, a...)) }

// failing runs a test and returns how it failed.
func failing(t *testing.T, test func(testing.TB)) string {
	t.Helper()
	r := &recorded{TB: t}
	func() {
		defer func() {
			if fatal := recover(); fatal != nil && fatal != any(r) {
				panic(fatal)
			}
		}()
		test(r)
	}()
	return strings.Join(r.failures, "\n")
}

// api lets https://app.example PUT with X-Foo and credentials, and read ETag.
var api = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Vary", "Origin")
	if r.Header.Get("Origin") == "https://app.example" {
		h.Set("Access-Control-Allow-Origin", "https://app.example")
		h.Set("Access-Control-Allow-Credentials", "true")
		h.Set("Access-Control-Expose-Headers", "ETag")
		h.Set("ETag", `"1"`)
		h.Set("X-Secret", "1")
	}
	if r.Method == "OPTIONS" {
		h.Set("Access-Control-Allow-Methods", "PUT")
		h.Set("Access-Control-Allow-Headers", "x-foo")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	fmt.Fprintf(w, "%s %v", r.Header.Get("Cookie"), r.TLS != nil)
})

func TestFluent(t *testing.T) {
	server := servertest.On(t, api)
	app := server.From("https://app.example")
	app.Fetch("PUT", "https://api.example/items").Header("X-Foo", "1").WithCredentials().
		MustBeAllowed().MustExpose("ETag").MustHide("X-Secret")
	app.Fetch("PUT", "https://api.example/items").Header("X-Bar", "1").MustBeBlocked(fetch.CodeHeaderNotAllowed)
	app.Fetch("PUT", "https://api.example/items").Body("hello").MustBeAllowed()
	app.Fetch("PUT", "https://api.example/items").Body("{}").Header("Content-Type", "application/json").
		MustBeBlocked(fetch.CodeHeaderNotAllowed).MustHide("ETag")
	evil := server.From("https://evil.example")
	evil.Fetch("GET", "https://api.example/items").MustBeBlocked().
		MustBeBlocked(fetch.CodeAllowOriginMissing).MustBeBlocked(fetch.CodeAllowOriginMismatch, fetch.CodeAllowOriginMissing)
	server.From("null").Fetch("GET", "https://api.example/items").Mode(fetch.ModeNoCORS).MustBeAllowed()
	server.From("null").Fetch("GET", "https://api.example/items").Mode(fetch.ModeNoCORS).Redirect(fetch.RedirectError).
		MustBeBlocked(fetch.CodeNoCORSRedirectModeNotFollow)
	if got := app.Fetch("GET", "https://api.example/").Cookie("a", "b").WithCredentials().Verdict(); len(got.Wire) != 1 || !got.Wire[0].Credentials {
		t.Errorf("the verdict is %+v", got)
	}
}

// TestWhatHandlersSee: cookies go where credentials do, https: is TLS, and the address is one.
func TestWhatHandlersSee(t *testing.T) {
	var seen []string
	server := servertest.On(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, fmt.Sprintf("%s %s tls=%v %s [%s]", r.Method, r.Host+r.RequestURI, r.TLS != nil, r.RemoteAddr, r.Header.Get("Cookie")))
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		w.Header().Set("Access-Control-Allow-Methods", "PUT")
	}))
	page := server.From("http://app.example")
	page.Fetch("PUT", "http://api.example/a?b").Cookie("session", "1").WithCredentials().MustBeAllowed()
	page.Fetch("GET", "https://api.example:8443/").Cookie("session", "1").MustBeAllowed()
	want := []string{
		"OPTIONS api.example/a?b tls=false 192.0.2.1:1234 []",
		"PUT api.example/a?b tls=false 192.0.2.1:1234 [session=1]",
		"GET api.example:8443/ tls=true 192.0.2.1:1234 []",
	}
	if !slices.Equal(seen, want) {
		t.Errorf("the handler saw %q, want %q", seen, want)
	}
}

// TestCookieURLs: the cookie is one of the host that the URL Standard finds, however the URL is written.
func TestCookieURLs(t *testing.T) {
	for _, tc := range []struct{ name, page, url string }{
		{"a short IPv4 address", "http://127.0.0.1", "http://127.1/"},
		{"a fullwidth host", "https://app.example", "https://\uff21pi.example/"},
		{"a path on the page's own origin", "https://app.example", "/items"},
		{"a host on the page's own scheme", "https://app.example", "//api.example/items"},
		{"backslashes", "https://app.example", "https:\\\\api.example\\items"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got string
			servertest.On(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Get("Cookie") })).
				From(tc.page).Fetch("GET", tc.url).Mode(fetch.ModeNoCORS).WithCredentials().Cookie("session", "1").MustBeAllowed()
			if got != "session=1" {
				t.Errorf("the handler got Cookie: %q", got)
			}
		})
	}
}

func TestFailuresTellTheStory(t *testing.T) {
	get := func(t testing.TB, handler http.HandlerFunc) *servertest.Fetch {
		return servertest.On(t, handler).From("https://app.example").Fetch("GET", "https://api.example/")
	}
	for _, tc := range []struct {
		name string
		test func(testing.TB)
		says []string
	}{
		{"must be allowed", func(t testing.TB) { get(t, func(http.ResponseWriter, *http.Request) {}).MustBeAllowed() },
			[]string{"GET https://api.example/ from https://app.example must be allowed, and is not (allow-origin-missing)", "✗ Blocked", "Fix"}},
		{"must be blocked", func(t testing.TB) { get(t, api).MustBeBlocked(fetch.CodeAllowOriginMismatch) },
			[]string{"must be blocked for allow-origin-mismatch, and is allowed", "✓ Allowed"}},
		{"must be blocked for another reason", func(t testing.TB) {
			get(t, func(http.ResponseWriter, *http.Request) {}).MustBeBlocked(fetch.CodeAllowOriginMismatch)
		}, []string{"must be blocked for allow-origin-mismatch, and is for allow-origin-missing"}},
		{"must be blocked for one of two reasons", func(t testing.TB) {
			get(t, func(http.ResponseWriter, *http.Request) {}).MustBeBlocked(fetch.CodeAllowOriginMismatch, fetch.CodeAllowOriginWildcard)
		}, []string{"must be blocked for allow-origin-mismatch or allow-origin-wildcard-credentials, and is for allow-origin-missing"}},
		{"must be blocked for any reason", func(t testing.TB) { get(t, api).MustBeBlocked() }, []string{"must be blocked, and is allowed"}},
		{"a panic blocks nothing", func(t testing.TB) { get(t, func(http.ResponseWriter, *http.Request) { panic("ouch") }).MustBeBlocked() },
			[]string{"must be blocked, and the server did not answer", "ouch"}},
		{"a call that throws blocks nothing", func(t testing.TB) {
			servertest.On(t, api).From("https://app.example").Fetch("TRACE", "https://api.example/").MustBeBlocked()
		}, []string{"must be blocked, and is not made: the call throws (method-forbidden)"}},
		{"a cookie without a host", func(t testing.TB) {
			servertest.On(t, api).From("https://app.example").Fetch("GET", "data:,x").Cookie("a", "1")
		}, []string{`the cookie "a" for data:,x: only http: and https: URLs have cookies`}},
		{"a cookie for a relative URL of an opaque origin", func(t testing.TB) {
			servertest.On(t, api).From("null").Fetch("GET", "/x").Cookie("a", "1")
		}, []string{`the cookie "a" for /x:`}},
		{"a cookie that cannot be written", func(t testing.TB) { get(t, api).Cookie("a b", "1") }, []string{`the cookie "a b" for`, "invalid Cookie.Name"}},
		{"must expose", func(t testing.TB) { get(t, api).MustExpose("ETag", "X-Secret") }, []string{"must expose X-Secret, and does not", "x-secret"}},
		{"must expose two", func(t testing.TB) { get(t, api).MustExpose("X-A", "ETag", "X-B") }, []string{"must expose X-A, X-B, and does not"}},
		{"must expose, and is blocked", func(t testing.TB) {
			get(t, func(http.ResponseWriter, *http.Request) {}).MustExpose("ETag")
		}, []string{"must expose ETag, and is not even allowed (allow-origin-missing)"}},
		{"must hide", func(t testing.TB) { get(t, api).MustHide("ETag") }, []string{"must hide ETag, and does not"}},
		{"a panic", func(t testing.TB) { get(t, func(http.ResponseWriter, *http.Request) { panic("ouch") }).MustBeAllowed() },
			[]string{"closed the connection without an answer", "The server logged:", "panic serving", "ouch"}},
		{"described too late", func(t testing.TB) { get(t, api).MustBeAllowed().Header("X-Foo", "1") }, []string{"describe it before"}},
		{"not an origin", func(t testing.TB) {
			servertest.On(t, api).From("https://app.example/").Fetch("GET", "https://api.example/").MustBeAllowed()
		}, []string{"origin"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := failing(t, tc.test)
			for _, want := range tc.says {
				if !strings.Contains(got, want) {
					t.Errorf("the failure does not say %q:\n%s", want, got)
				}
			}
		})
	}
}

// TestCookiesAreKept: one fetch logs in, the next one is let in, as far as SameSite goes.
func TestCookiesAreKept(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1", SameSite: http.SameSiteNoneMode, Secure: true})
		http.SetCookie(w, &http.Cookie{Name: "strict", Value: "1", SameSite: http.SameSiteStrictMode})
		if r.URL.Path == "/login" {
			return
		}
		if r.Header.Get("Cookie") != "session=1" {
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	servertest.Check(t, handler, fstest.MapFS{"login.yaml": {Data: []byte(`
origin: https://app.example
fetches:
  - {url: "https://api.elsewhere/login", credentials: include}
  - {url: "https://api.elsewhere/items", credentials: include}
  - {url: "https://api.elsewhere/items", credentials: same-origin}
expect: [{}, {response: {status: 200}}, {response: {status: 401}}]
`)}})
}

const scenario = `
name: put
origin: https://app.example
fetches:
  - {url: "https://api.example/items", method: PUT, headers: {X-Foo: "1"}, credentials: include}
`

func TestCheck(t *testing.T) {
	file := func(text string) fstest.MapFS { return fstest.MapFS{"dir/scenario.yaml": {Data: []byte(text)}} }
	servertest.Check(t, api, file(scenario))
	for _, tc := range []struct {
		name string
		fs   fstest.MapFS
		says string
	}{
		{"an expectation fails", file(scenario + "expect: [{outcome: network-error}]\n"), "the expectation fails"},
		{"nothing is expected and it is blocked", file(strings.Replace(scenario, "X-Foo", "X-Bar", 1)), "x-bar"},
		{"a blocked fetch is expected", file(strings.Replace(scenario, "X-Foo", "X-Bar", 1) + "expect: [{error: {code: header-not-allowed}}]\n"), ""},
		{"server rules", file(scenario + "server: [{}]\n"), "dir/scenario.yaml: server: has rules"},
		{"malformed", file("origin: 1"), "dir/scenario.yaml:1:"},
		{"no file", fstest.MapFS{"readme.txt": {}}, "no scenario file"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := failing(t, func(t testing.TB) { servertest.Check(t, api, tc.fs) })
			if !strings.Contains(got, tc.says) || tc.says == "" && got != "" {
				t.Errorf("the failure is %q, want it to say %q", got, tc.says)
			}
		})
	}
}
