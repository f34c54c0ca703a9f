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
	// 2.
	if r.Failed {
		return false
	}
	// 3. Fast path: the values are looked at one by one.
	allowed := false
	if value, ok := response.Get("Timing-Allow-Origin"); ok {
		header.EachPart(value, func(part string) bool {
			allowed = part == "*" || part == r.Origin // 4, 5
			return !allowed
		})
	}
	switch {
	case allowed: // 4, 5
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
