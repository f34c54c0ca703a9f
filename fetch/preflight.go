package fetch

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/safelist"
)

// corsPreflightFetch is CORS-preflight fetch up to step 6, where it goes to the
// network; corsPreflightFetchReturned is the rest. The preflight's own fields
// are the standard's defaults: no body, no client, credentials mode
// "same-origin" with response tainting "cors", so no credentials.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) corsPreflightFetch() {
	// 1: an OPTIONS request to the same URLs, of the same origin and referrer
	f.newOutgoing(sentPreflight, "OPTIONS")
	l := &f.out.Headers
	l.Append("Accept", "*/*")                                   // 2: any type will do
	l.Append("Access-Control-Request-Method", f.request.Method) // 3: what is to be sent
	// 5: there are names that need permission
	if f.decide(algoPreflight, "5", len(f.unsafeNames) > 0) {
		value := f.known.joined.of(f.unsafeNames)         // 5.1: with commas and no spaces between them
		l.Append("Access-Control-Request-Headers", value) // 5.2: append them
	}
	// 6: HTTP-network-or-cache fetch, of which the preflight sees only 8.11 to 8.14
	f.appendRequestHeaders(f.preflightOrigin(), TaintingCORS, ModeCORS)
	f.send()
}

// preflightOrigin is the byte-serialized origin that a preflight is sent and judged
// for.
func (f *Fetch) preflightOrigin() string {
	if o := f.observer; o != nil && o.rules.FreshPreflights {
		return f.request.Origin.String()
	}
	return f.serializedOrigin
}

// corsPreflightFetchReturned is CORS-preflight fetch from step 7 on, and what HTTP
// fetch makes of it.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) corsPreflightFetchReturned(n *network) {
	if n.isNetworkError() { // 8: it fails the CORS check
		f.decide(algoHTTPFetch, "4.1.2", true)
		f.networkError(PhasePreflight, n.failed, n.err)
		return
	}
	c := preflightCheck(f.observer, &f.allowed, f.preflightOrigin(), &f.request, f.unsafeNames, n.Response)
	if o := f.observer; o != nil && o.rules.StoresRefused && c.refusesByList() {
		f.storePreflight(n.Headers)
	}
	// HTTP fetch, 4.1.2: it failed: that is the answer
	if f.decide(algoHTTPFetch, "4.1.2", !c.Passed()) {
		f.networkError(PhasePreflight, c, nil)
		return
	}
	f.storePreflight(n.Headers)
	f.httpNetworkOrCacheFetch() // HTTP fetch, 4.3
}

// PreflightCheck judges the response to the CORS-preflight request for r: steps 7
// to 7.7 of CORS-preflight fetch. The request origin is the byte-serialized one,
// "null" once redirects have tainted it.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func PreflightCheck(requestOrigin string, r *Request, response Response) Check {
	request := *r
	request.Method = cmp.Or(r.Method, "GET")
	if !r.Headers.Contains("Accept") { // fetch, 12: it counts among the safelisted values
		request.Headers = r.Headers.Clone()
		request.Headers.Append("Accept", acceptValue(r))
	}
	unsafeNames := safelist.CORSUnsafeRequestHeaderNames(request.Headers)
	return preflightCheck(nil, new(preflightLists), requestOrigin, &request, unsafeNames, response)
}

// preflightLists is what an answer to a preflight lists.
type preflightLists struct{ methods, headerNames []string }

const (
	allowMethods = "Access-Control-Allow-Methods"
	allowHeaders = "Access-Control-Allow-Headers"
)

// preflightCheck is steps 7 to 7.7 of CORS-preflight fetch, for a request with these
// CORS-unsafe request-header names. It returns the first check that does not pass,
// or the last one, and leaves in lists what the answer lists.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func preflightCheck(o *observer, lists *preflightLists, requestOrigin string, r *Request, unsafeNames []string, response Response) (c Check) {
	l, include := response.Headers, r.Credentials == CredentialsInclude
	// conclude tells the trace of a check, which is refused for a reason or passes.
	conclude := func(step, name, want string, refused bool, code Code) {
		c = Check{Algorithm: algoPreflight, Step: step, Header: name, Want: want}
		if refused {
			c.Code = code
		}
		if name != "" && (refused || o != nil) {
			c.Got, _ = l.Get(name)
		}
	}
	// 7: the CORS check passes and the status is 200 to 299
	c = corsCheck(o, requestOrigin, r.Credentials, l)
	if !o.decide(algoPreflight, "7", o.check(PhasePreflight, &c)) {
		return c
	}
	// 8: otherwise: network error
	refused := o.decide(algoPreflight, "8", !IsOKStatus(response.Status))
	conclude("8", "", "200 to 299", refused, CodePreflightStatus)
	if refused && IsRedirectStatus(response.Status) {
		c.Code = CodePreflightRedirect
	}
	if refused || o != nil {
		c.Got = strconv.Itoa(response.Status)
	}
	if !o.check(PhasePreflight, &c) {
		return c
	}
	methods, methodsResult := l.AppendTokens(lists.methods[:0], allowMethods)             // 7.1: the list of methods
	headerNames, headerNamesResult := l.AppendTokens(lists.headerNames[:0], allowHeaders) // 7.2: the list of names
	// 7.3: one of them is malformed: network error
	if o.decide(algoPreflight, "7.3", methodsResult == header.Failure || headerNamesResult == header.Failure) {
		conclude("7.3", allowMethods, "", true, CodeAllowMethodsMalformed)
		if methodsResult != header.Failure {
			conclude("7.3", allowHeaders, "", true, CodeAllowHeadersMalformed)
		}
		o.check(PhasePreflight, &c)
		return c
	}
	// 7.4: no methods at all, and a flag asked for the preflight: the method counts as listed
	if o.decide(algoPreflight, "7.4", methodsResult == header.Null && r.UseCORSPreflight) {
		methods = append(methods, r.Method)
	}
	lists.methods, lists.headerNames = methods, headerNames
	// 7.5: the method is neither listed nor safelisted, and `*` does not cover it: network error
	wildcard := slices.Contains(methods, "*")
	refused = o.decide(algoPreflight, "7.5", !slices.Contains(methods, r.Method) && !safelist.IsCORSSafelistedMethod(r.Method) && (include || !wildcard))
	conclude("7.5", allowMethods, r.Method, refused, CodeMethodNotAllowed)
	if refused && wildcard {
		c.Code = CodeMethodWildcardCredentials
	}
	if !o.check(PhasePreflight, &c) {
		return c
	}
	// 7.6: Authorization is sent and is not listed by name: network error
	listed := newNameSet(headerNames, len(unsafeNames))
	wildcard = slices.Contains(headerNames, "*")
	if o.decide(algoPreflight, "7.6", r.Headers.Contains("Authorization") && !listed.has("authorization")) {
		conclude("7.6", allowHeaders, "authorization", true, CodeHeaderNotAllowed)
		if wildcard {
			c.Code = CodeHeaderWildcardAuthorization
		}
		o.check(PhasePreflight, &c)
		return c
	}
	// 7.7: an unsafe name is not listed, and `*` does not cover it: network error
	c = Check{Algorithm: algoPreflight, Step: "7.7"}
	for i, unsafeName := range unsafeNames {
		if i > 0 && unsafeName == unsafeNames[i-1] {
			continue
		}
		refused := o.decide(algoPreflight, "7.7", !listed.has(unsafeName) && (include || !wildcard))
		conclude("7.7", allowHeaders, unsafeName, refused, CodeHeaderNotAllowed)
		if refused && wildcard {
			c.Code = CodeHeaderWildcardCredentials
		}
		if !o.check(PhasePreflight, &c) {
			return c
		}
	}
	return c
}

// refusesByList reports whether c is a refusal because a list does not allow what
// was asked: steps 7.5 to 7.7.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c Check) refusesByList() bool {
	return !c.Passed() && c.Algorithm == algoPreflight && (c.Step == "7.5" || c.Step == "7.6" || c.Step == "7.7")
}

// storePreflight is steps 7.8 to 7.15 of CORS-preflight fetch.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) storePreflight(l header.List) {
	// 7.11, first because nothing else depends on max-age: no cache: done
	k, ok := f.cacheKey(seam.Store)
	if f.decide(algoPreflight, "7.11", !ok) {
		return
	}
	seconds, result := l.ExtractDeltaSeconds("Access-Control-Max-Age") // 7.8: max-age
	stored := Stored{Hop: f.redirectCount, Methods: f.allowed.methods, Names: f.allowed.headerNames}
	// 7.9: none, or malformed: 5 seconds
	if stored.Default = f.decide(algoPreflight, "7.9", result != header.Values); stored.Default {
		seconds = 5
	}
	// 7.10: more than the limit, which is the cache's: the limit
	stored.MaxAge, stored.Limited = f.ua.Preflights.LimitMaxAge(saturatingSeconds(seconds))
	f.decide(algoPreflight, "7.10", stored.Limited)
	// 7.12 to 7.15: what the cache has lives for max-age, and the rest is put into it
	methods := append(f.allowed.methods, f.unlisted()...)
	if len(methods) > 0 || len(f.allowed.headerNames) > 0 {
		f.ua.Preflights.UpdateBy(f.cacheRules(), k, f.request.Credentials == CredentialsInclude,
			methods, f.allowed.headerNames, stored.MaxAge, f.ua.Now())
	}
	f.observer.stored(stored)
}

// saturatingSeconds makes a duration of seconds, the longest there is if they are more.
func saturatingSeconds(seconds uint64) time.Duration {
	if hi, lo := bits.Mul64(seconds, uint64(time.Second)); hi == 0 && lo <= math.MaxInt64 {
		return time.Duration(lo)
	}
	return math.MaxInt64
}
