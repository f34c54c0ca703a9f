package fetch

import (
	"encoding"
	"slices"
	"strings"
)

// Enum is an enumeration of a standard, which Names spells: [Mode], [CacheMode] and
// the like are Enums. The zero value is the standard's default. As text, in JSON
// too, a value is the word that the standard has for it.
type Enum[Names spelling] uint8

// spelling spells the values of an enumeration, in order.
type spelling interface{ names() []string }

// String returns the word that the standard has for e.
func (e Enum[Names]) String() string {
	var spelled Names
	if names := spelled.names(); int(e) < len(names) {
		return names[e]
	}
	return "invalid"
}

// MarshalText returns the word that the standard has for e.
func (e Enum[Names]) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText sets e to what the word text means. The error is a *WordError.
func (e *Enum[Names]) UnmarshalText(text []byte) error {
	var spelled Names
	i := slices.Index(spelled.names(), string(text))
	if i < 0 {
		return &WordError{Got: string(text), Want: spelled.names()}
	}
	*e = Enum[Names](i)
	return nil
}

// Parse returns the value of an [Enum] that word means, as in
// Parse[CacheMode]("no-store"). The error is a *WordError.
func Parse[E any, P interface {
	*E
	encoding.TextUnmarshaler
}](word string) (e E, err error) {
	err = P(&e).UnmarshalText([]byte(word))
	return e, err
}

// WordError says that a word is none of those that an enumeration has.
type WordError struct {
	Got  string
	Want []string
}

// Error returns one sentence.
func (e *WordError) Error() string {
	return `"` + printable(cut(e.Got, 80)) + `" is none of "` + strings.Join(e.Want, `", "`) + `"`
}

// Mode is a request's mode. The zero value is the standard's default, "no-cors".
//
// https://fetch.spec.whatwg.org/#concept-request-mode
type Mode = Enum[modes]

type modes struct{}

var modesNames = []string{"no-cors", "cors", "same-origin", "navigate", "websocket", "webtransport"}

func (modes) names() []string { return modesNames }

// The modes.
const (
	ModeNoCORS Mode = iota
	ModeCORS
	ModeSameOrigin
	ModeNavigate
	ModeWebSocket
	ModeWebTransport
)

// CredentialsMode is a request's credentials mode. The zero value is the
// standard's default, "same-origin".
//
// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
type CredentialsMode = Enum[credentialsModes]

type credentialsModes struct{}

var credentialsModesNames = []string{"same-origin", "omit", "include"}

func (credentialsModes) names() []string { return credentialsModesNames }

// The credentials modes.
const (
	CredentialsSameOrigin CredentialsMode = iota
	CredentialsOmit
	CredentialsInclude
)

// RedirectMode is a request's redirect mode. The zero value is "follow".
//
// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
type RedirectMode = Enum[redirectModes]

type redirectModes struct{}

var redirectModesNames = []string{"follow", "error", "manual"}

func (redirectModes) names() []string { return redirectModesNames }

// The redirect modes.
const (
	RedirectFollow RedirectMode = iota
	RedirectError
	RedirectManual
)

// CacheMode is a request's cache mode. The zero value is "default".
//
// https://fetch.spec.whatwg.org/#concept-request-cache-mode
type CacheMode = Enum[cacheModes]

type cacheModes struct{}

var cacheModesNames = []string{"default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"}

func (cacheModes) names() []string { return cacheModesNames }

// The cache modes.
const (
	CacheDefault CacheMode = iota
	CacheNoStore
	CacheReload
	CacheNoCache
	CacheForceCache
	CacheOnlyIfCached
)

// ReferrerPolicy is a referrer policy. The zero value is the empty string.
//
// https://w3c.github.io/webappsec-referrer-policy/#referrer-policy
type ReferrerPolicy = Enum[referrerPolicies]

type referrerPolicies struct{}

var referrerPoliciesNames = []string{
	"", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
	"origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url",
}

func (referrerPolicies) names() []string { return referrerPoliciesNames }

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

// EmbedderPolicy is the value of a client's embedder policy. The zero value is "unsafe-none".
//
// https://html.spec.whatwg.org/#embedder-policy-value
type EmbedderPolicy = Enum[embedderPolicies]

type embedderPolicies struct{}

var embedderPoliciesNames = []string{"unsafe-none", "credentialless", "require-corp"}

func (embedderPolicies) names() []string { return embedderPoliciesNames }

// The embedder policy values.
const (
	EmbedderPolicyUnsafeNone EmbedderPolicy = iota
	EmbedderPolicyCredentialless
	EmbedderPolicyRequireCORP
)

// Initiator is a request's initiator. The zero value is the empty string.
//
// https://fetch.spec.whatwg.org/#concept-request-initiator
type Initiator = Enum[initiators]

type initiators struct{}

var initiatorsNames = []string{"", "imageset", "prefetch"}

func (initiators) names() []string { return initiatorsNames }

// The initiators that matter to the algorithms modelled.
const (
	InitiatorEmpty Initiator = iota
	InitiatorImageSet
	InitiatorPrefetch
)

// InitiatorType is a request's initiator type. The zero value is null, or another
// one than these.
//
// https://fetch.spec.whatwg.org/#request-initiator-type
type InitiatorType = Enum[initiatorTypes]

type initiatorTypes struct{}

var initiatorTypesNames = []string{"other", "fetch", "xmlhttprequest"}

func (initiatorTypes) names() []string { return initiatorTypesNames }

// The initiator types that a profile may ask for.
const (
	InitiatorTypeOther InitiatorType = iota
	InitiatorTypeFetch
	InitiatorTypeXMLHttpRequest
)

// ResponseTainting is a request's response tainting. The zero value is "basic".
//
// https://fetch.spec.whatwg.org/#concept-request-response-tainting
type ResponseTainting = Enum[responseTaintings]

type responseTaintings struct{}

var responseTaintingsNames = []string{"basic", "cors", "opaque"}

func (responseTaintings) names() []string { return responseTaintingsNames }

// The response taintings.
const (
	TaintingBasic ResponseTainting = iota
	TaintingCORS
	TaintingOpaque
)

// ResponseType is the type of a response that script gets. The zero value is "default".
//
// https://fetch.spec.whatwg.org/#concept-response-type
type ResponseType = Enum[responseTypes]

type responseTypes struct{}

var responseTypesNames = []string{"default", "basic", "cors", "opaque", "opaqueredirect"}

func (responseTypes) names() []string { return responseTypesNames }

// The response types.
const (
	ResponseDefault ResponseType = iota
	ResponseBasic
	ResponseCORS
	ResponseOpaque
	ResponseOpaqueRedirect
)

// SameSiteMode says which cookies a request may carry, by their SameSite attribute.
//
// https://fetch.spec.whatwg.org/#determine-the-same-site-mode
type SameSiteMode = Enum[sameSiteModes]

type sameSiteModes struct{}

var sameSiteModesNames = []string{"unset-or-less", "lax-or-less", "strict-or-less"}

func (sameSiteModes) names() []string { return sameSiteModesNames }

// The same-site modes, from the least to the most.
const (
	SameSiteUnsetOrLess SameSiteMode = iota
	SameSiteLaxOrLess
	SameSiteStrictOrLess
)

// Taint is what a request's redirects so far have done to its origin. The zero
// value is "same-origin": nothing.
//
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
type Taint = Enum[redirectTaints]

type redirectTaints struct{}

var redirectTaintsNames = []string{"same-origin", "same-site", "cross-site"}

func (redirectTaints) names() []string { return redirectTaintsNames }

// The redirect-taints.
const (
	TaintSameOrigin Taint = iota
	TaintSameSite
	TaintCrossSite
)

// Relation is what one origin is to another, in the words of Sec-Fetch-Site.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
type Relation = Enum[relations]

type relations struct{}

func (relations) names() []string { return redirectTaintsNames }

// The relations, the furthest last.
const (
	RelationSameOrigin Relation = iota
	RelationSameSite
	RelationCrossSite
)

// Guard is a headers guard: what a Headers object refuses.
//
// https://fetch.spec.whatwg.org/#headers-guard
type Guard = Enum[guards]

type guards struct{}

var guardsNames = []string{"none", "request", "request-no-cors", "response", "immutable"}

func (guards) names() []string { return guardsNames }

// The guards.
const (
	GuardNone Guard = iota
	GuardRequest
	GuardRequestNoCORS
	GuardResponse
	GuardImmutable
)

// Phase says what a fetch was doing when it ended in a network error.
type Phase = Enum[phases]

type phases struct{}

var phasesNames = []string{"request", "preflight", "response", "redirect"}

func (phases) names() []string { return phasesNames }

// The phases.
const (
	PhaseRequest   Phase = iota // before sending: nothing went out for this hop
	PhasePreflight              // judging the answer to a CORS-preflight request
	PhaseResponse               // judging the answer to the request itself
	PhaseRedirect               // following a redirect
)
