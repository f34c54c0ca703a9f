package recorded

import (
	"testing"

	"github.com/corsref/corsref/conformance"
)

// TestCached tells a browser that asked its HTTP cache, which the wire shows, from one that does something else.
func TestCached(t *testing.T) {
	get := func(url string, headers ...conformance.Field) conformance.Sent {
		return conformance.Sent{Method: "GET", URL: url, Headers: headers}
	}
	preflight := conformance.Sent{Preflight: true, Method: "OPTIONS", URL: "https://api.example/a"}
	condition := conformance.Field{Name: "If-None-Match", Value: "x"}
	fetches := func(all ...[]conformance.Sent) []conformance.Verdict {
		verdicts := make([]conformance.Verdict, len(all))
		for i, wire := range all {
			verdicts[i] = conformance.Verdict{Outcome: conformance.OutcomeResponse, Wire: wire}
		}
		return verdicts
	}
	a, b := get("https://api.example/a"), get("https://api.example/b")
	for _, test := range []struct {
		name      string
		want, got []conformance.Verdict
		set       conformance.Fields // of the second fetch
		cached    bool
	}{
		{"nothing differs", fetches([]conformance.Sent{a}, []conformance.Sent{a}), fetches([]conformance.Sent{a}, []conformance.Sent{a}), nil, false},
		{"a GET is not repeated", fetches([]conformance.Sent{a}, []conformance.Sent{a}), fetches([]conformance.Sent{a}, nil), nil, true},
		{"nor is it after a preflight", fetches([]conformance.Sent{a}, []conformance.Sent{preflight, a}),
			fetches([]conformance.Sent{a}, []conformance.Sent{preflight}), nil, true},
		{"a GET of another URL is not sent", fetches([]conformance.Sent{a}, []conformance.Sent{b}), fetches([]conformance.Sent{a}, nil), nil, false},
		{"a preflight is not sent", fetches([]conformance.Sent{a}, []conformance.Sent{preflight, a}),
			fetches([]conformance.Sent{a}, []conformance.Sent{a}), nil, false},
		{"a GET is repeated with a condition", fetches([]conformance.Sent{a}, []conformance.Sent{a}),
			fetches([]conformance.Sent{a}, []conformance.Sent{get(a.URL, condition)}), nil, true},
		{"the condition is the page's own", fetches([]conformance.Sent{a}, []conformance.Sent{a}),
			fetches([]conformance.Sent{a}, []conformance.Sent{get(a.URL, condition)}), conformance.Fields{{Name: "if-none-match", Value: "x"}}, false},
		{"the first GET is not sent", fetches([]conformance.Sent{a}, nil), fetches(nil, nil), nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &conformance.Scenario{Fetches: []conformance.FetchInit{{}, {Headers: test.set}}}
			if got := cached(s, test.want, test.got); got != test.cached {
				t.Errorf("got %t, want %t", got, test.cached)
			}
		})
	}
}
