package fetch_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/origin"
)

// play answers each request of a fetch in turn, and returns its network error.
func play(t *testing.T, req *fetch.Request, answers ...fetch.Response) *fetch.NetworkError {
	t.Helper()
	f := start(t, new(fetch.UserAgent), req)
	for _, answer := range answers {
		f.Receive(answer)
	}
	_, err := f.Result()
	var networkError *fetch.NetworkError
	if !errors.As(err, &networkError) {
		t.Fatalf("the fetch ended with %v, want a network error", err)
	}
	return networkError
}

func TestNoFinalStatus(t *testing.T) {
	for _, status := range []int{0, 100, 103, 199} {
		f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{Mode: new(fetch.ModeNoCORS)}))
		f.Receive(fetch.Response{Status: status})
		if _, err := f.Result(); !errors.Is(err, fetch.ErrStatus) {
			t.Errorf("status %d: Result() error is %v, want %v", status, err, fetch.ErrStatus)
		}
	}
}

// linesOf makes a header list of fuzzed text: a line a line feed, name and value parted at the first colon.
func linesOf(text string) header.List {
	var l header.List
	for line := range strings.SplitSeq(text, "\n") {
		name, value, _ := strings.Cut(line, ":")
		l = append(l, header.Line{Name: name, Value: value})
	}
	return l
}

// tokens is a list of tokens as RFC 9110's list rule has it, for bytes as code points.
var tokens = regexp.MustCompile("^(|[!#$%&'*+.^_`|~0-9A-Za-z-]+)([ \t]*,[ \t]*(|[!#$%&'*+.^_`|~0-9A-Za-z-]+))*$")

// isomorphic makes a code point of each byte.
func isomorphic(bytes string) string {
	var runes []rune
	for _, b := range []byte(bytes) {
		runes = append(runes, rune(b))
	}
	return string(runes)
}

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
				t.Fatalf("Result() error is %v, want an aborted network error", err)
			}
			if networkError.Algorithm != "https://fetch.spec.whatwg.org/#concept-http-network-fetch" || networkError.Step != "9" {
				t.Errorf("it cites step %s of %s, want HTTP-network fetch, 9", networkError.Step, networkError.Algorithm)
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

type (
	rules    = seam.Rules[fetch.Request, fetch.FilteredResponse, fetch.NetworkError]
	state    = seam.State[fetch.Request]
	override = seam.Override[fetch.Request]
)

// decided makes rules that decide one step.
func decided(algorithm, number string, way override) rules {
	return rules{Steps: map[seam.Step]override{{Algorithm: algorithm, Number: number}: way}}
}

const (
	preflight = "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"
	mainFetch = "https://fetch.spec.whatwg.org/#concept-main-fetch"
)

func mustURL(t *testing.T, s string) origin.URL {
	t.Helper()
	u, err := origin.ParseURL(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func headerLines(pairs ...string) header.List {
	var l header.List
	for i := 0; i < len(pairs); i += 2 {
		l = append(l, header.Line{Name: pairs[i], Value: pairs[i+1]})
	}
	return l
}

// ptr is a field that is given.
func ptr[T any](v T) *T { return &v }

// thrown is the step of the TypeError that err is, "" when it is none.
func thrown(err error) string {
	var e *fetch.TypeError
	if errors.As(err, &e) {
		return e.Step
	}
	return ""
}

// sent is what a test looks at of a request.
type sent struct {
	preflight      bool
	method, header string // of one name
}

// playAll makes a fetch and returns what was sent, with the header of one name, and what it came to.
func playAll(t *testing.T, ua *fetch.UserAgent, req *fetch.Request, name string, answers ...fetch.Response) ([]sent, *fetch.FilteredResponse, error) {
	t.Helper()
	var all []sent
	f := start(t, ua, req)
	for out := f.Next(); out != nil; out = f.Next() {
		value, _ := out.Headers.Get(name)
		all = append(all, sent{out.Preflight, out.Method, value})
		if len(answers) == 0 {
			t.Fatalf("no answer to %v", out)
		}
		f.Receive(answers[0])
		answers = answers[1:]
	}
	res, err := f.Result()
	return all, res, err
}

func answer(status int, pairs ...string) fetch.Response {
	return fetch.Response{Status: status, Headers: append(lines("Access-Control-Allow-Origin", "*"), lines(pairs...)...)}
}

// long is a value of 100 bytes, of which one may be sent and two together may not.
const long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

// first sends a request as far as its first Outgoing, nil when nothing is sent.
func first(t testing.TB, req *fetch.Request) (*fetch.Fetch, *fetch.Outgoing) {
	f := start(t, new(fetch.UserAgent), req)
	return f, f.Next()
}

// codeOf is the code of a network error, or "".
func codeOf(err error) fetch.Code {
	var network *fetch.NetworkError
	if errors.As(err, &network) {
		return network.Code
	}
	return ""
}
