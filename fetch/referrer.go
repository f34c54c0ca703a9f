package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// maxReferrer is how long a referrer may be before only its origin is sent.
const maxReferrer = 4096

// DetermineReferrer determines a request's referrer, for this referrer policy,
// client, referrer and current URL. The policy must not be the empty string and
// the referrer not "no-referrer".
//
// Not modelled: srcdoc documents and workers; the client is a Window.
//
// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func DetermineReferrer(policy ReferrerPolicy, client *Client, referrer Referrer, current origin.URL) Referrer {
	return determineReferrer(policy, client, referrer, &target{
		url: current, origin: current.Origin(), trustworthy: current.IsPotentiallyTrustworthy(),
	})
}

// determineReferrer is DetermineReferrer, for a current URL whose origin is known.
//
// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func determineReferrer(policy ReferrerPolicy, client *Client, referrer Referrer, current *target) Referrer {
	// 3.
	referrerSource, isURL := referrer.URL()
	if !isURL {
		if client == nil || client.Origin.IsOpaque() || client.URL.IsZero() {
			return NoReferrer()
		}
		referrerSource = client.URL
	}
	referrerURL, ok := StripURLForReferrer(referrerSource, false) // 4
	if !ok {
		return NoReferrer()
	}
	referrerOrigin, _ := StripURLForReferrer(referrerSource, true) // 5
	if len(referrerURL.String()) > maxReferrer {                   // 6
		referrerURL = referrerOrigin
	}
	sameOrigin := referrerURL.Origin().SameOrigin(current.origin)
	downgrade := !current.trustworthy && referrerURL.IsPotentiallyTrustworthy()
	switch policy { // 8
	case ReferrerPolicyOrigin:
		return ReferrerURL(referrerOrigin)
	case ReferrerPolicyUnsafeURL:
		return ReferrerURL(referrerURL)
	case ReferrerPolicyStrictOrigin:
		if !downgrade {
			return ReferrerURL(referrerOrigin)
		}
	case ReferrerPolicyStrictOriginWhenCrossOrigin:
		switch {
		case sameOrigin:
			return ReferrerURL(referrerURL)
		case !downgrade:
			return ReferrerURL(referrerOrigin)
		}
	case ReferrerPolicySameOrigin:
		if sameOrigin {
			return ReferrerURL(referrerURL)
		}
	case ReferrerPolicyOriginWhenCrossOrigin:
		if sameOrigin {
			return ReferrerURL(referrerURL)
		}
		return ReferrerURL(referrerOrigin)
	case ReferrerPolicyNoReferrerWhenDowngrade:
		if !downgrade {
			return ReferrerURL(referrerURL)
		}
	}
	return NoReferrer()
}

// StripURLForReferrer strips u for use as a referrer; false is "no referrer".
//
// https://w3c.github.io/webappsec-referrer-policy/#strip-url
func StripURLForReferrer(u origin.URL, originOnly bool) (origin.URL, bool) {
	if u.IsLocal() { // 2
		return origin.URL{}, false
	}
	u = u.WithoutCredentials().WithoutFragment() // 3 to 5
	if originOnly {                              // 6
		u = u.WithPathAndQueryRemoved()
	}
	return u, true
}

// ParseReferrerPolicyHeader parses a referrer policy from a Referrer-Policy header;
// the empty string when there is none that is known.
//
// Ambiguous: the ABNF's policy names are case-insensitive, as all ABNF literals
// are; "is a referrer policy" is not. Case counts.
//
// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
func ParseReferrerPolicyHeader(response header.List) ReferrerPolicy {
	policy := ReferrerPolicyEmpty // 2
	malformed := false
	response.EachToken("Referrer-Policy", func(token string) bool { // 1, 3
		if malformed = !isExtensionToken(token); malformed {
			return false
		}
		if p, ok := ParseReferrerPolicy(token); ok {
			policy = p
		}
		return true
	})
	if malformed {
		return ReferrerPolicyEmpty
	}
	return policy
}

// isExtensionToken reports whether a token has but letters and hyphens, which is
// all that the ABNF of Referrer-Policy allows.
func isExtensionToken(token string) bool {
	for i := range len(token) {
		if c := token[i] | 0x20; (c < 'a' || c > 'z') && token[i] != '-' {
			return false
		}
	}
	return true
}

// setReferrerPolicyOnRedirect is "set request's referrer policy on redirect".
//
// https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
func (f *Fetch) setReferrerPolicyOnRedirect(res Response) {
	policy := ParseReferrerPolicyHeader(res.Headers) // 1
	if f.decide(algoReferrerOnRedirect, "2", policy != ReferrerPolicyEmpty) {
		f.request.ReferrerPolicy = policy
	}
}
