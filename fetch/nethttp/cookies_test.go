package nethttp_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
)

func jarWith(t testing.TB, u, name, value string) *nethttp.Jar {
	t.Helper()
	jar := nethttp.NewJar(nil)
	jar.SetCookies(parsed(t, u), []*http.Cookie{{Name: name, Value: value}})
	return jar
}

func parsed(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestCookies: what goes, and what is stored. The server sets a cookie with each answer.
func TestCookies(t *testing.T) {
	setting := func(headers []string) []string {
		return append(headers[:len(headers):len(headers)], "Set-Cookie", "new=2")
	}
	allow := setting(append(appWithCredentials[:4:4], "Access-Control-Allow-Methods", "PUT"))
	for _, tc := range []struct {
		name    string
		url     string
		init    fetch.RequestInit
		answers answers
		sent    []string // the Cookie header of each request
		stored  bool
		blocked bool
	}{{
		name: "include: sent and stored", url: "http://api.example/",
		init:    fetch.RequestInit{Credentials: new(fetch.CredentialsInclude)},
		answers: answers{"GET api.example/": {200, setting(appWithCredentials), ""}},
		sent:    []string{"old=1"}, stored: true,
	}, {
		name: "include and blocked by the CORS check: stored before it", url: "http://api.example/",
		init:    fetch.RequestInit{Credentials: new(fetch.CredentialsInclude)},
		answers: answers{"GET api.example/": {200, setting(anyOrigin), ""}},
		sent:    []string{"old=1"}, stored: true, blocked: true,
	}, {
		name: "the default across origins: neither sent nor stored", url: "http://api.example/",
		answers: answers{"GET api.example/": {200, setting(anyOrigin), ""}},
		sent:    []string{""},
	}, {
		name: "omit on the same origin: neither", url: "/",
		init:    fetch.RequestInit{Credentials: new(fetch.CredentialsOmit)},
		answers: answers{"GET app.example/": {200, setting(nil), ""}},
		sent:    []string{""},
	}, {
		name: "the default on the same origin: both", url: "/",
		answers: answers{"GET app.example/": {200, setting(nil), ""}},
		sent:    []string{"old=1"}, stored: true,
	}, {
		name: "a preflight carries none, nor does its answer leave one", url: "http://api.example/",
		init:    fetch.RequestInit{Method: new("PUT"), Credentials: new(fetch.CredentialsInclude)},
		answers: answers{"OPTIONS api.example/": {200, setting(anyOrigin), ""}},
		sent:    []string{""}, blocked: true,
	}, {
		name: "a preflight carries none, its request does", url: "http://api.example/",
		init:    fetch.RequestInit{Method: new("PUT"), Credentials: new(fetch.CredentialsInclude)},
		answers: answers{"OPTIONS api.example/": {200, allow, ""}, "PUT api.example/": {200, setting(appWithCredentials), ""}},
		sent:    []string{"", "old=1"}, stored: true,
	}, {
		name: "same-origin credentials end at a redirect to another origin", url: "/",
		answers: answers{
			"GET app.example/": {302, []string{"Location", "http://api.example/"}, ""},
			"GET api.example/": {200, setting(anyOrigin), ""},
		},
		sent: []string{"old=1", ""},
	}} {
		t.Run(tc.name, func(t *testing.T) {
			server := &log{Handler: tc.answers}
			jar := jarWith(t, "http://api.example/", "old", "1")
			jar.SetCookies(parsed(t, "http://app.example/"), []*http.Cookie{{Name: "old", Value: "1"}})
			client := &nethttp.Client{Network: internet(t, server), Jar: jar}
			res, err := client.Fetch(t.Context(), request(t, tc.url, tc.init), nil)
			if err == nil {
				res.Body.Close()
			}
			if (err != nil) != tc.blocked {
				t.Errorf("error is %v", err)
			}
			for i, req := range server.seen {
				if got := req.Header.Get("Cookie"); i >= len(tc.sent) || got != tc.sent[i] {
					t.Errorf("request %d has Cookie %q, want one of %q", i, got, tc.sent)
				}
			}
			stored := false
			for _, host := range []string{"http://api.example/", "http://app.example/"} {
				for _, cookie := range jar.Cookies(parsed(t, host)) {
					stored = stored || cookie.Name == "new"
				}
			}
			if stored != tc.stored {
				t.Errorf("stored: %v, want %v", stored, tc.stored)
			}
		})
	}
}
