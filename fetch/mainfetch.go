package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// mainFetch is main fetch up to step 12, where it goes to the network. A
// redirect comes back here (recursive is then true, and its steps from 13 on are
// nothing); mainFetchReturned is the rest.
//
// Not modelled: Content Security Policy (4, 5, 7), Integrity Policy (7), HSTS (10),
// preloaded responses (12/preloaded-response-candidate), override
// fetch, navigations (18).
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) mainFetch() {
	r := &f.request
	// 3: a request for local URLs only, and a URL that is not local: network error
	if f.decide(algoMainFetch, "3", r.LocalURLsOnly && !f.current().IsLocal()) {
		f.networkError(PhaseRequest, refuse(CodeLocalURLsOnly, algoMainFetch, "3"), nil)
		return
	}
	f.upgradeMixedContentRequest() // 6: an image, audio or video that is mixed content is upgraded to https:
	// 7: a bad port or mixed content blocks the request: network error
	c := shouldBlockBadPort(f.observer, f.current())
	if c.Passed() {
		c = shouldBlockMixedContentRequest(f.observer, r.Client, f.target.trustworthy, r.Destination)
	}
	if f.decide(algoMainFetch, "7", !c.Passed()) {
		f.networkError(PhaseRequest, c, nil)
		return
	}
	// 8: no referrer policy of its own: the page's
	if f.decide(algoMainFetch, "8", r.ReferrerPolicy == ReferrerPolicyEmpty) {
		r.ReferrerPolicy = ReferrerPolicyStrictOriginWhenCrossOrigin // a new policy container's
		if r.Client != nil {
			r.ReferrerPolicy = r.Client.referrerPolicy()
		}
	}
	// 9: a referrer is wanted: what the policy leaves of it
	if f.decide(algoMainFetch, "9", !r.Referrer.IsNone()) {
		r.Referrer = *determineReferrer(r.ReferrerPolicy, r.Client, &r.Referrer, f.target, &f.known.referrer)
	}
	// 12: get a response, by the first of these that holds
	switch {
	// 12/current-url-origin: the page's own origin, which no redirect has left
	// 12/current-url-scheme-data: a data: URL
	// 12/mode-navigate-websocket: a navigation, a WebSocket or a WebTransport handshake
	case f.decide(algoMainFetch, "12/current-url-origin", f.target.sameOrigin() && f.tainting == TaintingBasic),
		f.decide(algoMainFetch, "12/current-url-scheme-data", !f.target.isHTTP && f.current().Scheme() == "data"),
		f.decide(algoMainFetch, "12/mode-navigate-websocket", r.Mode == ModeNavigate || r.Mode == ModeWebSocket || r.Mode == ModeWebTransport):
		f.tainting = TaintingBasic // script may see everything
		f.schemeFetch()

	// 12/mode-same-origin: mode "same-origin", and another origin: network error
	case f.decide(algoMainFetch, "12/mode-same-origin", r.Mode == ModeSameOrigin):
		f.networkError(PhaseRequest, refuse(CodeSameOriginMode, algoMainFetch, "12/mode-same-origin"), nil)

	// 12/mode-no-cors: a request without CORS
	case f.decide(algoMainFetch, "12/mode-no-cors", r.Mode == ModeNoCORS):
		// 12/mode-no-cors.1: it must follow redirects, else network error
		if f.decide(algoMainFetch, "12/mode-no-cors.1", r.Redirect != RedirectFollow) {
			c := refuse(CodeNoCORSRedirectModeNotFollow, algoMainFetch, "12/mode-no-cors.1")
			c.Got = r.Redirect.String()
			f.networkError(PhaseRequest, c, nil)
			return
		}
		f.tainting = TaintingOpaque // 12/mode-no-cors.2: script may see nothing
		f.schemeFetch()             // 12/mode-no-cors.3: scheme fetch

	// 12/current-url-scheme-not: CORS needs HTTP: network error for any other scheme
	case f.decide(algoMainFetch, "12/current-url-scheme-not", !f.target.isHTTP):
		c := refuse(CodeSchemeNotHTTP, algoMainFetch, "12/current-url-scheme-not")
		c.Got = f.current().Scheme() + ":"
		f.networkError(PhaseRequest, c, nil)

	// 12/use-cors-preflight-flag-set: a preflight is asked for, come what may
	// 12/unsafe-request-flag-set: the method or a header is one that a page may not send without asking
	case f.decide(algoMainFetch, "12/use-cors-preflight-flag-set", r.UseCORSPreflight),
		f.decide(algoMainFetch, "12/unsafe-request-flag-set",
			r.UnsafeRequest && (!safelist.IsCORSSafelistedMethod(r.Method) || len(f.corsUnsafeNames()) > 0)):
		f.tainting = TaintingCORS // 12/use-cors-preflight-flag-set.1: script may see what the server exposes
		f.withPreflight = true
		f.httpFetch(true) // 12/use-cors-preflight-flag-set.2: HTTP fetch, with a preflight

	// 12/otherwise: a simple CORS request
	default:
		f.tainting = TaintingCORS // 12/otherwise.1: script may see what the server exposes
		f.httpFetch(false)        // 12/otherwise.2: HTTP fetch, without a preflight
	}
}

// networkError ends the fetch: a network error goes up through every algorithm
// that has not returned, up to step 12 of main fetch.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) networkError(p Phase, c Check, err error) {
	f.end(f.newNetworkError(p, c, err))
	// 12/use-cors-preflight-flag-set.3: HTTP fetch with a preflight failed: clear the request's cache entries
	if (f.withPreflight || f.observer.mayClear()) && f.decide(algoMainFetch, "12/use-cors-preflight-flag-set.3", f.withPreflight) {
		if k, ok := f.cacheKey(seam.Clear); ok {
			f.ua.Preflights.Clear(k)
		}
	}
}

// mainFetchReturned is main fetch from step 12 on, for a response that is not a
// network error. An opaque-redirect filtered response is filtered already.
//
// Not modelled: Content Security Policy (20), a ranged response from a service
// worker (21), integrity (23).
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) mainFetchReturned(internal Response, opaqueRedirect bool, localBody []byte) {
	r := &f.request
	if f.withPreflight {
		f.decide(algoMainFetch, "12/use-cors-preflight-flag-set.3", false)
	}
	res := &f.result // zero until now
	res.Status, res.Redirected, res.URL = internal.Status, len(f.urls) > 1, f.target.url
	res.Internal, res.LocalBody = internal, localBody
	res.RequestIncludesCredentials = f.includeCredentials
	switch {
	// 14: a response that is not filtered yet: filter it
	case !f.decide(algoMainFetch, "14", !opaqueRedirect):
		res.Type, res.Status, res.NullBody = ResponseOpaqueRedirect, 0, true

	// 14.2/basic: all but Set-Cookie is visible
	case f.decide(algoMainFetch, "14.2/basic", f.tainting == TaintingBasic):
		res.Type = ResponseBasic
		f.visible = BasicFilteredHeaders(f.visible[:0], internal.Headers)
		res.Headers = f.visible

	// 14.2/cors: the safelisted and the exposed headers are visible
	case f.decide(algoMainFetch, "14.2/cors", f.tainting == TaintingCORS):
		res.Type = ResponseCORS
		f.exposed = appendExposedHeaderNames(f.exposed[:0], r.Credentials, internal.Headers) // 14.1: the exposed names
		f.visible = safelist.AppendCORSSafelistedResponseHeaders(f.visible[:0], internal.Headers, f.exposed)
		res.ExposedHeaderNames, res.Headers = f.exposed, f.visible

	// 14.2/opaque: nothing is visible
	default:
		f.decide(algoMainFetch, "14.2/opaque", true)
		res.Type, res.Status, res.NullBody = ResponseOpaque, 0, true
		res.URL, res.Redirected, res.LocalBody = origin.URL{}, false, nil
	}
	f.observer.filter(res)
	res.RedirectTaint = f.taint // 17: the response remembers the redirect-taint
	// 19: no hop refused timing: the response allows it
	res.TimingAllowPassed = f.decide(algoMainFetch, "19", !f.timingAllowFailed)
	// 20: mixed content, MIME type or nosniff blocks the response: network error
	c := shouldBlockMixedContentResponse(f.observer, r.Client, f.target.trustworthy, r.Destination)
	if c.Passed() {
		c = shouldBlockMIMEType(f.observer, r.Destination, internal.Headers)
	}
	if c.Passed() {
		c = shouldBlockNosniff(f.observer, r.Destination, internal.Headers)
	}
	if f.decide(algoMainFetch, "20", !c.Passed()) {
		f.end(f.newNetworkError(PhaseResponse, c, nil))
		return
	}
	// 22: HEAD, CONNECT and statuses without body: the body is null
	if f.decide(algoMainFetch, "22", r.Method == "HEAD" || r.Method == "CONNECT" || IsNullBodyStatus(internal.Status)) {
		res.NullBody, res.LocalBody = true, nil
	}
	f.end(nil)
}

// schemeFetch is scheme fetch.
//
// Not modelled: blob: and file: URLs (3/blob, 3/file), which end in a network error
// here.
//
// https://fetch.spec.whatwg.org/#concept-scheme-fetch
func (f *Fetch) schemeFetch() {
	// 3: by the scheme of the URL
	switch current := f.current(); {
	// 3/http-scheme: HTTP fetch
	case f.decide(algoSchemeFetch, "3/http-scheme", f.target.isHTTP):
		f.httpFetch(false)

	// 3/about: about:blank is an empty HTML page
	case f.decide(algoSchemeFetch, "3/about", current.Scheme() == "about" && current.Path() == "blank"):
		f.mainFetchReturned(Response{
			Status:  200,
			Headers: header.List{{Name: "Content-Type", Value: "text/html;charset=utf-8"}},
		}, false, []byte{})

	// 3/data: a data: URL has its response in itself
	case f.decide(algoSchemeFetch, "3/data", current.Scheme() == "data"):
		mimeType, body, ok := ProcessDataURL(current) // 3/data.1: take it apart
		// 3/data.2: it does not parse: network error
		if f.decide(algoSchemeFetch, "3/data.2", !ok) {
			f.networkError(PhaseRequest, refuse(CodeDataURLInvalid, algoSchemeFetch, "3/data.2"), nil)
			return
		}
		// 3/data.4: a response with that type and body
		f.mainFetchReturned(Response{
			Status:  200,
			Headers: header.List{{Name: "Content-Type", Value: mimeType.String()}},
		}, false, body)

	// 4: nothing can be fetched there: network error
	default:
		c := refuse(CodeSchemeUnsupported, algoSchemeFetch, "4")
		c.Got = current.Scheme() + ":"
		f.networkError(PhaseRequest, c, nil)
	}
}
