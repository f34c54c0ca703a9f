package fetch

import (
	"github.com/corsref/corsref/fetch/header"
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
	// 3.
	if f.decide(algoMainFetch, "3", r.LocalURLsOnly && !f.current().IsLocal()) {
		f.networkError(PhaseRequest, refuse(CodeLocalURLsOnly, algoMainFetch, "3"), nil)
		return
	}
	f.upgradeMixedContentRequest() // 6
	// 7.
	if f.blockedByPort() {
		return
	}
	if !f.mixedAfterPreflight() && f.blockedAsMixed() {
		return
	}
	// 8.
	if f.decide(algoMainFetch, "8", r.ReferrerPolicy == ReferrerPolicyEmpty) {
		r.ReferrerPolicy = ReferrerPolicyStrictOriginWhenCrossOrigin // a new policy container's
		if r.Client != nil {
			r.ReferrerPolicy = r.Client.referrerPolicy()
		}
	}
	// 9.
	if f.decide(algoMainFetch, "9", !r.Referrer.IsNone()) {
		r.Referrer = *determineReferrer(r.ReferrerPolicy, r.Client, &r.Referrer, f.target, &f.known.referrer)
	}
	// 12.
	switch {
	case f.decide(algoMainFetch, "12/current-url-origin", f.target.sameOrigin() && f.tainting == TaintingBasic),
		f.decide(algoMainFetch, "12/current-url-scheme-data", !f.target.isHTTP && f.current().Scheme() == "data"),
		f.decide(algoMainFetch, "12/mode-navigate-websocket", r.Mode == ModeNavigate || r.Mode == ModeWebSocket || r.Mode == ModeWebTransport):
		f.tainting = TaintingBasic
		f.schemeFetch()

	case f.decide(algoMainFetch, "12/mode-same-origin", r.Mode == ModeSameOrigin):
		f.networkError(PhaseRequest, refuse(CodeSameOriginMode, algoMainFetch, "12/mode-same-origin"), nil)

	case f.decide(algoMainFetch, "12/mode-no-cors", r.Mode == ModeNoCORS):
		if f.decide(algoMainFetch, "12/mode-no-cors.1", r.Redirect != RedirectFollow) {
			c := refuse(CodeNoCORSRedirectModeNotFollow, algoMainFetch, "12/mode-no-cors.1")
			c.Got = r.Redirect.String()
			f.networkError(PhaseRequest, c, nil)
			return
		}
		f.tainting = TaintingOpaque
		f.schemeFetch()

	case f.decide(algoMainFetch, "12/current-url-scheme-not", !f.target.isHTTP):
		c := refuse(CodeSchemeNotHTTP, algoMainFetch, "12/current-url-scheme-not")
		c.Got = f.current().Scheme() + ":"
		f.networkError(PhaseRequest, c, nil)

	case f.asksForPreflight():
		f.taintCORS()
		f.withPreflight = true
		f.httpFetch(true)

	default:
		f.taintCORS()
		f.httpFetch(false)
	}
}

// taintCORS sets the response tainting to "cors".
func (f *Fetch) taintCORS() {
	f.tainting = TaintingCORS
	if f.ua.Profile.Request.CORSWithoutCredentials && f.current().IncludesCredentials() {
		u := f.current().WithoutCredentials()
		f.urls[len(f.urls)-1], f.target.url = u, u
	}
}

// mixedAfterPreflight reports whether mixed content is left for after the preflight.
func (f *Fetch) mixedAfterPreflight() bool {
	return f.redirectCount > 0 && f.ua.Profile.Request.MixedAfterPreflight
}

// blockedByPort ends the fetch if main fetch's step 7 blocks the current URL due to
// a bad port, and reports whether it does.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) blockedByPort() bool {
	// Fast path: without a trace only a refusal needs the check.
	if f.trace == nil && !f.target.badPort {
		return false
	}
	c := shouldBlockBadPort(f.current(), f.ua.Profile.Request.badPort)
	if !f.decide(algoMainFetch, "7", f.concluded(&c)) {
		return false
	}
	f.networkError(PhaseRequest, c, nil)
	return true
}

// blockedAsMixed ends the fetch if main fetch's step 7 blocks the current URL as
// mixed content, and reports whether it does.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) blockedAsMixed() bool {
	// Fast path: without a trace only a refusal needs the check.
	if f.trace == nil && f.target.trustworthy {
		return false
	}
	c := mixedContentRequest(f.request.Client, f.target.trustworthy, f.request.Destination)
	if !f.decide(algoMainFetch, "7", f.concluded(&c)) {
		return false
	}
	f.networkError(PhaseRequest, c, nil)
	return true
}

// asksForPreflight is the condition of main fetch's step 12 for HTTP fetch with
// makeCORSPreflight.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) asksForPreflight() bool {
	r := &f.request
	f.findUnsafeNames()
	return f.decide(algoMainFetch, "12/use-cors-preflight-flag-set", f.wantsPreflight()) ||
		f.decide(algoMainFetch, "12/unsafe-request-flag-set",
			r.UnsafeRequest && (!safelist.IsCORSSafelistedMethod(r.Method) || len(f.unsafeNames) > 0))
}

// wantsPreflight reports whether the request's preflight does not depend on its
// method and headers.
func (f *Fetch) wantsPreflight() bool {
	return f.request.UseCORSPreflight ||
		f.redirectCount > 0 && f.ua.Profile.Preflight.again(f.withPreflight, f.firstNames)
}

// mainFetchReturned is main fetch from step 14 on, for a response that is not a
// network error. An opaque-redirect filtered response is filtered already.
//
// Not modelled: Content Security Policy (20), a ranged response from a service
// worker (21), integrity (23).
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) mainFetchReturned(internal Response, opaqueRedirect bool, localBody []byte) {
	if f.withPreflight {
		f.decide(algoMainFetch, "12/use-cors-preflight-flag-set.3", false)
	}
	res := &f.result // zero until now
	res.Status, res.Redirected = internal.Status, len(f.urls) > 1
	res.URL = f.target.url
	res.Internal = internal
	res.LocalBody = localBody
	res.RedirectTaint = f.taint                                                 // 17
	res.TimingAllowPassed = f.decide(algoMainFetch, "19", !f.timingAllowFailed) // 19
	res.RequestIncludesCredentials = f.includeCredentials
	res.namesAsTheyAre = f.ua.Profile.Response.namesAsTheyAre(&f.request)
	if len(f.urls) == 1 && f.ua.Profile.Request.CORSWithoutCredentials {
		res.URL = f.request.URL
	}
	switch {
	case !f.decide(algoMainFetch, "14", !opaqueRedirect):
		res.Type, res.Status, res.NullBody = ResponseOpaqueRedirect, 0, true
	case f.decide(algoMainFetch, "14.2/basic", f.tainting == TaintingBasic):
		res.Type = ResponseBasic
		f.visible = BasicFilteredHeaders(f.visible[:0], internal.Headers)
		res.Headers = f.visible
	case f.decide(algoMainFetch, "14.2/cors", f.tainting == TaintingCORS):
		res.Type = ResponseCORS
		f.exposed = f.ua.Profile.Response.exposed(f.exposed[:0], &f.request, internal.Headers)               // 14.1
		f.visible = safelist.AppendCORSSafelistedResponseHeaders(f.visible[:0], internal.Headers, f.exposed) // 14.2
		res.ExposedHeaderNames, res.Headers = f.exposed, f.visible
	default:
		f.decide(algoMainFetch, "14.2/opaque", true)
		res.Type, res.Status, res.NullBody = ResponseOpaque, 0, true
		res.URL, res.Redirected, res.LocalBody = origin.URL{}, false, nil
	}
	// 20.
	if f.blockedResponse(internal.Headers) {
		return
	}
	// 22.
	if f.decide(algoMainFetch, "22", f.request.Method == "HEAD" || f.request.Method == "CONNECT" || IsNullBodyStatus(internal.Status)) {
		res.NullBody, res.LocalBody = true, nil
	}
	f.state = done
}

// schemeFetch is scheme fetch.
//
// Not modelled: blob: and file: URLs (3/blob, 3/file), which end in a network error
// here.
//
// https://fetch.spec.whatwg.org/#concept-scheme-fetch
func (f *Fetch) schemeFetch() {
	if f.decide(algoSchemeFetch, "3/http-scheme", f.target.isHTTP) {
		f.httpFetch(false)
		return
	}
	current := f.current()
	switch scheme := current.Scheme(); {
	case f.decide(algoSchemeFetch, "3/about", scheme == "about" && current.Path() == "blank"):
		f.mainFetchReturned(Response{
			Status:  200,
			Headers: header.List{{Name: "Content-Type", Value: "text/html;charset=utf-8"}},
		}, false, []byte{})
		return
	case f.decide(algoSchemeFetch, "3/data", scheme == "data"):
		f.fetchDataURL(current)
		return
	}
	c := refuse(CodeSchemeUnsupported, algoSchemeFetch, "4") // 4
	c.Got = current.Scheme() + ":"
	f.networkError(PhaseRequest, c, nil)
}

func (f *Fetch) fetchDataURL(u origin.URL) {
	mimeType, body, ok := ProcessDataURL(u)
	if f.decide(algoSchemeFetch, "3/data.2", !ok) {
		f.networkError(PhaseRequest, refuse(CodeDataURLInvalid, algoSchemeFetch, "3/data.2"), nil)
		return
	}
	headers := header.List{{Name: "Content-Type", Value: mimeType.String()}}
	if change := f.ua.Profile.Response.DataURL; change != nil {
		headers = change(&f.request, headers, body)
	}
	f.mainFetchReturned(Response{Status: 200, Headers: headers}, false, body)
}
