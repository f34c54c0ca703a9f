package conformance

import "slices"

// Remedy says what is wrong with a fetch, and with which changes it succeeds. Its parts are parts of a scenario, so that
// [Remedy.Apply] can put them there. Package remedy finds it.
type Remedy struct {
	// Faults are all reasons for which the fetch fails, in the order in which they come up: each behind the first comes up
	// once those before it are mended.
	Faults []Failure `json:"faults"`
	// Fetch is the fetch as the page should make it; nil when the page need not change.
	Fetch *FetchInit `json:"fetch,omitzero"`
	// Server are the complete answers that the servers should give, one rule a request.
	Server []Rule `json:"server,omitzero"`
	// Promise is what script gets with these changes; nil when no changes are known that help.
	Promise *Promise `json:"promise,omitzero"`
}

// Promise is what script gets of a fetch that was mended.
type Promise struct {
	Type   string `json:"type,omitzero"` // "" for XHR
	Status int    `json:"status"`
}

// Apply returns the scenario with the changes for its fetch of index i. It expects nothing of the fetches.
func (r *Remedy) Apply(s *Scenario, i int) *Scenario {
	mended := *s
	mended.Expect = nil
	if r.Fetch != nil {
		mended.Fetches = slices.Clone(s.Fetches)
		mended.Fetches[i] = *r.Fetch
	}
	mended.Server = slices.Concat(r.Server, s.Server)
	return &mended
}

// PromiseOf is what script gets according to a verdict; nil when it gets no response.
func PromiseOf(v *Verdict) *Promise {
	if v.Response == nil {
		return nil
	}
	p := &Promise{Status: v.Response.Status}
	if v.Response.Type != nil {
		p.Type = *v.Response.Type
	}
	return p
}
