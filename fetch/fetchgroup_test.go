package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

// TestFetchGroup sends keepalive requests of 40,000 bytes, of which one may be under
// way.
func TestFetchGroup(t *testing.T) {
	client := page(t, "https://app.example/")
	client.FetchGroup = new(fetch.FetchGroup)
	send := func(keepalive bool) *fetch.Fetch {
		return start(t, new(fetch.UserAgent), &fetch.Request{
			Method: "POST", URL: parse(t, "https://app.example/x"), Client: client, Keepalive: keepalive, Body: fetch.BodyOf(40_000),
		})
	}
	for _, tc := range []struct {
		name, why string
		// meanwhile is what becomes of a request before the next is sent.
		meanwhile func(*fetch.Fetch)
		code      fetch.Code // of the next one
	}{
		{"under way", "8.10.5: both bodies are more than 64 KiB", func(*fetch.Fetch) {}, fetch.CodeKeepaliveTooLarge},
		{"answered", "a request is done when the response's body is", func(f *fetch.Fetch) { f.Receive(fetch.Response{Status: 200}) }, fetch.CodeKeepaliveTooLarge},
		{"done", "it counts no longer", func(f *fetch.Fetch) { f.Receive(fetch.Response{Status: 200}); f.BodyDone() }, ""},
		{"without a body to wait for", "the end of a null body is there at once", func(f *fetch.Fetch) { f.Receive(fetch.Response{Status: 204}) }, ""},
		{"failed", "a network error has no body", func(f *fetch.Fetch) { f.Fail(nil) }, ""},
		{"aborted", "an aborted network error has no body", func(f *fetch.Fetch) { f.Abort() }, ""},
		{"without its body", "8.10.4.2: the body is null since the redirect", func(f *fetch.Fetch) {
			f.Receive(fetch.Response{Status: 303, Headers: lines("Location", "/y")})
		}, ""},
		{"said to be done too early", "BodyDone counts once there is a response", func(f *fetch.Fetch) { f.BodyDone() }, fetch.CodeKeepaliveTooLarge},
		{"reused", "what a Fetch did before is forgotten", func(f *fetch.Fetch) {
			if err := new(fetch.UserAgent).StartInto(f, request(t, "/z", fetch.RequestInit{})); err != nil {
				t.Fatal(err)
			}
		}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := send(true)
			if _, err := f.Result(); f.Next() == nil {
				t.Fatalf("the first is refused: %v", err)
			}
			tc.meanwhile(f)
			other := send(false)
			if other.Next() == nil {
				t.Error("a request without keepalive is refused")
			}
			second := send(true)
			if _, err := second.Result(); codeOf(err) != tc.code {
				t.Errorf("the second: %v, want code %q: %s", err, tc.code, tc.why)
			}
			second.Abort()
			f.Abort()
			f.BodyDone()
		})
	}
	// A request counts while its preflight is under way.
	preflighted := start(t, new(fetch.UserAgent), &fetch.Request{
		Method: "PUT", URL: parse(t, "https://api.example/x"), Client: client, Mode: fetch.ModeCORS, UnsafeRequest: true, Keepalive: true, Body: fetch.BodyOf(40_000),
	})
	if out := preflighted.Next(); out == nil || out.Method != "OPTIONS" {
		t.Errorf("sends %+v, want a preflight", out)
	}
	if _, err := send(true).Result(); codeOf(err) != fetch.CodeKeepaliveTooLarge {
		t.Errorf("beside a preflight: %v, want %v", err, fetch.CodeKeepaliveTooLarge)
	}
	preflighted.Abort()
	// A request of no page has no group.
	alone := &fetch.Request{Method: "POST", URL: parse(t, "https://app.example/x"), Origin: client.Origin, Keepalive: true, Body: fetch.BodyOf(40_000)}
	if f := start(t, new(fetch.UserAgent), alone); f.Next() == nil {
		t.Error("a request without a client is refused")
	}
	// A 307 sends the body again, which counts once.
	f := send(true)
	if out := f.Receive(fetch.Response{Status: 307, Headers: lines("Location", "/y")}); out == nil {
		_, err := f.Result()
		t.Errorf("after a redirect: %v", err)
	}
}
