package fetch

import "github.com/corsref/corsref/origin"

// RedirectTaint computes the redirect-taint of a request of origin o with this URL
// list.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
func RedirectTaint(o origin.Origin, urlList []origin.URL, sites origin.PublicSuffixList) Taint {
	taint := TaintSameOrigin // 3: not tainted yet
	// 4: for each URL
	for i, u := range urlList {
		if i == 0 { // 4.1: the first one taints nothing
			continue
		}
		taint = nextTaint(taint, o, urlList[i-1].Origin(), u.Origin(), sites) // 4.2 and 4.3
	}
	return taint // 5: return it
}

// nextTaint is one round of redirect-taint's step 4, for a URL of origin next
// after one of origin last.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
func nextTaint(taint Taint, o, last, next origin.Origin, sites origin.PublicSuffixList) Taint {
	// Fast path: same origin is same site, so neither 4.2 nor 4.3 applies.
	if taint == TaintCrossSite || next.SameOrigin(last) || o.SameOrigin(last) {
		return taint
	}
	// 4.2: to another site, from a site that is not the page's: cross-site, for good
	if !origin.SameSite(next, last, sites) && !origin.SameSite(o, last, sites) {
		return TaintCrossSite
	}
	return TaintSameSite // 4.3: to another origin, from an origin that is not the page's: same-site at least
}

// SerializeRequestOrigin serializes a request origin: o, or "null" when redirects
// have tainted it.
//
// https://fetch.spec.whatwg.org/#serializing-a-request-origin
func SerializeRequestOrigin(o origin.Origin, taint Taint) string {
	if taint != TaintSameOrigin {
		return "null" // 2: tainted in any way
	}
	return o.String() // 3: serialize the origin
}

// appendOriginHeader is "append a request `Origin` header", to f.out, for a request
// with this byte-serialized origin.
//
// https://fetch.spec.whatwg.org/#append-a-request-origin-header
func (f *Fetch) appendOriginHeader(serializedOrigin string, tainting ResponseTainting, mode Mode) {
	r := &f.request
	// 3: tainting "cors", or a WebSocket or WebTransport: append it
	if f.decide(algoOrigin, "3", tainting == TaintingCORS || mode == ModeWebSocket || mode == ModeWebTransport) {
		f.out.Headers.Append("Origin", serializedOrigin)
		return
	}
	// 4: otherwise only with methods other than GET and HEAD
	if !f.decide(algoOrigin, "4", f.out.Method != "GET" && f.out.Method != "HEAD") {
		return
	}
	// 4.1: the server was not asked for permission: the referrer policy may hide the origin
	if f.decide(algoOrigin, "4.1", mode != ModeCORS) {
		policy := r.ReferrerPolicy
		switch {
		// 4.1/no-referrer: null
		case f.decide(algoOrigin, "4.1/no-referrer", policy == ReferrerPolicyNoReferrer):
			serializedOrigin = "null"

		// 4.1/no-referrer-when-downgrade, 4.1/strict-origin, 4.1/strict-origin-when-cross-origin: null from https: to http:
		case f.decide(algoOrigin, "4.1/no-referrer-when-downgrade", policy == ReferrerPolicyNoReferrerWhenDowngrade),
			f.decide(algoOrigin, "4.1/strict-origin", policy == ReferrerPolicyStrictOrigin),
			f.decide(algoOrigin, "4.1/strict-origin-when-cross-origin", policy == ReferrerPolicyStrictOriginWhenCrossOrigin):
			if !r.Origin.IsOpaque() && r.Origin.Scheme() == "https" && f.current().Scheme() != "https" {
				serializedOrigin = "null"
			}

		// 4.1/same-origin: null for another origin
		case f.decide(algoOrigin, "4.1/same-origin", policy == ReferrerPolicySameOrigin):
			if !f.target.sameOrigin() {
				serializedOrigin = "null"
			}

		// 4.1/otherwise: nothing is hidden
		default:
			f.decide(algoOrigin, "4.1/otherwise", true)
		}
	}
	f.out.Headers.Append("Origin", serializedOrigin) // 4.2: append it
}
