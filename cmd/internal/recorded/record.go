package recorded

import "github.com/corsref/corsref/conformance"

// Record is what a browser of this version did, as data.
func Record(version string, verdicts []conformance.Verdict) conformance.EngineRecord {
	r := conformance.EngineRecord{Version: version, Fetches: make([]*conformance.Expectation, len(verdicts))}
	for i := range verdicts {
		r.Fetches[i] = verdicts[i].Observable()
	}
	return r
}

// Verdicts are those that a record was made of, as far as they can be compared.
func Verdicts(r conformance.EngineRecord) []conformance.Verdict {
	out := make([]conformance.Verdict, len(r.Fetches))
	for i, e := range r.Fetches {
		v := &out[i]
		v.Outcome = given(e.Outcome)
		if x := e.Response; x != nil {
			v.Response = &conformance.Response{
				Type: x.Type, Status: given(x.Status), URL: given(x.URL), Redirected: x.Redirected, Headers: given(x.Headers),
			}
		}
		for _, s := range given(e.Wire) {
			v.Wire = append(v.Wire, conformance.Sent{
				Preflight: given(s.Preflight), Method: given(s.Method), URL: given(s.URL), Headers: given(s.Headers),
			})
		}
	}
	return out
}

// given is what p points to, or the zero value.
func given[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
