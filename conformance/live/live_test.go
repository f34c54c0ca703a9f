package live_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
)

// scenarioOf reads a scenario that is written in YAML.
func scenarioOf(t *testing.T, text string) *conformance.Scenario {
	t.Helper()
	c, err := conformance.NewReader(strings.NewReader(text), "scenario.yaml").Read()
	if err != nil {
		t.Fatal(err)
	}
	return &c.Scenario
}

// everywhere is a client that finds every host at this server, and keeps cookies.
func everywhere(t *testing.T, server string) *nethttp.Client {
	t.Helper()
	u, err := origin.ParseURL(server)
	if err != nil {
		t.Fatal(err)
	}
	client := &nethttp.Client{Network: live.Everywhere(u, new(http.Transport)), Jar: nethttp.NewJar(nil)}
	t.Cleanup(client.CloseIdleConnections)
	return client
}

// TestScenarios plays scenarios against a server that knows some paths, and compares what is expected of them and what the
// server saw: methods, hosts and paths, in order, and what the row is about.
func TestScenarios(t *testing.T) {
	allow := func(w http.ResponseWriter, origin string) { w.Header().Set("Access-Control-Allow-Origin", origin) }
	paths := map[string]http.HandlerFunc{
		"/closed": func(http.ResponseWriter, *http.Request) {},
		"/open":   func(w http.ResponseWriter, _ *http.Request) { allow(w, "*") },
		"/app": func(w http.ResponseWriter, r *http.Request) {
			allow(w, "https://app.example")
			w.Header().Set("Access-Control-Allow-Credentials", "true")
			w.Header().Set("Access-Control-Allow-Methods", "PUT")
			w.Header().Set("Access-Control-Expose-Headers", "X-Saw")
			body, _ := io.ReadAll(r.Body)
			w.Header().Set("X-Saw", string(body)+"|"+r.Header.Get("Cookie"))
			http.SetCookie(w, &http.Cookie{Name: "session", Value: r.Method, SameSite: http.SameSiteNoneMode, Secure: true})
		},
		"/preflight-only": func(w http.ResponseWriter, r *http.Request) {
			if r.Method == "OPTIONS" {
				allow(w, "*")
				w.Header().Set("Access-Control-Allow-Methods", "*")
			}
		},
		"/to-closed": func(w http.ResponseWriter, r *http.Request) {
			allow(w, "*")
			http.Redirect(w, r, "/closed", http.StatusFound)
		},
		"/away": func(w http.ResponseWriter, r *http.Request) {
			allow(w, "https://app.example")
			http.Redirect(w, r, "https://other.example/back", http.StatusFound)
		},
		"/back": func(w http.ResponseWriter, r *http.Request) {
			allow(w, r.Header.Get("Origin"))
			http.Redirect(w, r, "https://api.example/app", http.StatusFound)
		},
		"/loop": func(w http.ResponseWriter, r *http.Request) {
			allow(w, "*")
			http.Redirect(w, r, "/loop", http.StatusFound)
		},
		"/panic": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"/endless": func(w http.ResponseWriter, _ *http.Request) {
			allow(w, "*")
			for block := make([]byte, 1<<16); ; {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		},
	}
	for _, tc := range []struct{ name, scenario, seen string }{{
		"allowed", `
fetches: [{url: "https://api.example/open"}]
expect: [{response: {type: cors, status: 200, url: "https://api.example/open"}}]`,
		"GET api.example/open",
	}, {
		"blocked", `
fetches: [{url: "https://api.example/closed"}]
expect: [{error: {code: allow-origin-missing, phase: response, hop: 0}}]`,
		"GET api.example/closed",
	}, {
		"the status is the server's", `
fetches: [{url: "https://api.example/none", mode: no-cors}, {url: "/none"}]
expect: [{response: {type: opaque, status: 0}}, {response: {type: basic, status: 404}}]`,
		"GET api.example/none, GET app.example/none",
	}, {
		"a preflight, a body, and a cookie where credentials are included", `
fetches:
  - {url: "https://api.example/app", method: PUT, body: hello, credentials: include}
  - {url: "https://api.example/app", credentials: include}
  - {url: "https://api.example/app"}
expect:
  - {response: {headers: [[content-length, "0"], [x-saw, "hello|"]]}, wire: [{preflight: true, credentials: false}, {method: PUT, credentials: true}]}
  - {response: {headers: [[content-length, "0"], [x-saw, "|session=PUT"]]}}
  - {response: {headers: [[content-length, "0"], [x-saw, "|"]]}}`,
		"OPTIONS api.example/app, PUT api.example/app, GET api.example/app, GET api.example/app",
	}, {
		"a stream is sent too", `
fetches: [{url: "https://app.example/app", method: PUT, body: flow, bodyStream: true}]
expect: [{response: {type: basic}}]`,
		"PUT app.example/app",
	}, {
		"a preflight that is refused sends nothing else", `
fetches: [{url: "https://api.example/app", method: DELETE}]
expect: [{error: {code: method-not-allowed, phase: preflight}, wire: [{preflight: true}]}]`,
		"OPTIONS api.example/app",
	}, {
		"the preflight passes, the answer does not", `
fetches: [{url: "https://api.example/preflight-only", method: PUT}]
expect: [{error: {code: allow-origin-missing, phase: response}}]`,
		"OPTIONS api.example/preflight-only, PUT api.example/preflight-only",
	}, {
		"a mismatch one hop on", `
fetches: [{url: "https://api.example/to-closed"}]
expect: [{error: {code: allow-origin-missing, phase: response, hop: 1}}]`,
		"GET api.example/to-closed, GET api.example/closed",
	}, {
		"a chain through another origin taints the origin", `
fetches: [{url: "https://api.example/away"}]
expect: [{error: {code: allow-origin-mismatch, hop: 2, got: "https://app.example", want: "null"}}]`,
		"GET api.example/away, GET other.example/back, GET api.example/app",
	}, {
		"an endless redirect", `
fetches: [{url: "https://api.example/loop"}]
expect: [{error: {code: redirect-too-many, phase: redirect}}]`,
		strings.TrimSuffix(strings.Repeat("GET api.example/loop, ", 21), ", "),
	}, {
		"a port is part of the Host", `
fetches: [{url: "http://api.example:8080/open", origin: "http://app.example"}]
expect: [{response: {status: 200}}]`,
		"GET api.example:8080/open",
	}, {
		"no answer, and the next fetch all the same", `
fetches: [{url: "https://api.example/panic"}, {url: "https://api.example/open"}]
expect: [{error: {code: network}}, {response: {status: 200}}]`,
		"GET api.example/panic, GET api.example/open",
	}, {
		"a body without end is not read", `
fetches: [{url: "https://api.example/endless"}]
expect: [{response: {status: 200}}]`,
		"GET api.example/endless",
	}, {
		"what the API throws on is not sent", `
fetches: [{url: "https://api.example/open", method: TRACE}]
expect: [{outcome: type-error}]`,
		"",
	}} {
		t.Run(tc.name, func(t *testing.T) {
			var seen []string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				seen = append(seen, r.Method+" "+r.Host+r.URL.Path)
				if handler := paths[r.URL.Path]; handler != nil {
					handler(w, r)
					return
				}
				http.NotFound(w, r)
			}))
			s := scenarioOf(t, "origin: https://app.example\n"+tc.scenario)
			result, err := conformance.Run(s, conformance.Options{Server: live.Server(t.Context(), everywhere(t, server.URL), s)})
			server.Close() // which waits for the handlers
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range result.Compare(s.Expect) {
				t.Error(d)
			}
			if got := strings.Join(seen, ", "); got != tc.seen {
				t.Errorf("the server saw %s\nwant %s", got, tc.seen)
			}
		})
	}
}

// TestEverywhereSaysWhoDoesNotAnswer: the server, not the host that the scenario names.
func TestEverywhereSaysWhoDoesNotAnswer(t *testing.T) {
	server := refusing(t)
	s := scenarioOf(t, `{origin: "https://app.example", fetches: [{url: "https://api.example/"}]}`)
	result, err := conformance.Run(s, conformance.Options{Server: live.Server(t.Context(), everywhere(t, server), s)})
	if err != nil {
		t.Fatal(err)
	}
	failure, ok := errors.AsType[*live.Error](result.Fetches[0].Err)
	if want := strings.TrimPrefix(server, "http://"); !ok || failure.Host != want {
		t.Errorf("%v is not about %s", result.Fetches[0].Err, want)
	}
}

// TestStop: a run whose context ends is over, and says why.
func TestStop(t *testing.T) {
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	arrived := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	}))
	defer server.Close()
	go func() {
		<-arrived
		cancel(enough)
	}()
	s := scenarioOf(t, `{origin: "https://app.example", fetches: [{url: "https://api.example/"}, {url: "https://api.example/"}]}`)
	_, err := conformance.Run(s, conformance.Options{Server: live.Server(ctx, everywhere(t, server.URL), s)})
	if !errors.Is(err, conformance.ErrStop) || !errors.Is(err, enough) || err.Error() != "the run was stopped: enough" {
		t.Errorf("the run ended with %v", err)
	}
}

func TestUnscripted(t *testing.T) {
	for _, tc := range []struct {
		name   string
		server []conformance.Rule
		want   string
	}{
		{"no rules", nil, ""},
		{"rules that nobody would follow", make([]conformance.Rule, 1), "a.yaml: server: has rules, and a real server answers here; leave them out"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got string
			if err := live.Unscripted(&conformance.Scenario{Server: tc.server}, "a.yaml"); err != nil {
				got = err.Error()
			}
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}
