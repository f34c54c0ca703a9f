package fetch

import "github.com/corsref/corsref/origin"

// RedirectTaint computes the redirect-taint of a request of origin o with this URL
// list.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
func RedirectTaint(o origin.Origin, urlList []origin.URL, sites origin.PublicSuffixList) Taint {
	taint := TaintSameOrigin    // 3
	for i, u := range urlList { // 4
		if i == 0 { // 4.1
			continue
		}
		taint = nextTaint(taint, o, urlList[i-1].Origin(), u.Origin(), sites)
	}
	return taint // 5
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
	// 4.2.
	if !origin.SameSite(next, last, sites) && !origin.SameSite(o, last, sites) {
		return TaintCrossSite
	}
	return TaintSameSite // 4.3
}

// SerializeRequestOrigin serializes a request origin: o, or "null" when redirects
// have tainted it.
//
// https://fetch.spec.whatwg.org/#serializing-a-request-origin
func SerializeRequestOrigin(o origin.Origin, taint Taint) string {
	if taint != TaintSameOrigin { // 2
		return "null"
	}
	return o.String() // 3
}

// appendOriginHeader is "append a request `Origin` header", to f.out.
//
// https://fetch.spec.whatwg.org/#append-a-request-origin-header
func (f *Fetch) appendOriginHeader(tainting ResponseTainting, mode Mode) {
	r := &f.request
	serializedOrigin := f.serializedOrigin // 2
	// 3.
	if f.decide(algoOrigin, "3", tainting == TaintingCORS || mode == ModeWebSocket || mode == ModeWebTransport) {
		f.appendHeader("Origin", serializedOrigin)
		return
	}
	// 4.
	if !f.decide(algoOrigin, "4", f.out.Method != "GET" && f.out.Method != "HEAD" || f.keptOrigin != "") {
		return
	}
	rules := &f.ua.Profile.Request
	if f.keptOrigin != "" {
		f.appendHeader("Origin", f.keptOrigin)
		return
	}
	policyCounts := mode != ModeCORS && !rules.OriginWhateverPolicy && !(rules.KeepsOrigin && f.redirectCount > 0)
	if f.decide(algoOrigin, "4.1", policyCounts) { // 4.1
		switch r.ReferrerPolicy {
		case ReferrerPolicyNoReferrer:
			f.decide(algoOrigin, "4.1/no-referrer", true)
			serializedOrigin = "null"
		case ReferrerPolicyNoReferrerWhenDowngrade, ReferrerPolicyStrictOrigin, ReferrerPolicyStrictOriginWhenCrossOrigin:
			f.decide(algoOrigin, "4.1/no-referrer-when-downgrade", r.ReferrerPolicy == ReferrerPolicyNoReferrerWhenDowngrade)
			f.decide(algoOrigin, "4.1/strict-origin", r.ReferrerPolicy == ReferrerPolicyStrictOrigin)
			f.decide(algoOrigin, "4.1/strict-origin-when-cross-origin", r.ReferrerPolicy == ReferrerPolicyStrictOriginWhenCrossOrigin)
			if !r.Origin.IsOpaque() && r.Origin.Scheme() == "https" && f.current().Scheme() != "https" {
				serializedOrigin = "null"
			}
		case ReferrerPolicySameOrigin:
			f.decide(algoOrigin, "4.1/same-origin", true)
			if !f.target.sameOrigin() {
				serializedOrigin = "null"
			}
		default:
			f.decide(algoOrigin, "4.1/otherwise", true)
		}
	}
	if f.moved && mode != ModeCORS && rules.NullOnceMoved {
		serializedOrigin = "null"
	}
	if rules.KeepsOrigin {
		f.keptOrigin = serializedOrigin
	}
	f.appendHeader("Origin", serializedOrigin) // 4.2
}
