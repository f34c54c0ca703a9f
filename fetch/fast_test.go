package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
)

// TestReusedFetchInAnotherPartition: what a Fetch has found out about one top-level
// page does not count for the next.
func TestReusedFetchInAnotherPartition(t *testing.T) {
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock}
	preflight := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*",
		"Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "600")}
	r := request(t, "https://api.example/", fetch.RequestInit{Method: new("PUT")})
	client := *r.Client
	r.Client = &client
	f := new(fetch.Fetch)
	for _, step := range []struct {
		topLevel  string
		preflight bool
	}{{"https://one.test/", true}, {"https://two.test/", true}, {"https://www.one.test/", false}, {"https://app.example/", true}, {"https://two.test/", false}} {
		client.TopLevelOrigin = parse(t, step.topLevel).Origin()
		ua.StartInto(f, r)
		if got := f.Next().Preflight; got != step.preflight {
			t.Errorf("below %s: sends a preflight: %v, want %v", step.topLevel, got, step.preflight)
		} else if got {
			f.Receive(preflight)
		}
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
