package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
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
