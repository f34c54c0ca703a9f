package fetch

import (
	"slices"

	"github.com/corsref/corsref/fetch/header"
)

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
	// 2.
	if r.Failed {
		return false
	}
	values, _ := response.GetDecodeAndSplit("Timing-Allow-Origin") // 3
	switch {
	case slices.Contains(values, "*"): // 4
		return true
	case slices.Contains(values, r.Origin): // 5
		return true
	case r.Navigate && !r.SameOrigin: // 6
		return false
	}
	return r.Tainting == TaintingBasic // 7, 8
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
