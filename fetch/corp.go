package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// CORPRequest is what the cross-origin resource policy check asks of a request.
type CORPRequest struct {
	// Origin is the request's origin, URL its current URL.
	Origin origin.Origin
	URL    origin.URL
	// EmbedderPolicy is that of the page.
	EmbedderPolicy EmbedderPolicy
	// IncludesCredentials says that credentials went along.
	IncludesCredentials bool
	// Sites is the public suffix list that same site depends on.
	Sites origin.PublicSuffixList
}

// CrossOriginResourcePolicyCheck performs the cross-origin resource policy check
// on a response's header list.
//
// Not modelled: reporting, and with it the report-only policy (4, 6);
// navigations.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
func CrossOriginResourcePolicyCheck(r CORPRequest, response header.List) Check {
	// 3: the check without an embedder policy blocks: blocked
	unsafe := r
	unsafe.EmbedderPolicy = EmbedderPolicyUnsafeNone
	if c := resourcePolicyInternalCheck(unsafe, response); !c.Passed() {
		return c
	}
	return resourcePolicyInternalCheck(r, response) // 5 and 7: the page's embedder policy decides
}

// resourcePolicyInternalCheck is the cross-origin resource policy internal check,
// not for a navigation.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
func resourcePolicyInternalCheck(r CORPRequest, response header.List) Check {
	policy, _ := response.Get("Cross-Origin-Resource-Policy") // 2: its lines, combined
	c := Check{Algorithm: algoCORP, Step: "5", Header: "Cross-Origin-Resource-Policy", Got: policy, Want: "cross-origin"}
	// 3: a value that is none of the three counts as none
	if policy != "same-origin" && policy != "same-site" && policy != "cross-origin" {
		policy = ""
	}
	// 4: none: the embedder policy may ask for one
	byEmbedder := policy == "" && (r.EmbedderPolicy == EmbedderPolicyRequireCORP ||
		r.EmbedderPolicy == EmbedderPolicyCredentialless && r.IncludesCredentials)
	if byEmbedder {
		policy = "same-origin"
	}
	u := r.URL.Origin()
	sameSite := origin.SchemelesslySameSite(r.Origin, u, r.Sites) && (r.Origin.Scheme() == "https" || r.URL.Scheme() != "https")
	// 5: by the policy
	switch policy {
	// 5/same-origin: allowed for the same origin
	case "same-origin":
		if r.Origin.SameOrigin(u) {
			return c
		}
		if c.Code = CodeResourcePolicySameOrigin; sameSite {
			c.Want = "same-site"
		}
	// 5/same-site: allowed for the same site, but not from http: to https:
	case "same-site":
		if sameSite {
			return c
		}
		c.Code = CodeResourcePolicySameSite
	// 5/null, 5/cross-origin: allowed
	default:
		return c
	}
	if byEmbedder {
		c.Code = CodeEmbedderPolicy
	}
	return c
}

// crossOriginResourcePolicyCheck is the check of a response to the request.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
func (f *Fetch) crossOriginResourcePolicyCheck(response header.List) Check {
	r := CORPRequest{Origin: f.request.Origin, URL: f.current(), IncludesCredentials: f.includeCredentials, Sites: f.ua.Sites}
	// 2: the page's embedder policy
	if f.request.Client != nil {
		r.EmbedderPolicy = f.request.Client.EmbedderPolicy
	}
	return CrossOriginResourcePolicyCheck(r, response)
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
	// 2: mode other than "no-cors": allowed
	case f.decide(algoCOEP, "2", r.Mode != ModeNoCORS):
		return true
	// 3: no page: allowed
	case f.decide(algoCOEP, "3", r.Client == nil):
		return true
	// 4: a page that is not credentialless: allowed
	case f.decide(algoCOEP, "4", r.Client.EmbedderPolicy != EmbedderPolicyCredentialless):
		return true
	}
	// 5 and 6: allowed only for the same origin all the way
	return f.decide(algoCOEP, "5", f.target.sameOrigin() && f.taint == TaintSameOrigin)
}
