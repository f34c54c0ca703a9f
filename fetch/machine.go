package fetch

import (
	"errors"
	"slices"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Fetch is one fetch under way: the standard's call tree, cut where it touches
// the network. A Fetch is used by one goroutine at a time.
type Fetch struct {
	ua    *UserAgent
	trace *Trace

	// request is the standard's request, the machine's own copy: the algorithms
	// change it. Its URL is the first of urls.
	request  Request
	urls     []origin.URL // the URL list
	target   *target      // what the current URL is to the request
	furthest Taint        // the furthest relation of all URLs in the URL list
	taint    Taint        // redirect-taint of request
	tainting ResponseTainting
	// serializedOrigin is the byte-serialized request origin:
	// https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin
	serializedOrigin string

	redirectCount     int
	timingAllowFailed bool
	// withPreflight says that a main fetch that has not returned runs HTTP fetch
	// with makeCORSPreflight: a network error clears cache entries.
	withPreflight bool

	// last is the last redirect, if the profile asks for it.
	last *Redirection
	// firstMethod and firstHeaders are those of the request as it began, if the
	// profile asks for them.
	firstMethod  string
	firstHeaders header.List
	// own are the keys of what this fetch stored, if the profile asks for them.
	own []cache.Key
	// later is a check of the last redirect that the profile makes when the next
	// preflight is over, if it does not pass.
	later *Check
	// moved says that a redirect led to another origin.
	moved bool
	// keptOrigin is the Origin header that the profile sends since it was sent.
	keptOrigin string

	// unsafeNames are the CORS-unsafe request-header names of this hop, firstNames
	// those of the request as it began, if the profile asks for them. Their items are
	// never changed.
	unsafeNames, firstNames []string

	state state
	out   Outgoing
	// plain says that none of out's lines has a name that the algorithms append, set
	// or look for, but those that they appended or set.
	plain bool
	// isNewConnectionFetch says that the request under way is sent again, its
	// first answer having been 421.
	isNewConnectionFetch bool
	// includeCredentials is what the request last sent was to include; out is the
	// embedder's to change.
	includeCredentials bool

	result  FilteredResponse
	visible header.List // what result.Headers is built in, kept for reuse
	exposed []string    // what result.ExposedHeaderNames is built in, likewise
	known   *foundOut   // what an earlier use of the Fetch has found out
	err     error
}

// state says where in the call tree the fetch waits.
type state uint8

const (
	unstarted     state = iota
	done                // the call tree has returned
	sentPreflight       // in CORS-preflight fetch, step 6
	sentRequest         // in HTTP fetch, step 4.3
)

// Outgoing is one request to be sent. It is valid until the next call on the Fetch.
type Outgoing struct {
	// Preflight says that this is a CORS-preflight request.
	Preflight bool
	// Hop counts the redirects followed before.
	Hop int
	// Method is a token, sent as it is.
	Method string
	// URL is the current URL. Its userinfo and fragment are never sent in the
	// request line.
	URL origin.URL
	// Headers are the lines the standard appends or keeps, in order. What HTTP
	// itself needs (Host, Connection, Accept-Encoding …), User-Agent,
	// Accept-Language and Cookie are the embedder's.
	Headers header.List
	// Body describes the body to send. A preflight has none. Not modelled: over
	// HTTP/1.x a stream cannot be sent (HTTP-network fetch, 8.3); an embedder with
	// such a connection calls Fail.
	Body Body
	// Credentials says whether to include credentials: cookies, TLS client
	// certificates and authentication entries.
	Credentials bool
	// SameSite says which cookies may go, if credentials are included.
	SameSite SameSiteMode
	// StoreCookies says whether Set-Cookie of the response may be stored. It
	// holds whatever the CORS check says of the response afterwards.
	StoreCookies bool
	// CacheMode is the cache mode, for an HTTP cache outside.
	CacheMode CacheMode
	// NewConnection asks for a new connection: the last one answered 421.
	NewConnection bool
}

func (f *Fetch) reset(ua *UserAgent, req *Request) {
	headers := append(f.request.Headers[:0], req.Headers...)
	urls, visible, exposed, sent := f.urls[:0], f.visible[:0], f.exposed[:0], f.out.Headers[:0]
	firstNames, firstHeaders, known := f.firstNames[:0], f.firstHeaders[:0], f.known
	if f.ua != ua {
		known = nil
	}
	*f = Fetch{}
	f.ua, f.trace = ua, req.Trace
	f.request = *req
	f.request.Headers = headers
	f.urls, f.visible, f.exposed, f.out.Headers = urls, visible, exposed, sent
	f.firstNames, f.firstHeaders, f.known = firstNames, firstHeaders, known
	if f.known == nil {
		f.known = new(foundOut)
	}
	if f.request.Method == "" {
		f.request.Method = "GET"
	}
	if f.request.Origin.IsZero() && f.request.Client != nil {
		f.request.Origin = f.request.Client.Origin // populate request from client, 2.2
	}
	ua.Profile.prepare(f)
}

// Next returns the request to send, or nil when the fetch is done.
func (f *Fetch) Next() *Outgoing {
	if f.state == sentPreflight || f.state == sentRequest {
		return &f.out
	}
	return nil
}

// Receive tells the fetch what the request that Next or the last call returned
// was answered with, and returns the next request to send, or nil when the
// fetch is done. The header list is kept until the fetch is done, and in its
// result. It must not be an interim (1xx) response.
func (f *Fetch) Receive(res Response) *Outgoing {
	f.receive(&network{Response: res})
	return f.Next()
}

// Fail tells the fetch that the transport failed: no connection, no response.
// The error is what the resulting NetworkError unwraps to; it may be nil.
func (f *Fetch) Fail(err error) *Outgoing {
	f.receive(&network{failed: &Check{Code: CodeNetwork, Algorithm: algoNetwork, Step: "8.1"}, err: err})
	return f.Next()
}

// Abort ends the fetch with an aborted network error. It returns nil.
//
// https://fetch.spec.whatwg.org/#fetch-controller-abort
func (f *Fetch) Abort() *Outgoing {
	f.receive(&network{failed: &Check{Code: CodeAborted, Algorithm: algoNetworkOrCache, Step: "9"}})
	return f.Next()
}

// Result returns what a fetch that is done ended with: a filtered response, or
// a *NetworkError. Both belong to the Fetch: they are valid until it is reused.
func (f *Fetch) Result() (*FilteredResponse, error) {
	switch {
	case f.state != done:
		return nil, ErrNotDone
	case f.err != nil:
		return nil, f.err
	}
	return &f.result, nil
}

// errMalformed is the transport's error where the profile makes no response of headers.
var errMalformed = errors.New("several lines of one header contradict each other")

// network is what came back from the network: a response, or a network error.
type network struct {
	Response
	failed *Check // not nil: a network error
	err    error
}

func (n *network) isNetworkError() bool { return n.failed != nil }

func (f *Fetch) receive(n *network) {
	switch waiting := f.state == sentPreflight || f.state == sentRequest; {
	case !waiting:
	case !n.isNetworkError() && n.Status < 200:
		f.end(ErrStatus)
	default:
		if f.ua.Profile.Response.malformed(n.Headers) {
			n = &network{failed: &Check{Code: CodeNetwork, Algorithm: algoNetwork, Step: "8.1"}, err: errMalformed}
		}
		n.Headers = f.ua.Profile.Response.received(n.Headers)
		f.httpNetworkOrCacheFetchReturned(n)
	}
}

func (f *Fetch) end(err error) {
	f.state = done
	f.err = err
}

// networkError ends the fetch: a network error goes up through every algorithm
// that has not returned, and on its way clears cache entries (main fetch, step
// 12/use-cors-preflight-flag-set.3).
func (f *Fetch) networkError(p Phase, c Check, err error) {
	if f.clearsCacheEntries(c.Code) && f.decide(algoMainFetch, "12/use-cors-preflight-flag-set.3", true) && f.ua.Preflights != nil {
		f.ua.Preflights.Clear(f.clearedKey())
	}
	f.endWith(p, c, err)
}

// endWith ends the fetch with a network error that main fetch itself makes of a
// response, once the algorithms it called have returned.
func (f *Fetch) endWith(p Phase, c Check, err error) {
	f.end(&NetworkError{
		Check: c, Phase: p, Hop: f.redirectCount, Err: err,
		Method: f.request.Method, URL: f.current().WithoutCredentials().StringExcludingFragment(),
		Origin:      f.serializedOrigin,
		Credentials: f.request.Credentials == CredentialsInclude,
		UnsafeNames: slices.Clone(f.unsafeNames),
	})
}

// current is the request's current URL.
func (f *Fetch) current() origin.URL { return f.target.url }

// decide tells the trace of a decision and returns whether its condition held.
func (f *Fetch) decide(a Algorithm, step string, held bool) bool {
	if f.trace != nil {
		f.decided(a, step, held)
	}
	return held
}

// decided is not inlined, so that decide is.
//
//go:noinline
func (f *Fetch) decided(a Algorithm, step string, held bool) {
	f.trace.decide(a, step, f.redirectCount, held)
}

// refuse makes a check that has no header to show.
func refuse(code Code, a Algorithm, step string) Check {
	return Check{Code: code, Algorithm: a, Step: step}
}

// clearsCacheEntries reports whether a network error clears the request's cache entries.
func (f *Fetch) clearsCacheEntries(code Code) bool {
	p := &f.ua.Profile.Caching
	return !p.Keeps && (p.ClearsFor == nil || p.ClearsFor(code)) && (f.withPreflight || p.ClearsSimple && f.tainting == TaintingCORS)
}

// clearedKey is what the cache entries to be cleared are found by.
func (f *Fetch) clearedKey() cache.Key {
	if f.ua.Profile.Caching.ClearsLastSent && !f.out.URL.IsZero() {
		return f.cacheKeyOf(f.out.URL)
	}
	return f.cacheKey()
}

// cacheKey is what the request's cache entries are found by.
func (f *Fetch) cacheKey() cache.Key { return f.cacheKeyOf(f.current()) }

func (f *Fetch) cacheKeyOf(u origin.URL) cache.Key {
	k := cache.Key{Origin: f.serializedOrigin, URL: u.String()}
	if f.request.Client != nil {
		// Fast path: the network partition key is a site, which may be known.
		k.Partition = *f.known.topLevel.of(f.request.Client.topLevelOrigin(), f.ua.Sites)
	}
	if change := f.ua.Profile.Caching.Key; change != nil {
		return change(k, &f.request)
	}
	return k
}

// findUnsafeNames computes the CORS-unsafe request-header names of this hop.
func (f *Fetch) findUnsafeNames() {
	p := &f.ua.Profile.Preflight
	switch {
	case p.NamesAfterRedirect == nil:
		f.unsafeNames = f.known.names.of(f.headersAsSet(), p) // fast path: as the last time
	case f.redirectCount == 0:
		f.unsafeNames = f.firstNames
	default:
		f.unsafeNames = p.NamesAfterRedirect(nil, f.firstNames, *f.last)
	}
	if f.typeCorrected() && !slices.Contains(f.unsafeNames, "content-type") {
		value, _ := f.request.Headers.Get("Content-Type")
		f.unsafeNames = p.unsafeNames(slices.Clone(f.unsafeNames), header.List{{Name: "Content-Type", Value: value}})
		slices.Sort(f.unsafeNames)
	}
}

// typeCorrected reports whether the request has a Content-Type of which the profile
// judges what script set it to, besides what it is.
func (f *Fetch) typeCorrected() bool {
	r := &f.request
	return f.ua.Profile.Preflight.JudgesTypeAsSet && r.typeSet != "" && r.Headers.Contains("Content-Type")
}

// headersAsSet is the header list whose unsafe names are asked for.
func (f *Fetch) headersAsSet() header.List {
	l := f.request.Headers
	if f.typeCorrected() {
		l = l.Clone()
		l.Set("Content-Type", f.request.typeSet)
	}
	return l
}

// keepFirst remembers the request as it began, if the profile asks for it.
func (f *Fetch) keepFirst() {
	if f.ua.Profile.Redirect.DropsAnew {
		f.firstMethod, f.firstHeaders = f.request.Method, append(f.firstHeaders, f.request.Headers...)
	}
}
