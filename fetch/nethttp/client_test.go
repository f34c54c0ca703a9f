package nethttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
)

func TestFetch(t *testing.T) {
	for _, tc := range []struct {
		name    string
		url     string
		init    fetch.RequestInit
		answers answers
		sent    string // what the server saw
		code    fetch.Code
		kind    fetch.ResponseType
		status  int
		body    string
	}{{
		name: "cross-origin, allowed", url: "http://api.example/",
		answers: answers{"GET api.example/": {200, anyOrigin, "hello"}},
		sent:    "GET api.example/", kind: fetch.ResponseCORS, status: 200, body: "hello",
	}, {
		name: "cross-origin, refused", url: "http://api.example/",
		answers: answers{"GET api.example/": {200, nil, "hello"}},
		sent:    "GET api.example/", code: fetch.CodeAllowOriginMissing,
	}, {
		name: "same origin asks nobody", url: "/data",
		answers: answers{"GET app.example/data": {404, nil, "gone"}},
		sent:    "GET app.example/data", kind: fetch.ResponseBasic, status: 404, body: "gone",
	}, {
		name: "a preflight goes first", url: "http://api.example/", init: fetch.RequestInit{Method: new("PUT")},
		answers: answers{
			"OPTIONS api.example/": {204, append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT"), ""},
			"PUT api.example/":     {201, anyOrigin, "made"},
		},
		sent: "OPTIONS api.example/, PUT api.example/", kind: fetch.ResponseCORS, status: 201, body: "made",
	}, {
		name: "a preflight refused ends it", url: "http://api.example/", init: fetch.RequestInit{Method: new("PUT")},
		answers: answers{"OPTIONS api.example/": {204, anyOrigin, ""}},
		sent:    "OPTIONS api.example/", code: fetch.CodeMethodNotAllowed,
	}, {
		name: "redirects are followed, the origin gets tainted", url: "http://a.example/",
		answers: answers{
			"GET a.example/": {302, append(anyOrigin[:2:2], "Location", "http://b.example/"), "see other"},
			"GET b.example/": {200, []string{"Access-Control-Allow-Origin", "null"}, "b"},
		},
		sent: "GET a.example/, GET b.example/", kind: fetch.ResponseCORS, status: 200, body: "b",
	}, {
		name: "no-cors is opaque and empty", url: "http://api.example/", init: fetch.RequestInit{Mode: new(fetch.ModeNoCORS)},
		answers: answers{"GET api.example/": {200, nil, "hello"}},
		sent:    "GET api.example/", kind: fetch.ResponseOpaque,
	}, {
		name: "redirect manual is an opaque redirect", url: "/", init: fetch.RequestInit{Redirect: new(fetch.RedirectManual)},
		answers: answers{"GET app.example/": {302, []string{"Location", "/b"}, "see other"}},
		sent:    "GET app.example/", kind: fetch.ResponseOpaqueRedirect,
	}, {
		name: "HEAD has no body", url: "/", init: fetch.RequestInit{Method: new("HEAD")},
		answers: answers{"HEAD app.example/": {200, nil, ""}},
		sent:    "HEAD app.example/", kind: fetch.ResponseBasic, status: 200,
	}, {
		name: "204 has no body", url: "/",
		answers: answers{"GET app.example/": {204, nil, ""}},
		sent:    "GET app.example/", kind: fetch.ResponseBasic, status: 204,
	}, {
		name: "304 to a script's own condition is an ordinary response", url: "/",
		init:    fetch.RequestInit{Headers: lines("If-None-Match", `"x"`)},
		answers: answers{"GET app.example/": {304, nil, ""}},
		sent:    "GET app.example/", kind: fetch.ResponseBasic, status: 304,
	}, {
		name: "a data: URL needs no network", url: "data:text/plain,hello",
		kind: fetch.ResponseBasic, status: 200, body: "hello",
	}, {
		name: "the network fails", url: "http://api.example/",
		answers: answers{},
		sent:    "GET api.example/", code: fetch.CodeNetwork,
	}, {
		name: "a blocked port is never dialled", url: "http://api.example:25/",
		code: fetch.CodeBadPort,
	}} {
		t.Run(tc.name, func(t *testing.T) {
			server := &log{Handler: tc.answers}
			client := &nethttp.Client{Network: internet(t, server)}
			res, err := client.Fetch(t.Context(), request(t, tc.url, tc.init), nil)
			if got := server.String(); got != tc.sent {
				t.Errorf("sent %q, want %q", got, tc.sent)
			}
			var refusal *fetch.NetworkError
			if errors.As(err, &refusal); tc.code != "" {
				if refusal == nil || refusal.Code != tc.code {
					t.Errorf("error is %v, want code %s", err, tc.code)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil {
				t.Error(err)
			}
			if res.Type != tc.kind || res.Status != tc.status || string(body) != tc.body {
				t.Errorf("got %s %d %q, want %s %d %q", res.Type, res.Status, body, tc.kind, tc.status, tc.body)
			}
			if res.Length >= 0 && res.Length != int64(len(body)) {
				t.Errorf("Length is %d, the body has %d bytes", res.Length, len(body))
			}
		})
	}
}

func TestBodyMissing(t *testing.T) {
	req := request(t, "/", fetch.RequestInit{Method: new("POST"), Body: fetch.TextBody("hello")})
	if _, err := new(nethttp.Client).Fetch(t.Context(), req, nil); !errors.Is(err, nethttp.ErrNoBody) {
		t.Errorf("error is %v, want %v", err, nethttp.ErrNoBody)
	}
}

func TestVisibleHeaders(t *testing.T) {
	client := &nethttp.Client{Network: internet(t, answers{"GET api.example/": {200, append(anyOrigin[:2:2],
		"Access-Control-Expose-Headers", "X-B", "X-A", "1", "X-B", "2", "X-B", "1", "Set-Cookie", "a=b", "Content-Type", "text/plain"), ""}})}
	res, err := client.Fetch(t.Context(), request(t, "http://api.example/", fetch.RequestInit{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	h := res.Header()
	if got := strings.Join(h["X-B"], "|"); got != "2|1" || h.Get("Content-Type") != "text/plain" || h.Get("Content-Length") != "0" || len(h) != 3 {
		t.Errorf("script sees %v", h)
	}
}

// TestOneCacheForAll makes one fetch, whose preflight is cached, and then many at once.
func TestOneCacheForAll(t *testing.T) {
	allow := append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "3600")
	server := &log{Handler: answers{"OPTIONS api.example/": {204, allow, ""}, "PUT api.example/": {200, anyOrigin, "ok"}}}
	client := &nethttp.Client{Network: internet(t, server)}
	put := func() error {
		res, err := client.Fetch(context.Background(), request(t, "http://api.example/", fetch.RequestInit{Method: new("PUT")}), nil)
		if err != nil {
			return err
		}
		return res.Body.Close()
	}
	if err := put(); err != nil {
		t.Fatal(err)
	}
	const many = 32
	var group sync.WaitGroup
	for range many {
		group.Go(func() {
			if err := put(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := strings.Count(server.String(), "OPTIONS"); got != 1 {
		t.Errorf("%d preflights, want 1", got)
	}
	if got := strings.Count(server.String(), "PUT"); got != 1+many {
		t.Errorf("%d requests, want %d", got, 1+many)
	}
}

// TestClientKnowsSites: without a list of its own, a Client knows that evil.co.uk and victim.co.uk are two sites.
func TestClientKnowsSites(t *testing.T) {
	evil := parse(t, "http://evil.co.uk/")
	for _, tc := range []struct {
		name string
		ua   *fetch.UserAgent
	}{
		{"a client without a user agent", nil},
		{"a user agent without sites", &fetch.UserAgent{Preflights: cache.New(cache.Limits{})}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			server := &log{Handler: answers{"GET victim.co.uk/": {200, []string{"Cross-Origin-Resource-Policy", "same-site"}, ""}}}
			jar := nethttp.NewJar(nil)
			jar.SetCookies(parsed(t, "http://victim.co.uk/"), []*http.Cookie{{Name: "strict", Value: "1", SameSite: http.SameSiteStrictMode}})
			client := &nethttp.Client{UserAgent: tc.ua, Network: internet(t, server), Jar: jar}
			req, err := fetch.NewRequest(&fetch.Settings{Origin: evil.Origin(), URL: evil}, "http://victim.co.uk/", fetch.RequestInit{
				Mode: new(fetch.ModeNoCORS), Credentials: new(fetch.CredentialsInclude),
			})
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Fetch(t.Context(), req, nil)
			if refusal, ok := nethttp.Refusal(err); !ok || refusal.Code != fetch.CodeResourcePolicySameSite {
				t.Errorf("error is %v, want %s", err, fetch.CodeResourcePolicySameSite)
			}
			for _, seen := range server.seen {
				if got := seen.Header.Get("Cookie"); got != "" {
					t.Errorf("victim.co.uk got %s", got)
				}
			}
		})
	}
}

// TestDefaultNetworkIsBounded: a Client without a Network does not take header after header from a server.
func TestDefaultNetworkIsBounded(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
	}))
	defer server.Close()
	client := &http.Client{Transport: &nethttp.Transport{Page: server.URL}}
	defer client.CloseIdleConnections()
	if res, err := client.Get(server.URL); err == nil || !strings.Contains(err.Error(), "response headers exceeded") {
		t.Errorf("a header of 1 MiB is taken: %v, %v", res, err)
	}
}

// TestRoundTripperWithoutManners: an http.RoundTripper that returns nothing at all is a failed network.
func TestRoundTripperWithoutManners(t *testing.T) {
	client := &nethttp.Client{Network: roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil })}
	_, err := client.Fetch(t.Context(), request(t, "/", fetch.RequestInit{}), nil)
	if refusal, ok := nethttp.Refusal(err); !ok || refusal.Code != fetch.CodeNetwork {
		t.Errorf("error is %v", err)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// TestResponsesWithoutBody: an http.RoundTripper may leave the body out, though net/http's own never does.
func TestResponsesWithoutBody(t *testing.T) {
	for _, tc := range []struct {
		name   string
		status int
		fails  bool
	}{
		{"101", http.StatusSwitchingProtocols, true},
		{"200", http.StatusOK, false},
		{"204", http.StatusNoContent, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			network := roundTripper(func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: tc.status}, nil })
			res, err := (&nethttp.Client{Network: network}).Fetch(t.Context(), request(t, "/", fetch.RequestInit{}), nil)
			if (err != nil) != tc.fails {
				t.Fatalf("error is %v", err)
			}
			if err == nil {
				res.Body.Close()
			}
		})
	}
}
