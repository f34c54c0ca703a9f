package fetch

import "github.com/corsref/corsref/fetch/header"

// TAORequest is what the TAO check asks of a request.
type TAORequest struct {
	// Failed is the timing allow failed flag.
	Failed bool
	// Origin is the serialized request origin.
	Origin string
	// Navigate says that the mode is "navigate".
	Navigate bool
	// SameOrigin says that the current URL is same origin with the request's origin.
	SameOrigin bool
	Tainting   ResponseTainting
}

// TAOCheck performs the TAO check on a response's header list, and returns
// whether it succeeds: whether the page may see precise timing.
//
// https://fetch.spec.whatwg.org/#concept-tao-check
func TAOCheck(r TAORequest, response header.List) bool {
	if r.Failed {
		return false // 2: it has failed before
	}
	if values, ok := response.Get("Timing-Allow-Origin"); ok {
		for value := range header.DecodeAndSplit(values) { // 3: get, decode, and split the values
			if value == "*" || value == r.Origin {
				return true // 4, 5: the wildcard or the origin is listed
			}
		}
	}
	if r.Navigate && !r.SameOrigin {
		return false // 6: a navigation to another origin
	}
	return r.Tainting == TaintingBasic // 7, 8: basic tainting needs no listing
}

func (f *Fetch) taoCheck(response header.List) bool {
	return TAOCheck(TAORequest{
		Failed:     f.timingAllowFailed,
		Origin:     f.serializedOrigin,
		Navigate:   f.request.Mode == ModeNavigate,
		SameOrigin: f.target.sameOrigin(),
		Tainting:   f.tainting,
	}, response)
}
