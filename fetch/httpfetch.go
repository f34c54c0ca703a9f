package fetch

import (
	"slices"
	"strconv"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// httpFetch is HTTP fetch up to step 4.3, where it goes to the network, by way
// of a CORS-preflight fetch if one is needed; httpFetchReceived is the rest.
//
// Not modelled: service workers (3, 4.2).
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (f *Fetch) httpFetch(makeCORSPreflight bool) {
	needed := makeCORSPreflight && f.needsPreflight()
	if f.decide(algoHTTPFetch, "4.1", needed) {
		f.corsPreflightFetch() // 4.1.1
		return
	}
	f.httpNetworkOrCacheFetch() // 4.3
}

// needsPreflight is the condition of HTTP fetch's step 4.1: whether something
// asks for a preflight that the CORS-preflight cache does not answer.
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (f *Fetch) needsPreflight() bool {
	r := &f.request
	need := PreflightNeed{
		Hop:         f.redirectCount,
		Method:      !safelist.IsCORSSafelistedMethod(r.Method),
		Flag:        f.wantsPreflight(),
		UnsafeNames: f.unsafeNames,
	}
	if k, ok := f.lookUpKey(); ok {
		need.MethodCached, need.NamesCached = f.ua.Preflights.MatchBy(f.ua.Profile.Caching.Rules, k,
			r.Credentials == CredentialsInclude, r.Method, f.unsafeNames, f.ua.Now())
	}
	asked := need.Method || need.Flag || f.ua.Profile.Caching.EveryMethod && len(f.unsafeNames) > 0
	need.Needed = f.decide(algoHTTPFetch, "4.1/1", !need.MethodCached && asked) ||
		f.decide(algoHTTPFetch, "4.1/2", need.NamesCached < len(f.unsafeNames))
	if f.trace != nil && f.trace.Preflight != nil {
		f.trace.Preflight(need)
	}
	return need.Needed
}

// laterCheck is the CORS check that the profile makes of a redirect when the next
// preflight is over.
func (f *Fetch) laterCheck(res Response) Check {
	r, change := &f.request, f.ua.Profile.Redirect.Credentials
	if f.redirectCount == 0 || !IsRedirectStatus(res.Status) || r.Redirect != RedirectFollow {
		return Check{}
	}
	mode := change(r.Credentials, f.redirection(res.Status, origin.Origin{}))
	return CORSCheck(f.serializedOrigin, mode, res.Headers)
}

// lookUpKey is what cache entries are found by, if the request may use any.
func (f *Fetch) lookUpKey() (cache.Key, bool) {
	if f.ua.Preflights == nil {
		return cache.Key{}, false
	}
	p := &f.ua.Profile.Caching
	if lookUp, _ := p.use(&f.request); !lookUp {
		return cache.Key{}, false
	}
	k, finding := f.cacheKey(), FindsAll
	if p.Finds != nil {
		finding = p.Finds(&f.request, f.taint)
	}
	return k, finding == FindsAll || finding == FindsOwn && slices.Contains(f.own, k)
}

// httpFetchReceived is HTTP fetch from step 4.4 on.
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (f *Fetch) httpFetchReceived(n *network) {
	r := &f.request
	if n.isNetworkError() {
		// A network error fails the CORS check (4.4), or is returned as it is (7).
		f.networkError(PhaseResponse, *n.failed, n.err)
		return
	}
	// 4.4.
	if f.tainting == TaintingCORS {
		if f.trace != nil || !passesCORSCheck(f.serializedOrigin, r.Credentials, n.Headers) {
			c := corsCheck(f.trace, f.redirectCount, f.serializedOrigin, r.Credentials, n.Headers)
			if f.trace.check(PhaseResponse, &c); f.decide(algoHTTPFetch, "4.4", !c.Passed()) {
				f.networkError(PhaseResponse, c, nil)
				return
			}
		}
		if f.ua.Profile.Redirect.Credentials != nil {
			f.later = nil
			if c := f.laterCheck(n.Response); !c.Passed() {
				f.later = &c
			}
		}
	}
	// 4.5.
	if f.decide(algoHTTPFetch, "4.5", !f.taoCheck(n.Headers)) {
		f.timingAllowFailed = true
	}
	// 5.
	if f.tainting == TaintingOpaque {
		policy := EmbedderPolicyUnsafeNone
		if r.Client != nil {
			policy = r.Client.EmbedderPolicy
		}
		policy = f.ua.Profile.Response.embedderPolicy(policy, n.Headers)
		c := CrossOriginResourcePolicyCheck(r.Origin, policy, f.current(), f.includeCredentials, n.Headers, f.ua.Sites)
		if f.trace.check(PhaseResponse, &c); f.decide(algoHTTPFetch, "5", !c.Passed()) {
			f.networkError(PhaseResponse, c, nil)
			return
		}
	}
	// 6.
	if f.decide(algoHTTPFetch, "6", f.ua.Profile.Redirect.is(n.Response, r.Redirect)) {
		switch r.Redirect { // 6.3
		case RedirectError:
			f.decide(algoHTTPFetch, "6.3/error", true)
			c := refuse(CodeRedirectModeError, algoHTTPFetch, "6.3/error")
			c.Got = strconv.Itoa(n.Status)
			f.networkError(PhaseRedirect, c, nil)
		case RedirectManual:
			f.decide(algoHTTPFetch, "6.3/manual", true)
			if f.manualFails(n.Response) {
				return
			}
			// Not modelled: the next manual redirect steps of a navigation.
			f.mainFetchReturned(n.Response, !f.decide(algoHTTPFetch, "6.3/manual.1", r.Mode == ModeNavigate), nil)
		default:
			f.decide(algoHTTPFetch, "6.3/follow", true)
			f.httpRedirectFetch(n.Response)
		}
		return
	}
	f.mainFetchReturned(n.Response, false, nil) // 7
}
