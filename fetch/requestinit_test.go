package fetch_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/google/go-cmp/cmp"
)

func TestModesThatScriptCannotHave(t *testing.T) {
	for _, mode := range []fetch.Mode{fetch.ModeNavigate, fetch.ModeWebSocket, fetch.ModeWebTransport, 99} {
		_, err := fetch.NewRequest(page(t, "https://app.example/"), "https://api.example/", fetch.RequestInit{Mode: &mode})
		var thrown *fetch.TypeError
		if !errors.As(err, &thrown) || thrown.Code != fetch.TypeErrorMode {
			t.Errorf("mode %v: error %v, want a TypeError", mode, err)
		}
	}
}

func TestNewRequest(t *testing.T) {
	client := &fetch.Settings{Origin: mustURL(t, "https://app.example/").Origin(), URL: mustURL(t, "https://app.example/p/")}
	for _, c := range []struct {
		name  string
		input string
		init  fetch.RequestInit
		step  string // where it throws
		check func(*fetch.Request) bool
		why   string
	}{
		{"relative", "x", fetch.RequestInit{}, "", func(r *fetch.Request) bool {
			return r.URL.String() == "https://app.example/p/x" && r.Method == "GET" && r.Mode == fetch.ModeCORS
		}, "5.1, 5.5"},
		{"not a URL", "https://[", fetch.RequestInit{}, "5.2", nil, ""},
		{"userinfo", "https://u@app.example/", fetch.RequestInit{}, "5.3", nil, ""},
		{"no referrer", "x", fetch.RequestInit{Referrer: ptr("")}, "", func(r *fetch.Request) bool { return r.Referrer.IsNone() }, "14.2"},
		{"referrer is no URL", "x", fetch.RequestInit{Referrer: ptr("https://[")}, "14.3.2", nil, ""},
		{"referrer is about:client", "x", fetch.RequestInit{Referrer: ptr("about:client")}, "", func(r *fetch.Request) bool { return r.Referrer.IsClient() }, "14.3.3/1"},
		{"referrer elsewhere", "x", fetch.RequestInit{Referrer: ptr("https://b.example/")}, "", func(r *fetch.Request) bool { return r.Referrer.IsClient() }, "14.3.3/2"},
		{"referrer", "x", fetch.RequestInit{Referrer: ptr("/r")}, "", func(r *fetch.Request) bool { return r.Referrer.String() == "https://app.example/r" }, "14.3.4"},
		{"referrer policy", "x", fetch.RequestInit{ReferrerPolicy: ptr(fetch.ReferrerPolicyOrigin)}, "", func(r *fetch.Request) bool { return r.ReferrerPolicy == fetch.ReferrerPolicyOrigin }, "15"},
		{"navigate", "x", fetch.RequestInit{Mode: ptr(fetch.ModeNavigate)}, "17", nil, ""},
		{"mode", "x", fetch.RequestInit{Mode: ptr(fetch.ModeSameOrigin)}, "", func(r *fetch.Request) bool { return r.Mode == fetch.ModeSameOrigin }, "18"},
		{"credentials", "x", fetch.RequestInit{Credentials: ptr(fetch.CredentialsOmit)}, "", func(r *fetch.Request) bool { return r.Credentials == fetch.CredentialsOmit }, "19"},
		{"only-if-cached", "x", fetch.RequestInit{Cache: ptr(fetch.CacheOnlyIfCached)}, "21", nil, ""},
		{"cache", "x", fetch.RequestInit{Cache: ptr(fetch.CacheReload)}, "", func(r *fetch.Request) bool { return r.Cache == fetch.CacheReload }, "20"},
		{"redirect", "x", fetch.RequestInit{Redirect: ptr(fetch.RedirectManual)}, "", func(r *fetch.Request) bool { return r.Redirect == fetch.RedirectManual }, "22"},
		{"keepalive", "x", fetch.RequestInit{Keepalive: true}, "", func(r *fetch.Request) bool { return r.Keepalive }, "24"},
		{"method is no token", "x", fetch.RequestInit{Method: ptr("A B")}, "25.2", nil, ""},
		{"method is forbidden", "x", fetch.RequestInit{Method: ptr("trace")}, "25.2", nil, ""},
		{"method", "x", fetch.RequestInit{Method: ptr("put")}, "", func(r *fetch.Request) bool { return r.Method == "PUT" }, "25.3"},
		{"no-cors and PUT", "x", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS), Method: ptr("PUT")}, "32.1", nil, ""},
		{"no-cors", "x", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS), Headers: headerLines("X-A", "1", "Accept", "a")}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Accept", "a"))
		}, "32.2, 33.5"},
		{"header is no name", "x", fetch.RequestInit{Headers: headerLines("X A", "1")}, "1", nil, "33.5: validate"},
		{"GET with a body", "x", fetch.RequestInit{Body: fetch.TextBody("b")}, "35", nil, ""},
		{"HEAD with a body", "x", fetch.RequestInit{Method: ptr("HEAD"), Body: fetch.TextBody("b")}, "35", nil, ""},
		{"body", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.TextBody("b")}, "", func(r *fetch.Request) bool {
			return r.Body == fetch.TextBody("b") && cmp.Equal(r.Headers, headerLines("Content-Type", "text/plain;charset=UTF-8"))
		}, "37.2, 37.4"},
		{"body with a type", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.TextBody("b"), Headers: headerLines("content-type", "a/b")}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("content-type", "a/b"))
		}, "37.4"},
		{"body with a type that is no value", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.Body{Present: true, Length: 1, Type: "a\n/b"}}, "1", nil, "37.4: append, validate"},
		{"stream and keepalive", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody(), Keepalive: true, Duplex: true}, "37.1", nil, ""},
		{"stream without duplex", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody()}, "39.1", nil, ""},
		{"stream and no-cors", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody(), Duplex: true, Mode: ptr(fetch.ModeNoCORS)}, "39.2", nil, ""},
		{"stream", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody(), Duplex: true}, "", func(r *fetch.Request) bool { return r.UseCORSPreflight }, "39.3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := fetch.NewRequest(client, c.input, c.init)
			if got := thrown(err); got != c.step || c.check != nil && !c.check(r) {
				t.Errorf("got %+v, %v, want it to throw at %q: %s", r, err, c.step, c.why)
			}
		})
	}
	if _, err := fetch.NewRequest(nil, "x", fetch.RequestInit{}); thrown(err) != "5.2" {
		t.Errorf("got %v, want a TypeError at 5.2: a page without URL has no relative ones", err)
	}
}
