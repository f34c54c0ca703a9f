package differential_test

import (
	"regexp"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// checkRemoval takes one line out of an answer to the last fetch: a fetch that was blocked stays blocked, and script sees no
// header that it did not see, but for the lines that [mayAllow] has reasons for. Answers to earlier fetches stay as they
// are: they fill the cache, and less in it is a preflight more, but less that shortens entries is one less.
func (w *watched) checkRemoval(what uint16) {
	w.t.Helper()
	n := 1 + int(what)%len(w.s.Fetches)
	whole := prefix(w.s, n)
	type place struct{ rule, line int }
	var places []place
	for i, r := range whole.Server {
		for j := range r.Headers {
			if r.Fetch == nil || *r.Fetch == n-1 {
				places = append(places, place{i, j})
			}
		}
	}
	if len(places) == 0 {
		return
	}
	at := places[int(what>>3)%len(places)]
	without := differential.Clone(whole)
	rule := without.Server[at.rule]
	removed := rule.Headers[at.line]
	rule.Fetch = new(n - 1)
	rule.Headers = slices.Delete(slices.Clone(rule.Headers), at.line, at.line+1)
	without.Server = slices.Insert(without.Server, at.rule, rule)
	before, after := w.lastOf(whole), w.lastOf(without)
	if mayAllow(removed, whole.Server[at.rule].Headers, &whole.Fetches[n-1], before) {
		return
	}
	if before.Outcome != conformance.OutcomeResponse && after.Outcome == conformance.OutcomeResponse {
		w.t.Errorf("%s: fetch %d is %s (%s), and allowed without %q", w.name, n-1, before.Outcome, before.Error.Code, removed)
	}
	if before.Response == nil || after.Response == nil {
		return
	}
	for _, line := range after.Response.Headers {
		if !slices.ContainsFunc(before.Response.Headers, func(f conformance.Field) bool { return f.Name == line.Name }) {
			w.t.Errorf("%s: fetch %d shows %q without %q", w.name, n-1, line, removed)
		}
	}
}

// tokenList is a list of tokens, as Access-Control-Allow-Methods, -Headers and Access-Control-Expose-Headers have it.
var tokenList = regexp.MustCompile("^(|[!#$%&'*+.^_`|~0-9A-Za-z-]+)([ \t]*,[ \t]*(|[!#$%&'*+.^_`|~0-9A-Za-z-]+))*$")

// mayAllow reports whether the standard allows more when line is not among the lines of an answer to f.
func mayAllow(line conformance.Field, lines conformance.Fields, f *conformance.FetchInit, before conformance.Verdict) bool {
	count := 0
	for _, other := range lines {
		if header.EqualFold(other.Name, line.Name) {
			count++
		}
	}
	switch strings.ToLower(line.Name) {
	case "access-control-allow-origin", "access-control-allow-credentials":
		// Two lines are one value with a comma, which no origin and no "true" has; one of them alone may be right.
		return count > 1
	case "access-control-allow-methods":
		// 7.3 of CORS-preflight fetch: one malformed line refuses all. 7.4: without any line, a request with the
		// use-CORS-preflight flag has its own method allowed.
		flag := f.UploadListener != nil && *f.UploadListener || f.BodyStream != nil && *f.BodyStream
		return !tokenList.MatchString(strings.Trim(line.Value, " \t")) || count == 1 && flag || revisits(before)
	case "access-control-allow-headers", "access-control-expose-headers":
		return !tokenList.MatchString(strings.Trim(line.Value, " \t")) || revisits(before)
	case "access-control-max-age":
		// 7.9: none, or none that is right, is 5 seconds: longer than 0, and a later hop may go to the same URL.
		return true
	case "cross-origin-resource-policy":
		// It only ever restricts, but under an embedder policy.
		return true
	case "location":
		// HTTP-redirect fetch, 4: a redirect that leads nowhere is a response.
		return true
	case "x-content-type-options", "content-type":
		// They block scripts and style sheets.
		return true
	}
	return false
}

// revisits reports whether a fetch comes to a URL again. Then what a preflight does to the cache counts: an update with a
// max-age of 0 ends entries, but those of the methods and names it does not list.
func revisits(v conformance.Verdict) bool {
	seen := make(map[string]bool)
	for _, sent := range v.Wire {
		if sent.Preflight {
			if seen[sent.URL] {
				return true
			}
			seen[sent.URL] = true
		}
	}
	return false
}

// checkCredentials compares a fetch that includes credentials with one that does not, answered alike: what is allowed with
// credentials is allowed without, and shows no less.
func (w *watched) checkCredentials(what uint16) {
	w.t.Helper()
	// One fetch alone: entries of the cache that were stored without credentials are not for requests with them.
	n := int(what) % len(w.s.Fetches)
	with := prefix(w.s, n+1)
	with.Fetches = with.Fetches[n:]
	for i := range with.Server {
		if r := &with.Server[i]; r.Fetch != nil {
			r.Fetch = new(*r.Fetch - n) // of earlier ones: -1 and less, which is no fetch
		}
	}
	f := &with.Fetches[0]
	f.Credentials = new(fetch.CredentialsInclude)
	without := differential.Clone(with)
	if f.API != nil {
		without.Fetches[0].Credentials = nil
	} else {
		without.Fetches[0].Credentials = new(fetch.CredentialsOmit)
	}
	a, b := w.lastOf(with), w.lastOf(without)
	if a.Outcome == conformance.OutcomeResponse && b.Outcome != conformance.OutcomeResponse {
		w.t.Errorf("%s: fetch %d is allowed with credentials, and without it is %s (%s)", w.name, n, b.Outcome, b.Error.Code)
	}
	if a.Response == nil || b.Response == nil {
		return
	}
	for _, line := range a.Response.Headers {
		if !slices.Contains(b.Response.Headers, line) {
			w.t.Errorf("%s: fetch %d shows %q with credentials only", w.name, n, line)
		}
	}
}

// prefix is the scenario with its first n fetches.
func prefix(s *conformance.Scenario, n int) *conformance.Scenario {
	c := differential.Clone(s)
	c.Fetches, c.Expect = c.Fetches[:n], nil
	return c
}

// lastOf is the verdict of the last fetch of s.
func (w *watched) lastOf(s *conformance.Scenario) conformance.Verdict {
	w.t.Helper()
	result, err := conformance.Run(s, conformance.Options{Profile: w.profile})
	if err != nil {
		w.t.Fatal(err)
	}
	return result.Fetches[len(result.Fetches)-1].Verdict
}
