package fetch

// nameOf returns the standard's spelling of an enumerated value.
func nameOf[E ~uint8](names []string, e E) string {
	if int(e) < len(names) {
		return names[e]
	}
	return "invalid"
}

// parseName is the inverse of nameOf.
func parseName[E ~uint8](names []string, s string) (E, bool) {
	for i, name := range names {
		if name == s {
			return E(i), true
		}
	}
	return 0, false
}

// Mode is a request's mode. The zero value is the standard's default, "no-cors".
//
// https://fetch.spec.whatwg.org/#concept-request-mode
type Mode uint8

// The modes.
const (
	ModeNoCORS Mode = iota
	ModeCORS
	ModeSameOrigin
	ModeNavigate
	ModeWebSocket
	ModeWebTransport
)

var modeNames = []string{"no-cors", "cors", "same-origin", "navigate", "websocket", "webtransport"}

// String returns the mode as the standard spells it.
func (m Mode) String() string { return nameOf(modeNames, m) }

// ParseMode returns the mode that s spells, and whether there is one.
func ParseMode(s string) (Mode, bool) { return parseName[Mode](modeNames, s) }

// CredentialsMode is a request's credentials mode. The zero value is the
// standard's default, "same-origin".
//
// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
type CredentialsMode uint8

// The credentials modes.
const (
	CredentialsSameOrigin CredentialsMode = iota
	CredentialsOmit
	CredentialsInclude
)

var credentialsNames = []string{"same-origin", "omit", "include"}

// String returns the credentials mode as the standard spells it.
func (c CredentialsMode) String() string { return nameOf(credentialsNames, c) }

// ParseCredentialsMode returns the credentials mode that s spells, and whether there is one.
func ParseCredentialsMode(s string) (CredentialsMode, bool) {
	return parseName[CredentialsMode](credentialsNames, s)
}

// RedirectMode is a request's redirect mode. The zero value is "follow".
//
// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
type RedirectMode uint8

// The redirect modes.
const (
	RedirectFollow RedirectMode = iota
	RedirectError
	RedirectManual
)

var redirectNames = []string{"follow", "error", "manual"}

// String returns the redirect mode as the standard spells it.
func (r RedirectMode) String() string { return nameOf(redirectNames, r) }

// ParseRedirectMode returns the redirect mode that s spells, and whether there is one.
func ParseRedirectMode(s string) (RedirectMode, bool) {
	return parseName[RedirectMode](redirectNames, s)
}

// CacheMode is a request's cache mode. The zero value is "default".
//
// https://fetch.spec.whatwg.org/#concept-request-cache-mode
type CacheMode uint8

// The cache modes.
const (
	CacheDefault CacheMode = iota
	CacheNoStore
	CacheReload
	CacheNoCache
	CacheForceCache
	CacheOnlyIfCached
)

var cacheNames = []string{"default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"}

// String returns the cache mode as the standard spells it.
func (c CacheMode) String() string { return nameOf(cacheNames, c) }

// ParseCacheMode returns the cache mode that s spells, and whether there is one.
func ParseCacheMode(s string) (CacheMode, bool) { return parseName[CacheMode](cacheNames, s) }

// ReferrerPolicy is a referrer policy. The zero value is the empty string.
//
// https://w3c.github.io/webappsec-referrer-policy/#referrer-policy
type ReferrerPolicy uint8

// The referrer policies.
const (
	ReferrerPolicyEmpty ReferrerPolicy = iota
	ReferrerPolicyNoReferrer
	ReferrerPolicyNoReferrerWhenDowngrade
	ReferrerPolicySameOrigin
	ReferrerPolicyOrigin
	ReferrerPolicyStrictOrigin
	ReferrerPolicyOriginWhenCrossOrigin
	ReferrerPolicyStrictOriginWhenCrossOrigin
	ReferrerPolicyUnsafeURL
)

var referrerPolicyNames = []string{
	"", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
	"origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
}

// String returns the referrer policy as the standard spells it.
func (p ReferrerPolicy) String() string { return nameOf(referrerPolicyNames, p) }

// ParseReferrerPolicy returns the referrer policy that s spells, and whether there is one.
func ParseReferrerPolicy(s string) (ReferrerPolicy, bool) {
	return parseName[ReferrerPolicy](referrerPolicyNames, s)
}

// EmbedderPolicy is the value of a client's embedder policy. The zero value is "unsafe-none".
//
// https://html.spec.whatwg.org/#embedder-policy-value
type EmbedderPolicy uint8

// The embedder policy values.
const (
	EmbedderPolicyUnsafeNone EmbedderPolicy = iota
	EmbedderPolicyCredentialless
	EmbedderPolicyRequireCORP
)

var embedderPolicyNames = []string{"unsafe-none", "credentialless", "require-corp"}

// String returns the embedder policy value as the standard spells it.
func (p EmbedderPolicy) String() string { return nameOf(embedderPolicyNames, p) }

// ParseEmbedderPolicy returns the embedder policy value that s spells, and whether there is one.
func ParseEmbedderPolicy(s string) (EmbedderPolicy, bool) {
	return parseName[EmbedderPolicy](embedderPolicyNames, s)
}

// ResponseTainting is a request's response tainting. The zero value is "basic".
//
// https://fetch.spec.whatwg.org/#concept-request-response-tainting
type ResponseTainting uint8

// The response taintings.
const (
	TaintingBasic ResponseTainting = iota
	TaintingCORS
	TaintingOpaque
)

var taintingNames = []string{"basic", "cors", "opaque"}

// String returns the response tainting as the standard spells it.
func (t ResponseTainting) String() string { return nameOf(taintingNames, t) }

// ResponseType is the type of a response that script gets. The zero value is "default".
//
// https://fetch.spec.whatwg.org/#concept-response-type
type ResponseType uint8

// The response types.
const (
	ResponseDefault ResponseType = iota
	ResponseBasic
	ResponseCORS
	ResponseOpaque
	ResponseOpaqueRedirect
)

var responseTypeNames = []string{"default", "basic", "cors", "opaque", "opaqueredirect"}

// String returns the response type as the standard spells it.
func (t ResponseType) String() string { return nameOf(responseTypeNames, t) }

// SameSiteMode says which cookies a request may carry, by their SameSite attribute.
//
// https://fetch.spec.whatwg.org/#determine-the-same-site-mode
type SameSiteMode uint8

// The same-site modes, from the least to the most.
const (
	SameSiteUnsetOrLess SameSiteMode = iota
	SameSiteLaxOrLess
	SameSiteStrictOrLess
)

var sameSiteModeNames = []string{"unset-or-less", "lax-or-less", "strict-or-less"}

// String returns the same-site mode as the standard spells it.
func (m SameSiteMode) String() string { return nameOf(sameSiteModeNames, m) }

// Taint is what a request's redirects so far have done to its origin. The zero
// value is "same-origin": nothing.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
type Taint uint8

// The redirect-taints.
const (
	TaintSameOrigin Taint = iota
	TaintSameSite
	TaintCrossSite
)

var taintNames = []string{"same-origin", "same-site", "cross-site"}

// String returns the redirect-taint as the standard spells it.
func (t Taint) String() string { return nameOf(taintNames, t) }
