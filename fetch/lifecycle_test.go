package fetch_test

import (
	"errors"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

var noon = time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

func parse(t testing.TB, s string) origin.URL {
	t.Helper()
	u, err := origin.ParseURL(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func page(t testing.TB, s string) *fetch.Settings {
	u := parse(t, s)
	return &fetch.Settings{Origin: u.Origin(), URL: u}
}

func request(t testing.TB, url string, init fetch.RequestInit) *fetch.Request {
	t.Helper()
	req, err := fetch.NewRequest(page(t, "https://app.example/"), url, init)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func start(t testing.TB, ua *fetch.UserAgent, req *fetch.Request) *fetch.Fetch {
	t.Helper()
	f, err := ua.Start(req)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func lines(pairs ...string) header.List {
	var l header.List
	for i := 0; i < len(pairs); i += 2 {
		l = append(l, header.Line{Name: pairs[i], Value: pairs[i+1]})
	}
	return l
}

func TestEmbedderErrors(t *testing.T) {
	good := request(t, "https://api.example/", fetch.RequestInit{})
	for _, tc := range []struct {
		name string
		ua   fetch.UserAgent
		req  fetch.Request
		want error
	}{
		{"a cache without a clock", fetch.UserAgent{Preflights: cache.New(cache.Limits{})}, *good, fetch.ErrNoClock},
		{"no URL", fetch.UserAgent{}, fetch.Request{Origin: origin.NewOpaque()}, fetch.ErrNoURL},
		{"neither origin nor client", fetch.UserAgent{}, fetch.Request{URL: good.URL}, fetch.ErrNoOrigin},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if f, err := tc.ua.Start(&tc.req); f != nil || !errors.Is(err, tc.want) {
				t.Errorf("Start() = %v, %v, want %v", f, err, tc.want)
			}
			reused := new(fetch.Fetch)
			if err := tc.ua.StartInto(reused, &tc.req); !errors.Is(err, tc.want) {
				t.Errorf("StartInto() = %v, want %v", err, tc.want)
			}
			if out := reused.Next(); out != nil {
				t.Errorf("Next() = %v, want nil", out)
			}
			if _, err := reused.Result(); !errors.Is(err, tc.want) {
				t.Errorf("Result() error is %v, want %v", err, tc.want)
			}
		})
	}
}

func TestResultBeforeTheEnd(t *testing.T) {
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	if _, err := f.Result(); !errors.Is(err, fetch.ErrNotDone) {
		t.Errorf("Result() error is %v, want %v", err, fetch.ErrNotDone)
	}
}

func TestZeroFetch(t *testing.T) {
	var f fetch.Fetch
	if out := f.Receive(fetch.Response{Status: 200}); out != nil {
		t.Errorf("Receive() = %v, want nil", out)
	}
	if _, err := f.Result(); !errors.Is(err, fetch.ErrNotDone) {
		t.Errorf("Result() error is %v, want %v", err, fetch.ErrNotDone)
	}
}

func TestAfterTheEndNothingChanges(t *testing.T) {
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	f.Receive(fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "*")})
	for name, call := range map[string]func() *fetch.Outgoing{
		"Receive": func() *fetch.Outgoing { return f.Receive(fetch.Response{Status: 500}) },
		"Fail":    func() *fetch.Outgoing { return f.Fail(nil) },
		"Abort":   f.Abort,
		"Next":    f.Next,
	} {
		if out := call(); out != nil {
			t.Errorf("%s() = %v, want nil", name, out)
		}
		if res, err := f.Result(); err != nil || res.Status != 200 {
			t.Errorf("after %s, Result() = %v, %v", name, res, err)
		}
	}
}

func TestTransportErrorIsUnwrapped(t *testing.T) {
	reset := errors.New("connection reset")
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	f.Fail(reset)
	_, err := f.Result()
	var networkError *fetch.NetworkError
	if !errors.As(err, &networkError) || networkError.Code != fetch.CodeNetwork || !errors.Is(err, reset) {
		t.Errorf("Result() error is %#v, want a NetworkError around %v", err, reset)
	}
}

func TestAbort(t *testing.T) {
	for _, tc := range []struct {
		name      string
		method    string
		preflight bool
	}{
		{"in a preflight", "PUT", true},
		{"in the request", "GET", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{Method: &tc.method}))
			if got := f.Next().Preflight; got != tc.preflight {
				t.Fatalf("Preflight is %v, want %v", got, tc.preflight)
			}
			if out := f.Abort(); out != nil {
				t.Errorf("Abort() = %v, want nil", out)
			}
			_, err := f.Result()
			var networkError *fetch.NetworkError
			if !errors.As(err, &networkError) || !networkError.Aborted() {
				t.Errorf("Result() error is %v, want an aborted network error", err)
			}
		})
	}
}

func TestARequestIsNotChanged(t *testing.T) {
	req := request(t, "https://app.example/", fetch.RequestInit{
		Method: new("POST"), Body: fetch.TextBody("hello"),
		Headers: lines("Authorization", "Basic eA==", "X-A", "1"),
	})
	before := *req
	before.Headers = req.Headers.Clone()
	f := start(t, new(fetch.UserAgent), req)
	f.Receive(fetch.Response{Status: 302, Headers: lines("Location", "https://other.example/")})
	f.Receive(fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "*")})
	if req.Method != before.Method || req.Body != before.Body || len(req.Headers) != len(before.Headers) {
		t.Fatalf("the request became %+v, was %+v", req, before)
	}
	for i := range before.Headers {
		if req.Headers[i] != before.Headers[i] {
			t.Errorf("header line %d became %v, was %v", i, req.Headers[i], before.Headers[i])
		}
	}
}

// TestReuse runs different fetches in one Fetch and compares each with a fresh one.
func TestReuse(t *testing.T) {
	ua := new(fetch.UserAgent)
	reused := new(fetch.Fetch)
	answers := []fetch.Response{
		{Status: 302, Headers: lines("Location", "https://other.example/", "Access-Control-Allow-Origin", "*")},
		{Status: 200, Headers: lines("Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", "X-B", "X-B", "1", "X-C", "2")},
		{Status: 200},
	}
	inits := []fetch.RequestInit{
		{}, {Method: new("PUT")}, {Headers: lines("X-A", "1")}, {Mode: new(fetch.ModeNoCORS)}, {Mode: new(fetch.ModeSameOrigin)},
	}
	for _, init := range inits {
		for first := range answers {
			req := request(t, "https://api.example/", init)
			fresh := start(t, ua, req)
			ua.StartInto(reused, req)
			for i := first; ; i++ {
				a, b := fresh.Next(), reused.Next()
				if (a == nil) != (b == nil) {
					t.Fatalf("one is done, the other is not: %v, %v", a, b)
				}
				if a == nil {
					break
				}
				if a.Method != b.Method || a.URL != b.URL || len(a.Headers) != len(b.Headers) {
					t.Errorf("fresh sends %v, reused %v", a, b)
				}
				fresh.Receive(answers[i%len(answers)])
				reused.Receive(answers[i%len(answers)])
			}
			want, wantErr := fresh.Result()
			got, gotErr := reused.Result()
			switch {
			case (wantErr == nil) != (gotErr == nil) || wantErr != nil && wantErr.Error() != gotErr.Error():
				t.Errorf("fresh ended with %v, reused with %v", wantErr, gotErr)
			case wantErr == nil && (want.Type != got.Type || want.Status != got.Status || len(want.Headers) != len(got.Headers)):
				t.Errorf("fresh ended with %v, reused with %v", want, got)
			}
		}
	}
}

func TestTraceOfAPreflight(t *testing.T) {
	var checks []fetch.Code
	var steps, passed int
	var need fetch.PreflightNeed
	var stored fetch.Stored
	req := request(t, "https://api.example/", fetch.RequestInit{Method: new("PUT"), Headers: lines("X-A", "1")})
	req.Trace = &fetch.Trace{
		Decide: func(fetch.Decision) { steps++ },
		Check: func(_ fetch.Phase, c fetch.Check) {
			checks = append(checks, c.Code)
			if c.Passed() {
				passed++
			}
		},
		Preflight: func(n fetch.PreflightNeed) { need = n },
		Stored:    func(s fetch.Stored) { stored = s },
	}
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{MaxAge: time.Minute}), Now: clock}
	f := start(t, ua, req)
	f.Receive(fetch.Response{Status: 204, Headers: lines(
		"Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT",
		"Access-Control-Allow-Headers", "x-a", "Access-Control-Max-Age", "3600")})
	f.Receive(fetch.Response{Status: 200})
	if !need.Needed || !need.Method || need.Flag {
		t.Errorf("Preflight was told %+v", need)
	}
	if stored.MaxAge != time.Minute || !stored.Limited || stored.Default {
		t.Errorf("Stored was told %+v", stored)
	}
	if want := 5; len(checks) != want || passed != want-1 || checks[len(checks)-1] != fetch.CodeAllowOriginMissing {
		t.Errorf("checks %q, %d passed; want %d, the last refused", checks, passed, want)
	}
	if steps == 0 {
		t.Error("no decision was told")
	}
}

// suffix is a list of one public suffix.
type suffix string

func (s suffix) PublicSuffix(string) string { return string(s) }

// TestReuseByAnotherUserAgent: what one user agent found out about sites is not
// what another one would.
func TestReuseByAnotherUserAgent(t *testing.T) {
	req, err := fetch.NewRequest(page(t, "https://app.co.example/"), "https://api.co.example/", fetch.RequestInit{})
	if err != nil {
		t.Fatal(err)
	}
	f := new(fetch.Fetch)
	for _, tc := range []struct {
		ua   *fetch.UserAgent
		want string
	}{
		{new(fetch.UserAgent), "same-site"},
		{&fetch.UserAgent{Sites: suffix("co.example")}, "cross-site"},
		{new(fetch.UserAgent), "same-site"},
	} {
		tc.ua.StartInto(f, req)
		if got, _ := f.Next().Headers.Get("Sec-Fetch-Site"); got != tc.want {
			t.Errorf("with the list %v, Sec-Fetch-Site is %q, want %q", tc.ua.Sites, got, tc.want)
		}
	}
}
