package fetch

import "time"

// Algorithm is the address of an algorithm in its standard.
type Algorithm string

// The algorithms whose steps are traced and cited.
const (
	algoMainFetch          Algorithm = "https://fetch.spec.whatwg.org/#concept-main-fetch"
	algoSchemeFetch        Algorithm = "https://fetch.spec.whatwg.org/#concept-scheme-fetch"
	algoHTTPFetch          Algorithm = "https://fetch.spec.whatwg.org/#concept-http-fetch"
	algoRedirectFetch      Algorithm = "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch"
	algoNetworkOrCache     Algorithm = "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch"
	algoNetwork            Algorithm = "https://fetch.spec.whatwg.org/#concept-http-network-fetch"
	algoPreflight          Algorithm = "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"
	algoCORSCheck          Algorithm = "https://fetch.spec.whatwg.org/#concept-cors-check"
	algoTAOCheck           Algorithm = "https://fetch.spec.whatwg.org/#concept-tao-check"
	algoCORP               Algorithm = "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check"
	algoCOEP               Algorithm = "https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials"
	algoOrigin             Algorithm = "https://fetch.spec.whatwg.org/#append-a-request-origin-header"
	algoSameSite           Algorithm = "https://fetch.spec.whatwg.org/#determine-the-same-site-mode"
	algoMetadata           Algorithm = "https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request"
	algoReferrerOnRedirect Algorithm = "https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect"
	algoBadPort            Algorithm = "https://fetch.spec.whatwg.org/#block-bad-port"
	algoNosniff            Algorithm = "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?"
	algoMIMEType           Algorithm = "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?"
	algoMixedRequest       Algorithm = "https://w3c.github.io/webappsec-mixed-content/#should-block-fetch"
	algoMixedResponse      Algorithm = "https://w3c.github.io/webappsec-mixed-content/#should-block-response"
	algoMixedUpgrade       Algorithm = "https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm"
	algoRequest            Algorithm = "https://fetch.spec.whatwg.org/#dom-request"
	algoValidate           Algorithm = "https://fetch.spec.whatwg.org/#headers-validate"
	algoOpen               Algorithm = "https://xhr.spec.whatwg.org/#the-open()-method"
	algoSetHeader          Algorithm = "https://xhr.spec.whatwg.org/#the-setrequestheader()-method"
	algoEventSource        Algorithm = "https://html.spec.whatwg.org/#dom-eventsource"
	algoSend               Algorithm = "https://xhr.spec.whatwg.org/#the-send()-method"
)

// Decision is one step of the standard that could go two ways, and how it went.
type Decision struct {
	Algorithm Algorithm
	Step      string
	// Held says whether the step's condition held.
	Held bool
	// Hop counts the redirects followed before.
	Hop int
}

// Trace is told what a fetch decides, in order, while it does. Each function
// may be nil; a nil Trace costs nothing. The functions must not call the Fetch.
type Trace struct {
	// Decide is told every decision.
	Decide func(Decision)
	// Check is told the outcome of every check of a response, passed or not.
	Check func(Phase, Check)
	// Preflight is told, once a hop of mode "cors", whether a preflight is needed.
	Preflight func(PreflightNeed)
	// Stored is told what a preflight put into the CORS-preflight cache.
	Stored func(Stored)
}

// PreflightNeed says whether a CORS request needs a preflight, and why.
type PreflightNeed struct {
	Hop int
	// Method says that the method asks for one: it is not CORS-safelisted.
	Method bool
	// Flag says that the use-CORS-preflight flag asks for one.
	Flag bool
	// UnsafeNames are the CORS-unsafe request-header names; the slice is valid
	// only during the call.
	UnsafeNames []string
	// MethodCached says that a cache entry matches the method.
	MethodCached bool
	// NamesCached counts the unsafe names that a cache entry matches.
	NamesCached int
	// Needed says that a preflight is sent.
	Needed bool
}

// Stored says what a successful preflight put into the CORS-preflight cache.
type Stored struct {
	Hop     int
	Methods []string // valid only during the call, like Names
	Names   []string
	MaxAge  time.Duration
	// Default says that the header gave no usable number: 5 seconds.
	Default bool
	// Limited says that the user agent's limit was less than what was asked.
	Limited bool
}
