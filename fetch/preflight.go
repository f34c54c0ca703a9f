package fetch

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// corsPreflightFetch is CORS-preflight fetch up to step 6, where it goes to the
// network; corsPreflightFetchReturned is the rest. The preflight's own fields
// are the standard's defaults: no body, no client, credentials mode
// "same-origin" with response tainting "cors", so no credentials.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) corsPreflightFetch() {
	f.newOutgoing("OPTIONS") // 1
	f.out.Preflight, f.plain = true, true
	f.appendHeader("Accept", "*/*")                                   // 2
	f.appendHeader("Access-Control-Request-Method", f.request.Method) // 3
	// 5.
	if f.decide(algoPreflight, "5", len(f.unsafeNames) > 0) {
		f.appendHeader("Access-Control-Request-Headers", f.known.joined.of(f.unsafeNames).joined) // 5.1, 5.2
	}
	f.appendRequestHeaders(TaintingCORS, ModeCORS) // 6: HTTP-network-or-cache fetch, 8.11 to 8.14
	if f.ua.Profile.Preflight.Untainted {
		f.out.Headers.Set("Origin", f.preflightOrigin())
	}
	f.send(sentPreflight) // 6
}

// corsPreflightFetchReturned is CORS-preflight fetch from step 7 on.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) corsPreflightFetchReturned(n *network) {
	if n.isNetworkError() { // 7, 8: it fails the CORS check
		f.decide(algoHTTPFetch, "4.1.2", true)
		f.networkError(PhasePreflight, *n.failed, n.err)
		return
	}
	var c Check
	if !f.passesPreflightCheck(&n.Response) {
		c = f.preflightCheck(n.Response)
	}
	if f.ua.Profile.Caching.StoresRefused && refusedByList(c) {
		f.storePreflight(n.Headers)
	}
	if f.decide(algoHTTPFetch, "4.1.2", !c.Passed()) {
		f.networkError(PhasePreflight, c, nil)
		return
	}
	if !f.decide(algoPreflight, "7.11", f.ua.Preflights == nil) {
		f.storePreflight(n.Headers) // 7.8 to 7.15
	}
	f.httpNetworkOrCacheFetch() // HTTP fetch, 4.3
}

// refusedByList reports whether a check failed because a list does not allow
// what was asked: steps 7.5 to 7.7.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func refusedByList(c Check) bool {
	switch c.Code {
	case CodeMethodNotAllowed, CodeMethodWildcardCredentials,
		CodeHeaderNotAllowed, CodeHeaderWildcardCredentials, CodeHeaderWildcardAuthorization:
		return true
	}
	return false
}

// PreflightCheck judges the response to the CORS-preflight request for r: steps 7
// to 7.7 of CORS-preflight fetch. The request origin is the byte-serialized one,
// "null" once redirects have tainted it.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func PreflightCheck(requestOrigin string, r *Request, response Response) Check {
	headers := r.Headers
	if !headers.Contains("Accept") { // fetch, 12: it counts among the safelisted values
		headers = headers.Clone()
		headers.Append("Accept", acceptValue(r))
	}
	p := preflightJudge{
		rules:  new(PreflightRules),
		origin: requestOrigin, method: cmp.Or(r.Method, "GET"), credentials: r.Credentials,
		useCORSPreflight: r.UseCORSPreflight, authorization: headers.Contains("Authorization"),
		unsafeNames: safelist.CORSUnsafeRequestHeaderNames(headers),
	}
	return p.check(response)
}

func (f *Fetch) preflightCheck(response Response) Check {
	var report func(Check)
	if f.trace != nil {
		report = func(c Check) { f.trace.check(PhasePreflight, &c) }
	}
	r := &f.request
	p := preflightJudge{
		rules: &f.ua.Profile.Preflight,
		trace: f.trace, hop: f.redirectCount, report: report,
		origin: f.preflightOrigin(), method: r.Method, credentials: r.Credentials,
		useCORSPreflight: r.UseCORSPreflight, authorization: r.Headers.Contains("Authorization"),
		unsafeNames: f.unsafeNames,
		unjudged:    f.ua.Profile.Preflight.Untainted && f.target.sameOrigin(),
	}
	return p.check(response)
}

// preflightJudge is what CORS-preflight fetch asks of a request.
type preflightJudge struct {
	rules  *PreflightRules
	trace  *Trace
	hop    int
	report func(Check) // nil, or told of each check

	origin           string
	method           string
	credentials      CredentialsMode
	useCORSPreflight bool
	authorization    bool     // a CORS non-wildcard request-header name is in the header list
	unsafeNames      []string // sorted, lowercase
	unjudged         bool     // by the CORS check
}

const (
	allowMethods = "Access-Control-Allow-Methods"
	allowHeaders = "Access-Control-Allow-Headers"
)

func (p *preflightJudge) decide(step string, held bool) bool {
	return p.trace.decide(algoPreflight, step, p.hop, held)
}

func (p *preflightJudge) tell(c *Check) {
	if p.report != nil {
		p.report(*c)
	}
}

// check runs the checks in the order of the standard and returns the first that
// does not pass.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) check(res Response) (c Check) {
	c = corsCheck(p.trace, p.hop, p.origin, p.credentials, res.Headers)
	if p.tell(&c); !p.decide("7", c.Passed() || p.unjudged) { // 7
		return c
	}
	if p.checkStatus(&c, res.Status); !c.Passed() {
		return c
	}
	methods, headerNames := p.methods(res.Headers), p.headerNames(res.Headers) // 7.1, 7.2
	if p.checkLists(&c, &methods, &headerNames, res.Headers); !c.Passed() {
		return c
	}
	if p.checkMethod(&c, &methods, res.Headers); !c.Passed() {
		return c
	}
	p.checkHeaderNames(&c, &headerNames, res.Headers)
	return c
}

// checkStatus is the second half of step 7.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) checkStatus(c *Check, status int) {
	*c = Check{Algorithm: algoPreflight, Step: "7", Want: "200 to 299"}
	ok := p.decide("7", IsOKStatus(status))
	if p.report != nil || !ok {
		c.Got = strconv.Itoa(status)
	}
	if !ok {
		c.Step, c.Code = "8", CodePreflightStatus
		if IsRedirectStatus(status) {
			c.Code = CodePreflightRedirect
		}
	}
	p.tell(c)
}

// listed is what a list header allows of what is asked for.
type listed struct {
	result   header.Extraction
	method   bool    // the request's method is in the list
	names    nameSet // the unsafe names that are in the list
	wildcard bool    // so is `*`
}

// methods is step 7.1.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) methods(l header.List) (methods listed) {
	methods.result = p.rules.eachToken(l, allowMethods, func(method string) bool {
		methods.method = methods.method || method == p.method
		methods.wildcard = methods.wildcard || method == "*"
		return !methods.method
	})
	return methods
}

// headerNames is step 7.2.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) headerNames(l header.List) (headerNames listed) {
	headerNames.names = newNameSet(p.unsafeNames)
	headerNames.result = p.rules.eachToken(l, allowHeaders, func(name string) bool {
		headerNames.wildcard = headerNames.wildcard || name == "*"
		headerNames.names.add(name)
		return true
	})
	return headerNames
}

// checkLists is step 7.3.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) checkLists(c *Check, methods, headerNames *listed, l header.List) {
	switch {
	case p.decide("7.3", methods.result == header.Failure):
		*c = Check{Code: CodeAllowMethodsMalformed, Algorithm: algoPreflight, Step: "7.3", Header: allowMethods}
	case p.decide("7.3", headerNames.result == header.Failure):
		*c = Check{Code: CodeAllowHeadersMalformed, Algorithm: algoPreflight, Step: "7.3", Header: allowHeaders}
	default:
		return
	}
	c.Got, _ = l.Get(c.Header)
	p.tell(c)
}

// checkMethod is steps 7.4 and 7.5.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) checkMethod(c *Check, methods *listed, l header.List) {
	// 7.4.
	if p.decide("7.4", methods.result == header.Null && p.useCORSPreflight && !p.rules.ListsFlagged) {
		methods.method = true
	}
	// 7.5.
	*c = Check{Algorithm: algoPreflight, Step: "7.5", Header: allowMethods, Want: p.method}
	refused := !methods.method && !safelist.IsCORSSafelistedMethod(p.method) && (p.credentials == CredentialsInclude || !methods.wildcard)
	if p.report != nil || refused {
		c.Got, _ = l.Get(allowMethods)
	}
	if p.decide("7.5", refused) {
		c.Code = CodeMethodNotAllowed
		if methods.wildcard {
			c.Code = CodeMethodWildcardCredentials
		}
	}
	p.tell(c)
}

// checkHeaderNames is steps 7.6 and 7.7.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (p *preflightJudge) checkHeaderNames(c *Check, headerNames *listed, l header.List) {
	if len(p.unsafeNames) == 0 {
		// Nothing to ask for: Authorization is never CORS-safelisted.
		p.decide("7.6", false)
		p.decide("7.7", false)
		*c = Check{Algorithm: algoPreflight, Step: "7.7"}
		return
	}
	*c = Check{Algorithm: algoPreflight, Step: "7.7", Header: allowHeaders}
	refuse := func(name string, withWildcard Code) {
		c.Want, c.Code = name, CodeHeaderNotAllowed
		if headerNames.wildcard {
			c.Code = withWildcard
		}
		c.Got, _ = l.Get(allowHeaders)
		p.tell(c)
	}
	// 7.6.
	if p.decide("7.6", p.authorization && !headerNames.names.has("authorization") && !p.rules.WildcardCoversAuthorization) {
		c.Step = "7.6"
		refuse("authorization", CodeHeaderWildcardAuthorization)
		return
	}
	// 7.7.
	if p.report != nil {
		c.Got, _ = l.Get(allowHeaders)
	}
	for i, name := range p.unsafeNames {
		if i > 0 && name == p.unsafeNames[i-1] {
			continue
		}
		if p.decide("7.7", !headerNames.names.at(i) && (p.credentials == CredentialsInclude || !headerNames.wildcard)) {
			refuse(name, CodeHeaderWildcardCredentials)
			return
		}
		c.Want = name
		p.tell(c)
	}
}

// nameSet marks which of some sorted lowercase names have been added. Its cost is
// that of the names added, however many are looked for.
type nameSet struct {
	names []string
	first uint64   // marks of the first 64 names
	rest  []uint64 // marks of the others
}

func newNameSet(names []string) nameSet {
	s := nameSet{names: names}
	if len(names) > 64 {
		s.rest = make([]uint64, (len(names)-64+63)/64)
	}
	return s
}

func (s *nameSet) index(name string) (int, bool) {
	// Fast path: a few names are compared one by one.
	const few = 8
	if len(s.names) <= few {
		for i := range s.names {
			if header.EqualFold(s.names[i], name) {
				return i, true
			}
		}
		return 0, false
	}
	return slices.BinarySearchFunc(s.names, name, compareFold)
}

func (s *nameSet) add(name string) {
	i, ok := s.index(name)
	switch {
	case !ok:
	case i < 64:
		s.first |= 1 << i
	default:
		s.rest[(i-64)/64] |= 1 << ((i - 64) % 64)
	}
}

func (s *nameSet) at(i int) bool {
	if i < 64 {
		return s.first>>i&1 != 0
	}
	return s.rest[(i-64)/64]>>((i-64)%64)&1 != 0
}

// full reports whether all names have been added.
func (s *nameSet) full() bool {
	for i := range s.names {
		if !s.at(i) {
			return false
		}
	}
	return true
}

func (s *nameSet) has(name string) bool {
	i, ok := s.index(name)
	return ok && s.at(i)
}

// compareFold compares a lowercase name with one in any case.
func compareFold(lower, name string) int {
	for i := range min(len(lower), len(name)) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if lower[i] != c {
			return int(lower[i]) - int(c)
		}
	}
	return len(lower) - len(name)
}

// preflightOrigin is the origin that a preflight is sent and judged for.
func (f *Fetch) preflightOrigin() string {
	if f.ua.Profile.Preflight.Untainted {
		return f.request.Origin.String()
	}
	return f.serializedOrigin
}

// storePreflight is steps 7.8 to 7.15.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) storePreflight(l header.List) {
	r, p := &f.request, &f.ua.Profile
	methods, methodsResult := p.Preflight.extractTokens(l, allowMethods)
	names, _ := p.Preflight.extractTokens(l, allowHeaders)
	if methodsResult == header.Null && r.UseCORSPreflight && !p.Preflight.ListsFlagged { // 7.4
		methods = []string{r.Method}
	}
	seconds, result := l.ExtractDeltaSeconds("Access-Control-Max-Age") // 7.8
	stored := Stored{Hop: f.redirectCount, Methods: methods, Names: names}
	// 7.9.
	if stored.Default = f.decide(algoPreflight, "7.9", result != header.Values); stored.Default {
		seconds = 5
	}
	store := true
	if p.Caching.MaxAge != nil {
		seconds, store = p.Caching.MaxAge(l)
	}
	// 7.10.
	stored.MaxAge, stored.Limited = f.ua.Preflights.LimitMaxAge(saturatingSeconds(seconds))
	f.decide(algoPreflight, "7.10", stored.Limited)
	if _, uses := p.Caching.use(r); !store || !uses {
		return
	}
	k := f.cacheKey()
	if p.Caching.Finds != nil {
		f.own = append(f.own, k)
	}
	methods = append(methods, p.Caching.Unlisted...)
	if len(methods) > 0 || len(names) > 0 {
		f.ua.Preflights.UpdateBy(p.Caching.Rules, k, r.Credentials == CredentialsInclude, methods, names, stored.MaxAge, f.ua.Now())
	}
	if f.trace != nil && f.trace.Stored != nil {
		f.trace.Stored(stored)
	}
}

// saturatingSeconds makes a duration of seconds, the longest there is if they are more.
func saturatingSeconds(seconds uint64) time.Duration {
	if hi, lo := bits.Mul64(seconds, uint64(time.Second)); hi == 0 && lo <= math.MaxInt64 {
		return time.Duration(lo)
	}
	return math.MaxInt64
}
