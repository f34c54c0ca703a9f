package fetch

import (
	"slices"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/origin"
)

// Fetch is one fetch under way: the standard's call tree, cut where it touches
// the network. A Fetch is used by one goroutine at a time.
type Fetch struct {
	ua       *UserAgent
	observer *observer // nil: no trace and no profile

	// request is the standard's request, the machine's own copy: the algorithms
	// change it. Its URL is the first of urls.
	request  Request
	urls     []origin.URL // the URL list
	target   *target      // what the current URL is to the request
	furthest Relation     // the furthest relation of all URLs in the URL list
	taint    Taint        // redirect-taint of request
	tainting ResponseTainting
	// serializedOrigin is the byte-serialized request origin:
	// https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin
	serializedOrigin string
	// unsafeNames are the CORS-unsafe request-header names of this hop. Its items
	// are never changed.
	unsafeNames []string

	redirectCount     int
	locationURL       origin.URL // of the redirect that is being followed
	timingAllowFailed bool
	// withPreflight says that main fetch has called HTTP fetch with
	// makeCORSPreflight: its network error clears cache entries.
	withPreflight bool
	methodCached  bool // there is a method cache entry match

	state state
	out   Outgoing
	// isNewConnectionFetch says that the request under way is sent again, its
	// first answer having been 421.
	isNewConnectionFetch bool
	// includeCredentials is what the request last sent was to include; out is the
	// embedder's to change.
	includeCredentials bool
	record             fetchRecord    // in the page's fetch group
	allowed            preflightLists // of the last answer to a preflight

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
	// Body describes the body to send. A preflight has none.
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
// result. It must not be an interim (1xx) response; 101 is final in mode
// "websocket".
func (f *Fetch) Receive(res Response) *Outgoing {
	// HTTP-network fetch, 8.5: 101 is final where a WebSocket is to be opened
	if res.Status < 200 && !(res.Status == 101 && f.request.Mode == ModeWebSocket && f.state == sentRequest) {
		if f.Next() != nil {
			f.end(ErrStatus)
		}
		return nil
	}
	return f.receive(network{Response: res})
}

// Fail tells the fetch that the transport failed: no connection, no response.
// The error is what the resulting NetworkError unwraps to; it may be nil.
func (f *Fetch) Fail(err error) *Outgoing {
	return f.receive(networkFailure(CodeNetwork, algoNetwork, "8.1", err)) // HTTP-network fetch, 8.1: there is no connection: network error
}

// Abort ends the fetch with an aborted network error. It returns nil.
//
// https://fetch.spec.whatwg.org/#fetch-controller-abort
func (f *Fetch) Abort() *Outgoing {
	return f.receive(networkFailure(CodeAborted, algoNetwork, "9", nil)) // HTTP-network fetch, 9: called off: network error
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

// network is what came back from the network: a response, or a network error.
type network struct {
	Response
	failed Check // refused: a network error
	err    error
}

func networkFailure(code Code, a Algorithm, step string, err error) network {
	return network{failed: refuse(code, a, step), err: err}
}

func (n *network) isNetworkError() bool { return !n.failed.Passed() }

func (f *Fetch) receive(n network) *Outgoing {
	if f.Next() != nil {
		f.httpNetworkOrCacheFetchReturned(f.observer.receive(n))
	}
	return f.Next()
}

// end ends the fetch, with an error or with f.result.
func (f *Fetch) end(err error) {
	f.state = done
	if f.err = err; err != nil || f.result.NullBody {
		f.BodyDone()
	}
}

// newNetworkError is the network error that a refusal makes of the fetch.
func (f *Fetch) newNetworkError(p Phase, c Check, err error) *NetworkError {
	return &NetworkError{
		Check: c, Phase: p, Hop: f.redirectCount, Err: err,
		Method: f.request.Method, URL: f.current().WithoutCredentials().StringExcludingFragment(),
		Origin:      f.serializedOrigin,
		Credentials: f.request.Credentials == CredentialsInclude,
		UnsafeNames: slices.Clone(f.unsafeNames),
	}
}

// current is the request's current URL.
func (f *Fetch) current() origin.URL { return f.target.url }

// refuse makes a check that has no header to show.
func refuse(code Code, a Algorithm, step string) Check {
	return Check{Code: code, Algorithm: a, Step: step}
}

// appendURL appends u to the request's URL list, and brings up to date what
// follows from the list.
func (f *Fetch) appendURL(u origin.URL) {
	f.urls = append(f.urls, u)
	if len(f.urls) == 1 {
		f.look(&f.known.first)
	} else {
		last := f.target.origin
		f.look(&f.known.redirected)
		f.taint = nextTaint(f.taint, f.request.Origin, last, f.target.origin, f.ua.Sites)
	}
	f.serializedOrigin = SerializeRequestOrigin(f.request.Origin, f.taint)
}

// cacheKey is what cache entries of the request are found by, if it uses any.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (f *Fetch) cacheKey(use seam.Use) (cache.Key, bool) {
	if f.ua.Preflights == nil {
		return cache.Key{}, false
	}
	current := f.current()
	k := cache.Key{Origin: f.serializedOrigin, URL: current.String()}
	if f.request.Client != nil {
		k.Partition = f.networkPartitionKey()
	}
	return f.observer.entries(use, k)
}
