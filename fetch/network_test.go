package fetch_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
	"github.com/google/go-cmp/cmp"
)

// TestConditionalHeaders: a request that script made conditional goes around the
// HTTP cache, one with a header that only looks so does not.
func TestConditionalHeaders(t *testing.T) {
	for name, conditional := range map[string]bool{
		"If-Match": true, "if-none-match": true, "If-Modified-Since": true, "IF-UNMODIFIED-SINCE": true, "If-Range": true,
		"If-Matches": false, "If-Foo-Bar": false, "In-Match-": false, "XIf-Match": false, "If": false,
	} {
		out := start(t, new(fetch.UserAgent), request(t, "https://app.example/", fetch.RequestInit{Headers: lines(name, "x")})).Next()
		if got := out.Headers.Contains("Pragma") && out.CacheMode == fetch.CacheNoStore; got != conditional {
			t.Errorf("with %s: cache mode %v, Pragma sent %v; want conditional to be %v", name, out.CacheMode, got, conditional)
		}
	}
}

// TestMisdirectedRequestIsBuiltAnew: what the embedder did to an Outgoing is not
// in the next one.
func TestMisdirectedRequestIsBuiltAnew(t *testing.T) {
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	out := f.Next()
	out.Headers.Append("Cookie", "a=1")
	out = f.Receive(fetch.Response{Status: 421})
	if out == nil || !out.NewConnection || out.Headers.Contains("Cookie") {
		t.Errorf("after 421 it sends %+v, want the request anew on a new connection", out)
	}
	if out = f.Receive(fetch.Response{Status: 421, Headers: lines("Access-Control-Allow-Origin", "*")}); out != nil {
		t.Errorf("after a second 421 it sends %+v, want nothing", out)
	}
}

// TestMisdirected answers 421, which no rule of a scenario can do only once: each of the two requests of a fetch is sent
// once more, on a new connection.
func TestMisdirected(t *testing.T) {
	allowed := lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT")
	f, out := first(t, request(t, "https://api.example/", fetch.RequestInit{Method: ptr("PUT")}))
	type sent struct {
		Preflight, NewConnection bool
	}
	var got []sent
	for _, status := range []int{421, 204, 421, 421} {
		if out == nil {
			t.Fatalf("only %+v were sent", got)
		}
		got = append(got, sent{out.Preflight, out.NewConnection})
		out = f.Receive(fetch.Response{Status: status, Headers: allowed})
	}
	if diff := cmp.Diff([]sent{{true, false}, {true, true}, {false, false}, {false, true}}, got); diff != "" || out != nil {
		t.Errorf("then %+v, -want +got\n%s", out, diff)
	}
	if res, err := f.Result(); err != nil || res.Status != 421 {
		t.Errorf("got %+v, %v", res, err)
	}
}

// TestMisdirectedPreflightOfAStream sends the preflight once more, which has no body.
func TestMisdirectedPreflightOfAStream(t *testing.T) {
	f, out := first(t, request(t, "https://api.example/", fetch.RequestInit{Method: ptr("PUT"), Body: fetch.StreamBody(), Duplex: true, Mode: ptr(fetch.ModeCORS)}))
	if out == nil || !out.Preflight {
		t.Fatalf("%+v was sent", out)
	}
	if out = f.Receive(fetch.Response{Status: 421}); out == nil || !out.Preflight || !out.NewConnection {
		t.Errorf("%+v was sent", out)
	}
}

// TestStoreCookies holds before the CORS check.
func TestStoreCookies(t *testing.T) {
	for _, include := range []bool{true, false} {
		credentials := fetch.CredentialsOmit
		if include {
			credentials = fetch.CredentialsInclude
		}
		_, out := first(t, request(t, "https://api.example/", fetch.RequestInit{Credentials: &credentials}))
		if out.StoreCookies != include || out.Credentials != include {
			t.Errorf("credentials %v: %+v", credentials, out)
		}
	}
}

// TestStreamOnRedirect sends a stream over HTTP/2, which a 307 asks for again.
func TestStreamOnRedirect(t *testing.T) {
	req, err := fetch.NewRequest(page(t, "https://app.example/"), "/", fetch.RequestInit{Method: new("POST"), Body: fetch.StreamBody(), Duplex: true})
	if err != nil {
		t.Fatal(err)
	}
	f, _ := first(t, req)
	f.Receive(answer(307, "Location", "/y"))
	if _, err := f.Result(); codeOf(err) != fetch.CodeRedirectBodyNotReplayable {
		t.Errorf("got %v", err)
	}
}

// TestStreamOverHTTP1 asks the user agent which connection a URL gets.
func TestStreamOverHTTP1(t *testing.T) {
	for _, tc := range []struct {
		name, url string
		isHTTP1   func(origin.URL) bool
		want      fetch.Code
	}{
		{"http: is HTTP/1.x", "http://app.example/", nil, fetch.CodeBodyStreamHTTP1},
		{"https: is not", "https://app.example/", nil, ""},
		{"https: may be", "https://app.example/", func(origin.URL) bool { return true }, fetch.CodeBodyStreamHTTP1},
		{"http: need not be", "http://app.example/", func(origin.URL) bool { return false }, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req, err := fetch.NewRequest(page(t, tc.url), "/", fetch.RequestInit{Method: new("POST"), Body: fetch.StreamBody(), Duplex: true})
			if err != nil {
				t.Fatal(err)
			}
			f := start(t, &fetch.UserAgent{IsHTTP1: tc.isHTTP1}, req)
			f.Receive(answer(200))
			if _, err := f.Result(); codeOf(err) != tc.want {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

// TestCacheModeWithoutPage: what has no network partition has no HTTP cache.
func TestCacheModeWithoutPage(t *testing.T) {
	app := parse(t, "https://app.example/")
	_, out := first(t, &fetch.Request{URL: app, Origin: app.Origin(), Cache: fetch.CacheOnlyIfCached})
	if out == nil || out.CacheMode != fetch.CacheNoStore || out.Headers.Contains("Pragma") {
		t.Errorf("sends %+v, want cache mode no-store, set after the headers", out)
	}
}

// TestWebSocket: 101 is the answer to a handshake, and to nothing else.
func TestWebSocket(t *testing.T) {
	for mode, want := range map[fetch.Mode]error{fetch.ModeWebSocket: nil, fetch.ModeNoCORS: fetch.ErrStatus} {
		f, _ := first(t, &fetch.Request{URL: parse(t, "https://api.example/"), Client: page(t, "https://app.example/"), Mode: mode})
		f.Receive(fetch.Response{Status: 101, Headers: lines("Upgrade", "websocket")})
		res, err := f.Result()
		if !errors.Is(err, want) || err == nil && (res.Status != 101 || !res.NullBody || !res.Headers.Contains("Upgrade")) {
			t.Errorf("mode %v: %+v, %v, want %v", mode, res, err, want)
		}
	}
	f, _ := first(t, &fetch.Request{URL: parse(t, "https://api.example/"), Client: page(t, "https://app.example/"), Mode: fetch.ModeWebSocket})
	f.Receive(fetch.Response{Status: 103})
	if _, err := f.Result(); !errors.Is(err, fetch.ErrStatus) {
		t.Errorf("an interim response ends the handshake with %v, want %v", err, fetch.ErrStatus)
	}
}
