package fetch

import (
	"strconv"

	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/safelist"
)

// httpFetch is HTTP fetch up to step 4.3, where it goes to the network, by way
// of a CORS-preflight fetch if one is needed; httpFetchReturned is the rest.
//
// Not modelled: service workers (3, 4.2).
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (f *Fetch) httpFetch(makeCORSPreflight bool) {
	// 4.1: a preflight was asked for and the cache does not answer it: send one
	if f.decide(algoHTTPFetch, "4.1", makeCORSPreflight && f.needsPreflight()) {
		f.corsPreflightFetch() // 4.1.1: CORS-preflight fetch
		return
	}
	f.httpNetworkOrCacheFetch() // 4.3: HTTP-network-or-cache fetch
}

// needsPreflight is the second condition of HTTP fetch's step 4.1: whether
// something asks for a preflight that the CORS-preflight cache does not answer.
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (f *Fetch) needsPreflight() bool {
	r := &f.request
	need := PreflightNeed{
		Hop:         f.redirectCount,
		Method:      !safelist.IsCORSSafelistedMethod(r.Method),
		Flag:        r.UseCORSPreflight,
		UnsafeNames: f.corsUnsafeNames(),
	}
	if k, ok := f.cacheKey(seam.LookUp); ok {
		need.MethodCached, need.NamesCached = f.ua.Preflights.MatchBy(f.cacheRules(), k,
			r.Credentials == CredentialsInclude, r.Method, need.UnsafeNames, f.ua.Now())
	}
	f.methodCached = need.MethodCached
	// 4.1/1: the method needs one, or a flag does, and the cache does not allow the method
	// 4.1/2: the cache does not allow a header name
	need.Needed = f.decide(algoHTTPFetch, "4.1/1", !need.MethodCached && (need.Method || need.Flag)) ||
		f.decide(algoHTTPFetch, "4.1/2", need.NamesCached < len(need.UnsafeNames))
	f.observer.preflight(need)
	return need.Needed
}

// httpFetchReturned is HTTP fetch from step 4.4 on.
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (f *Fetch) httpFetchReturned(n *network) {
	r := &f.request
	if n.isNetworkError() {
		// A network error fails the CORS check (4.4), or is returned as it is (7).
		f.networkError(PhaseResponse, n.failed, n.err)
		return
	}
	// 4.4: tainting "cors", and the CORS check fails: network error
	if f.tainting == TaintingCORS {
		c := corsCheck(f.observer, f.serializedOrigin, r.Credentials, n.Headers)
		if f.decide(algoHTTPFetch, "4.4", !f.observer.check(PhaseResponse, &c)) {
			f.networkError(PhaseResponse, c, nil)
			return
		}
	}
	// 4.5: the TAO check fails: no response of this fetch shows its timing
	if f.decide(algoHTTPFetch, "4.5", !f.taoCheck(n.Headers)) {
		f.timingAllowFailed = true
	}
	// 5: tainting "opaque", and the resource policy blocks it: network error
	if f.tainting == TaintingOpaque {
		c := f.crossOriginResourcePolicyCheck(n.Headers)
		if f.decide(algoHTTPFetch, "5", !f.observer.check(PhaseResponse, &c)) {
			f.networkError(PhaseResponse, c, nil)
			return
		}
	}
	// 6: not a redirect status
	if !f.decide(algoHTTPFetch, "6", IsRedirectStatus(n.Status)) {
		f.mainFetchReturned(n.Response, false, nil) // 7: return the response
		return
	}
	// 6.3: by the redirect mode
	switch {
	// 6.3/error: network error
	case f.decide(algoHTTPFetch, "6.3/error", r.Redirect == RedirectError):
		c := refuse(CodeRedirectModeError, algoHTTPFetch, "6.3/error")
		c.Got = strconv.Itoa(n.Status)
		f.networkError(PhaseRedirect, c, nil)

	// 6.3/manual: the page sees that there was a redirect, and no more
	case f.decide(algoHTTPFetch, "6.3/manual", r.Redirect == RedirectManual):
		// 6.3/manual.1: a navigation goes on by hand. Not modelled: the next manual redirect steps of a
		// navigation.
		f.mainFetchReturned(n.Response, !f.decide(algoHTTPFetch, "6.3/manual.1", r.Mode == ModeNavigate), nil)

	// 6.3/follow: follow it
	default:
		f.decide(algoHTTPFetch, "6.3/follow", true)
		f.httpRedirectFetch(n.Response) // 6.3/follow.2: HTTP-redirect fetch
	}
}
