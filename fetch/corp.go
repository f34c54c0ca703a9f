package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// CrossOriginResourcePolicyCheck performs the cross-origin resource policy check
// for a request of origin o by a page with this embedder policy, and a response
// from u to a request that included credentials or not.
//
// Not modelled: reporting, and with it the report-only policy (4, 6);
// navigations.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
func CrossOriginResourcePolicyCheck(o origin.Origin, policy EmbedderPolicy, u origin.URL, includesCredentials bool, response header.List, sites origin.PublicSuffixList) Check {
	// 3.
	if c := resourcePolicyInternalCheck(o, EmbedderPolicyUnsafeNone, u, includesCredentials, response, sites); !c.Passed() {
		return c
	}
	return resourcePolicyInternalCheck(o, policy, u, includesCredentials, response, sites) // 5, 7
}

// resourcePolicyInternalCheck is the cross-origin resource policy internal check,
// not for a navigation.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
func resourcePolicyInternalCheck(o origin.Origin, embedderPolicy EmbedderPolicy, u origin.URL, includesCredentials bool, response header.List, sites origin.PublicSuffixList) Check {
	got, _ := response.Get("Cross-Origin-Resource-Policy") // 2
	c := Check{Algorithm: algoCORP, Step: "5", Header: "Cross-Origin-Resource-Policy", Got: got, Want: "cross-origin"}
	policy := got
	switch policy { // 3
	case "same-origin", "same-site", "cross-origin":
	default:
		policy = ""
	}
	byEmbedder := false
	if policy == "" { // 4
		switch embedderPolicy {
		case EmbedderPolicyUnsafeNone:
		case EmbedderPolicyCredentialless:
			byEmbedder = includesCredentials
		case EmbedderPolicyRequireCORP:
			byEmbedder = true
		}
		if byEmbedder {
			policy = "same-origin"
		}
	}
	sameSite := func() bool {
		return origin.SchemelesslySameSite(o, u.Origin(), sites) && (o.Scheme() == "https" || u.Scheme() != "https")
	}
	switch policy { // 5
	case "same-origin":
		if o.SameOrigin(u.Origin()) {
			return c
		}
		c.Code = CodeResourcePolicySameOrigin
		if sameSite() {
			c.Want = "same-site"
		}
	case "same-site":
		if sameSite() {
			return c
		}
		c.Code = CodeResourcePolicySameSite
	default:
		return c
	}
	if byEmbedder {
		c.Code = CodeEmbedderPolicy
	}
	return c
}

// embedderPolicyAllowsCredentials is "Cross-Origin-Embedder-Policy allows credentials".
//
// Deviation: the pinned text has step 5 inverted by mistake ("is not
// same-origin" for "is", whatwg/fetch#1958); it is followed as its editor mended
// it, and as every browser does.
//
// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
func (f *Fetch) embedderPolicyAllowsCredentials() bool {
	r := &f.request
	switch {
	case f.decide(algoCOEP, "2", r.Mode != ModeNoCORS): // 2
		return true
	case f.decide(algoCOEP, "3", r.Client == nil): // 3
		return true
	case f.decide(algoCOEP, "4", r.Client.EmbedderPolicy != EmbedderPolicyCredentialless): // 4
		return true
	}
	// 5, 6.
	return f.decide(algoCOEP, "5", f.target.sameOrigin() && f.taint == TaintSameOrigin)
}
