package fetch

import (
	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// Profile says where a user agent departs from the standard: seams of the
// algorithms, each filled or not. The zero value departs nowhere. Package
// fetch/profile has those of the browsers. A Profile is read, never changed; its
// functions must be pure.
type Profile struct {
	// Name is the profile's name; "" is the standard.
	Name string

	Request   RequestRules
	Preflight PreflightRules
	Caching   CachingRules
	Redirect  RedirectRules
	Response  ResponseRules
}

// RequestRules are the seams of a request as it begins and as it is sent.
type RequestRules struct {
	// Refuses reports why a request is not begun, and what is wrong with it: main
	// fetch, 1. No code refuses nothing. Nil is none, always.
	Refuses func(*Request) (code Code, got string)
	// BadPort replaces [IsBadPort]: "block bad port", 2. Nil is that.
	BadPort func(port uint16) bool
	// CORSWithoutCredentials says that a URL loses its credentials where it is
	// fetched for CORS, main fetch, 12, and that its response has them all the same.
	CORSWithoutCredentials bool
	// Prepare changes a request before it is fetched. It may change the header
	// list in place. Nil changes nothing. It stands in for nothing of "fetch": the
	// standard keeps the request as the API made it.
	Prepare func(*Request)
	// ContentType returns the Content-Type of an XMLHttpRequest with a text body,
	// given the one that script set, which is not empty, and what send(), 4.5.1,
	// made of it. Nil is the latter.
	ContentType func(set, corrected string) string
	// Sent changes the header list once the names a preflight asks for are known.
	// Nil changes nothing.
	Sent func(header.List) header.List
	// OriginWhateverPolicy says that the referrer policy does not make an Origin
	// header "null": "append a request `Origin` header", 4.1, is left out.
	OriginWhateverPolicy bool
	// NullOnceMoved says that outside of CORS an Origin header is "null" once a
	// redirect led to another origin: "append a request `Origin` header", 4.
	NullOnceMoved bool
	// KeepsOrigin says that outside of CORS a request keeps the Origin header it was
	// sent with when redirected within an origin, whatever its method has become,
	// and that the referrer policy counts before the first redirect only: "append a
	// request `Origin` header", 4 and 4.1.
	KeepsOrigin bool
	// MixedAfterPreflight says that a redirected request is looked at as mixed
	// content when its preflight is over: main fetch, 7.
	MixedAfterPreflight bool
}

// PreflightRules are the seams of CORS-preflight fetch.
type PreflightRules struct {
	// UnsafeNames appends the names that a preflight asks for, sorted and
	// lowercase: "CORS-unsafe request-header names", as used in main fetch, 12,
	// HTTP fetch, 4.1, and CORS-preflight fetch, 4. Nil is
	// [safelist.AppendUnsafeRequestHeaderNames].
	UnsafeNames func(dst []string, headers header.List) []string
	// NamesAfterRedirect is UnsafeNames of a request that was redirected, given the
	// names of the request as it began and the last redirect. Nil is UnsafeNames.
	NamesAfterRedirect func(dst, first []string, last Redirection) []string
	// Again reports whether a redirected request gets a preflight that it no
	// longer needs, given whether it had one and the names it began with: main
	// fetch, 12. Nil is never.
	Again func(had bool, first []string) bool
	// Untainted says that preflights know nothing of redirect-taint: they are sent
	// and judged for the request's own origin, and not judged at all where that is
	// the URL's: CORS-preflight fetch, 6 and 7.
	Untainted bool
	// JudgesTypeAsSet says that of the Content-Type of an XMLHttpRequest the one
	// that script set must be safe too, not only what send() made of it:
	// "CORS-unsafe request-header names".
	JudgesTypeAsSet bool
	// Tokens extracts a list: CORS-preflight fetch, 7.1 and 7.2. False is failure.
	// Nil is [header.List.ExtractTokens].
	Tokens func(headers header.List, name string) (tokens []string, ok bool)
	// ListsFlagged says that the method must be listed for a request whose
	// use-CORS-preflight flag is set too: CORS-preflight fetch, 7.4, is left out.
	ListsFlagged bool
	// WildcardCoversAuthorization leaves out CORS-preflight fetch, 7.6.
	WildcardCoversAuthorization bool
}

// CachingRules are the seams of the CORS-preflight cache.
type CachingRules struct {
	// Rules are how entries match and are updated.
	Rules cache.Rules
	// Use says whether a request looks into the cache, and whether it stores what
	// its preflight allows: HTTP fetch, 4.1, and CORS-preflight fetch, 7.11. Nil
	// is both, always.
	Use func(*Request) (lookUp, store bool)
	// Key changes what a request's entries are found by: "cache entry match". The
	// key it is given has the serialized origin, "null" once it is tainted. Nil
	// changes nothing.
	Key func(k cache.Key, r *Request) cache.Key
	// Finds says which entries a request finds: "cache entry match". Nil is all that
	// match.
	Finds func(r *Request, taint Taint) Finding
	// MaxAge is how many seconds entries live, and whether they are stored at all:
	// CORS-preflight fetch, 7.8 to 7.10. Nil is Access-Control-Max-Age as the
	// standard has it, and the cache's own limit.
	MaxAge func(headers header.List) (seconds uint64, store bool)
	// Unlisted are methods that every answer allows in the cache, listed or not:
	// CORS-preflight fetch, 7.12 and 7.13.
	Unlisted []string
	// EveryMethod says that the method must be found too when names are looked up,
	// whatever method it is: HTTP fetch, 4.1.
	EveryMethod bool
	// StoresRefused says that an answer is stored that does not allow what was
	// asked: CORS-preflight fetch, 7.5 to 7.7 come after 7.15.
	StoresRefused bool
	// Keeps says that a network error clears no entries: main fetch,
	// 12/use-cors-preflight-flag-set.3.
	Keeps bool
	// ClearsFor reports whether a network error of this code clears entries: main
	// fetch, 12/use-cors-preflight-flag-set.3. Nil is that all do.
	ClearsFor func(Code) bool
	// ClearsLastSent says that the entries cleared are those of the URL that a
	// request was last sent to: main fetch, 12/use-cors-preflight-flag-set.3.
	ClearsLastSent bool
	// ClearsSimple says that a CORS request that needed no preflight clears
	// entries too when it fails: main fetch, 12/otherwise.
	ClearsSimple bool
}

// Finding is which entries of the CORS-preflight cache a request finds.
type Finding uint8

// The findings.
const (
	FindsAll  Finding = iota // those that match
	FindsOwn                 // of those, what redirects of the same fetch stored
	FindsNone                // none
)

// RedirectRules are the seams of HTTP-redirect fetch.
type RedirectRules struct {
	// Is reports whether a response with a redirect status is a redirect, in this
	// redirect mode: HTTP fetch, 6. Nil is that it is.
	Is func(Response, RedirectMode) bool
	// ManualFails says that a location URL that is failure is a network error where
	// redirects are manual too: HTTP fetch, 6.3/manual.
	ManualFails bool
	// Location replaces [LocationURL]: 3. Nil is that.
	Location func(res Response, u origin.URL, fragment string, hasFragment bool) (origin.URL, header.Extraction)
	// RefusesCredentials replaces the conditions of 9 and 10 on where a URL with
	// credentials may be redirected to; later is that it is refused once the next
	// preflight is over. Nil is those.
	RefusesCredentials func(Redirection) (refuses, later bool)
	// Refuses refuses what the standard follows, before 12. Nil refuses nothing.
	Refuses func(Redirection) bool
	// Credentials is the mode of a second CORS check of the response to a request
	// that was redirected, when it is a redirect itself; it is made once the next
	// preflight is over: HTTP fetch, 4.4. Nil is no second check.
	Credentials func(CredentialsMode, Redirection) CredentialsMode
	// BecomesGET replaces the condition of 12. Nil is that.
	BecomesGET func(Redirection) bool
	// DropsAnew says that a redirect drops headers of those that the request began
	// with, as if it still had the method it began with: what earlier redirects
	// dropped is back, unless this one drops it too: 12.2 and 13.
	DropsAnew bool
	// Drops reports whether a header is dropped, with Authorization or without: 13.
	// Nil drops no more than that.
	Drops func(name string, r Redirection) bool
}

// Redirection is a redirect that is about to be followed.
type Redirection struct {
	Status   int
	Method   string
	Mode     Mode
	Tainting ResponseTainting
	Taint    Taint
	// Origin is the request's; First is the origin of its first URL, From that of
	// its current one, To that of the location URL, zero where that is not known.
	Origin, First, From, To origin.Origin
	// Hop counts the redirects followed before.
	Hop           int
	InitiatorType InitiatorType
	// BecomesGET says that 12 applies: the body is dropped and its headers with it.
	BecomesGET bool
}

// ResponseRules are the seams of a response as it arrives.
type ResponseRules struct {
	// Received returns the header list that the algorithms see of what an HTTP
	// parser delivers. It must not change the list it is given. Nil is that list.
	Received func(header.List) header.List
	// DataURL changes the header list of the response to a data: URL that has this
	// body: scheme fetch, 3/data. It may do so in place. Nil changes nothing.
	DataURL func(r *Request, l header.List, body []byte) header.List
	// NamesAsTheyAre reports whether script sees the names of a response's headers
	// as they are: "sort and combine", 2 and "convert header names to a
	// sorted-lowercase set" have no say. Nil is never.
	NamesAsTheyAre func(*Request) bool
	// UnknownPolicyAllows says that an unknown Cross-Origin-Resource-Policy is not
	// like none for an embedder policy: cross-origin resource policy internal
	// check, 3.
	UnknownPolicyAllows bool
	// Malformed reports whether an HTTP parser makes no response of these headers:
	// HTTP-network fetch, 8.1. Nil is that it always does.
	Malformed func(header.List) bool
	// Exposed replaces [ExposedHeaderNames]: main fetch, 14.1. Nil is that.
	Exposed func(*Request, header.List) []string
}

// prepare is what happens before a fetch starts.
func (p *Profile) prepare(f *Fetch) {
	if set := f.request.typeSet; p.Request.ContentType != nil && set != "" {
		corrected, _ := f.request.Headers.Get("Content-Type")
		f.request.Headers.Set("Content-Type", p.Request.ContentType(set, corrected))
	}
	if p.Request.Prepare != nil {
		p.Request.Prepare(&f.request)
	}
	if p.Preflight.NamesAfterRedirect != nil || p.Preflight.Again != nil {
		f.firstNames = p.Preflight.unsafeNames(f.firstNames, f.headersAsSet())
	}
	if p.Request.Sent != nil {
		f.request.Headers = p.Request.Sent(f.request.Headers)
	}
}

func (p *RequestRules) refuses(r *Request) (Code, string) {
	if p.Refuses == nil {
		return "", ""
	}
	return p.Refuses(r)
}

func (p *RequestRules) badPort(port uint16) bool {
	if p.BadPort != nil {
		return p.BadPort(port)
	}
	return IsBadPort(port)
}

func (p *PreflightRules) unsafeNames(dst []string, l header.List) []string {
	if p.UnsafeNames != nil {
		return p.UnsafeNames(dst, l)
	}
	return safelist.AppendCORSUnsafeRequestHeaderNames(dst, l)
}

// extractTokens is CORS-preflight fetch, 7.1 and 7.2.
func (p *PreflightRules) extractTokens(l header.List, name string) ([]string, header.Extraction) {
	if p.Tokens == nil {
		return l.ExtractTokens(name)
	}
	tokens, ok := p.Tokens(l, name)
	switch {
	case !ok:
		return nil, header.Failure
	case !l.Contains(name):
		return nil, header.Null
	}
	return tokens, header.Values
}

func (p *PreflightRules) eachToken(l header.List, name string, yield func(string) bool) header.Extraction {
	if p.Tokens == nil {
		tokens, result := l.Tokens(name)
		tokens.All()(yield)
		return result
	}
	tokens, result := p.extractTokens(l, name)
	for _, token := range tokens {
		if !yield(token) {
			break
		}
	}
	return result
}

func (p *PreflightRules) again(had bool, first []string) bool {
	return p.Again != nil && p.Again(had, first)
}

func (p *CachingRules) use(r *Request) (lookUp, store bool) {
	if p.Use != nil {
		return p.Use(r)
	}
	return true, true
}

func (p *RedirectRules) is(res Response, mode RedirectMode) bool {
	return IsRedirectStatus(res.Status) && (p.Is == nil || p.Is(res, mode))
}

func (p *RedirectRules) location(res Response, u origin.URL, fragment string, hasFragment bool) (origin.URL, header.Extraction) {
	if p.Location != nil {
		return p.Location(res, u, fragment, hasFragment)
	}
	return LocationURL(res, u, fragment, hasFragment)
}

// refusesForeignCredentials is the condition of HTTP-redirect fetch, 9, for a URL
// with credentials.
func (p *RedirectRules) refusesForeignCredentials(r Redirection) bool {
	if p.RefusesCredentials != nil {
		refuses, later := p.RefusesCredentials(r)
		return refuses && !later
	}
	return r.Mode == ModeCORS && !r.Origin.SameOrigin(r.To)
}

// refusesTaintedCredentials is the condition of HTTP-redirect fetch, 10, for a URL
// with credentials.
func (p *RedirectRules) refusesTaintedCredentials(r Redirection) bool {
	return p.RefusesCredentials == nil && r.Tainting == TaintingCORS
}

func (p *RedirectRules) refusesCredentialsLater(r Redirection) bool {
	if p.RefusesCredentials == nil {
		return false
	}
	refuses, later := p.RefusesCredentials(r)
	return refuses && later
}

func (p *RedirectRules) refuses(r Redirection) bool { return p.Refuses != nil && p.Refuses(r) }

func (p *RedirectRules) becomesGET(r Redirection) bool {
	if p.BecomesGET != nil {
		return p.BecomesGET(r)
	}
	return (r.Status == 301 || r.Status == 302) && r.Method == "POST" ||
		r.Status == 303 && r.Method != "GET" && r.Method != "HEAD"
}

// exposed appends the CORS-exposed header-name list to dst.
func (p *ResponseRules) exposed(dst []string, r *Request, l header.List) []string {
	if p.Exposed != nil {
		return append(dst, p.Exposed(r, l)...)
	}
	return appendExposedHeaderNames(dst, r.Credentials, l)
}

func (p *ResponseRules) namesAsTheyAre(r *Request) bool {
	return p.NamesAsTheyAre != nil && p.NamesAsTheyAre(r)
}

// embedderPolicy is the policy that a response is judged by.
func (p *ResponseRules) embedderPolicy(policy EmbedderPolicy, l header.List) EmbedderPolicy {
	if !p.UnknownPolicyAllows {
		return policy
	}
	if got, _ := l.Get("Cross-Origin-Resource-Policy"); got != "" {
		return EmbedderPolicyUnsafeNone // one that is known is judged whatever the policy
	}
	return policy
}

func (p *ResponseRules) malformed(l header.List) bool { return p.Malformed != nil && p.Malformed(l) }

func (p *ResponseRules) received(l header.List) header.List {
	if p.Received != nil {
		return p.Received(l)
	}
	return l
}
