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
func DetermineReferrer(policy ReferrerPolicy, client *Settings, referrer Referrer, current origin.URL) Referrer {
	return *determineReferrer(policy, client, &referrer, &target{
		url: current, origin: current.Origin(), trustworthy: current.IsPotentiallyTrustworthy(),
	}, new(strippedReferrer))
}

// of strips source, steps 4 to 6 of "determine request's referrer", unless it is
// stripped already.
//
// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func (s *strippedReferrer) of(source *origin.URL) {
	if s.source == *source {
		return
	}
	*s = strippedReferrer{source: *source, whole: NoReferrer()}
	whole, ok := StripURLForReferrer(*source, false) // 4: without what must not be sent
	if !ok {
		return
	}
	originOnly, _ := StripURLForReferrer(*source, true) // 5: the origin alone
	// 6: longer than 4,096 bytes: the origin alone
	if len(whole.String()) > maxReferrer {
		whole = originOnly
	}
	s.whole, s.originOnly = ReferrerURL(whole), ReferrerURL(originOnly)
	s.origin, s.trustworthy = whole.Origin(), whole.IsPotentiallyTrustworthy()
}

// determineReferrer is DetermineReferrer, for a current URL whose origin is known.
// What it returns is not to be changed.
//
// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func determineReferrer(policy ReferrerPolicy, client *Settings, referrer *Referrer, current *target, stripped *strippedReferrer) *Referrer {
	// 3: the URL that the page chose, or the page's own
	referrerSource := &referrer.url
	if referrerSource.IsZero() {
		if client == nil || client.Origin.IsOpaque() || client.URL.IsZero() {
			return &noReferrer
		}
		referrerSource = &client.URL
	}
	stripped.of(referrerSource) // 4 to 6: what of it may be sent
	referrerURL, referrerOrigin := &stripped.whole, &stripped.originOnly
	if referrerURL.IsNone() {
		return &noReferrer
	}
	sameOrigin := stripped.origin.SameOrigin(current.origin)
	downgrade := !current.trustworthy && stripped.trustworthy
	// 8: by the policy
	switch policy {
	case ReferrerPolicyOrigin:
		return referrerOrigin
	case ReferrerPolicyUnsafeURL:
		return referrerURL
	case ReferrerPolicyStrictOrigin:
		if !downgrade {
			return referrerOrigin
		}
	case ReferrerPolicyStrictOriginWhenCrossOrigin:
		switch {
		case sameOrigin:
			return referrerURL
		case !downgrade:
			return referrerOrigin
		}
	case ReferrerPolicySameOrigin:
		if sameOrigin {
			return referrerURL
		}
	case ReferrerPolicyOriginWhenCrossOrigin:
		if sameOrigin {
			return referrerURL
		}
		return referrerOrigin
	case ReferrerPolicyNoReferrerWhenDowngrade:
		if !downgrade {
			return referrerURL
		}
	}
	return &noReferrer
}

var noReferrer = NoReferrer()

// StripURLForReferrer strips u for use as a referrer; false is "no referrer".
//
// https://w3c.github.io/webappsec-referrer-policy/#strip-url
func StripURLForReferrer(u origin.URL, originOnly bool) (origin.URL, bool) {
	// 2: a local one: no referrer
	if u.IsLocal() {
		return origin.URL{}, false
	}
	u = u.WithoutCredentials().WithoutFragment() // 3 to 5: without user name, password and fragment
	// 6: the origin alone: without path and query
	if originOnly {
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
	policyTokens, _ := response.Tokens("Referrer-Policy") // 1: the tokens; none on failure
	policy := ReferrerPolicyEmpty                         // 2: none is known yet
	for token := range policyTokens.All() {               // 3: the last one that is known counts
		if !isExtensionToken(token) {
			return ReferrerPolicyEmpty // 1: failure
		}
		if p, err := Parse[ReferrerPolicy](token); err == nil {
			policy = p
		}
	}
	return policy // 4: return it
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
	policy := ParseReferrerPolicyHeader(res.Headers) // 1: the policy that the redirect names
	// 2: there is one: it is the request's from here on
	if f.decide(algoReferrerOnRedirect, "2", policy != ReferrerPolicyEmpty) {
		f.request.ReferrerPolicy = policy
	}
}
