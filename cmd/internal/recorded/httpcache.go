package recorded

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
)

// cached reports whether a browser differs from what is expected because it asked its HTTP cache, which the engine does not
// model. The wire shows that: the first fetch that differs lacks a GET of a URL that was asked for before, or makes one
// conditional that the page did not.
func cached(s *conformance.Scenario, want, got []conformance.Verdict) bool {
	asked := make(map[string]bool)
	for i := range got {
		if len(conformance.CompareVerdicts(want[i:i+1], got[i:i+1])) > 0 {
			return lacksCached(want[i].Wire, got[i].Wire, asked) || revalidates(&s.Fetches[i], got[i].Wire, asked)
		}
		for _, sent := range got[i].Wire {
			asked[sent.URL] = asked[sent.URL] || sent.Method == "GET"
		}
	}
	return false
}

// lacksCached reports whether a wire begins as another does but for GETs of URLs that were asked for.
func lacksCached(want, got []conformance.Sent, asked map[string]bool) bool {
	for len(want) > 0 {
		switch w := &want[0]; {
		case len(got) > 0 && w.Method == got[0].Method && w.URL == got[0].URL:
			want, got = want[1:], got[1:]
		default:
			return w.Method == "GET" && asked[w.URL]
		}
	}
	return false
}

// conditions are the headers with which an HTTP cache asks whether what it has is still good.
var conditions = []string{"if-none-match", "if-modified-since"}

// revalidates reports whether a request for a URL that was asked for is conditional, though f is not.
func revalidates(f *conformance.FetchInit, wire []conformance.Sent, asked map[string]bool) bool {
	isCondition := func(line conformance.Field) bool { return slices.Contains(conditions, strings.ToLower(line.Name)) }
	if slices.ContainsFunc(f.Headers, isCondition) {
		return false
	}
	return slices.ContainsFunc(wire, func(sent conformance.Sent) bool {
		return asked[sent.URL] && slices.ContainsFunc(sent.Headers, isCondition)
	})
}
