package fetch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
)

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

// TestFilteredResponse looks at what is not for script.
func TestFilteredResponse(t *testing.T) {
	final := fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "null", "Access-Control-Allow-Credentials", "true", "X-A", "1")}
	redirect := fetch.Response{Status: 302, Headers: lines("Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true",
		"Location", "https://other.test/")}
	_, res, err := playAll(t, new(fetch.UserAgent), request(t, "https://api.example/x", fetch.RequestInit{Credentials: new(fetch.CredentialsInclude)}), "", redirect, final)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(final, res.Internal); diff != "" {
		t.Errorf("internal response: -want +got\n%s", diff)
	}
	if res.RedirectTaint != fetch.TaintCrossSite || !res.RequestIncludesCredentials {
		t.Errorf("taint %v, includes credentials %t", res.RedirectTaint, res.RequestIncludesCredentials)
	}
	_, res, err = playAll(t, new(fetch.UserAgent), &fetch.Request{URL: parse(t, "data:,hi"), Client: page(t, "https://app.example/"), LocalURLsOnly: true}, "")
	if err != nil || string(res.LocalBody) != "hi" {
		t.Errorf("body %q, %v", res.LocalBody, err)
	}
}

// TestReusedFetchOfAnotherPage: what a URL is to one page it is not to the next.
func TestReusedFetchOfAnotherPage(t *testing.T) {
	ua, f := new(fetch.UserAgent), new(fetch.Fetch)
	for from, want := range map[string]fetch.ResponseType{"https://app.example/": fetch.ResponseCORS, "https://api.example/": fetch.ResponseBasic} {
		for range 2 {
			ua.StartInto(f, &fetch.Request{URL: parse(t, "https://api.example/x"), Client: page(t, from), Mode: fetch.ModeCORS})
			f.Receive(answer(200))
			if res, err := f.Result(); err != nil || res.Type != want {
				t.Errorf("from %s: %v, %v, want %v", from, res, err, want)
			}
		}
	}
	ua.StartInto(f, request(t, "https://api.example/x", fetch.RequestInit{}))
	f.Receive(answer(200))
	ua.StartInto(f, &fetch.Request{URL: parse(t, "https://api.example/x"), Client: page(t, "https://api.example/"), Mode: fetch.ModeCORS})
	f.Receive(answer(200))
	if res, err := f.Result(); err != nil || res.Type != fetch.ResponseBasic {
		t.Errorf("%v, %v, want a basic response", res, err)
	}
}

// TestEmptyTrace: a trace need not have any function.
func TestEmptyTrace(t *testing.T) {
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock}
	req := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
	req.Trace = new(fetch.Trace)
	_, res, err := playAll(t, ua, req, "", answer(204, "Access-Control-Allow-Methods", "PUT"), answer(200))
	if err != nil || res.Type != fetch.ResponseCORS {
		t.Errorf("%v, %v", res, err)
	}
}

// TestBodyOfUnknownLength: null has no Content-Length, whatever the body.
func TestBodyOfUnknownLength(t *testing.T) {
	req := &fetch.Request{Method: "POST", URL: parse(t, "https://app.example/x"), Client: page(t, "https://app.example/"), Body: fetch.BodyOf(-1)}
	if got := start(t, new(fetch.UserAgent), req).Next().Headers; got.Contains("Content-Length") {
		t.Errorf("sends %v", got)
	}
}

func TestReferrerWithoutURL(t *testing.T) {
	for _, r := range []fetch.Referrer{{}, fetch.NoReferrer()} {
		if u, ok := r.URL(); ok {
			t.Errorf("%v has the URL %v", r, u)
		}
	}
}
