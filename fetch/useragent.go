package fetch

import (
	"errors"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/origin"
)

// UserAgent is what fetches share. The zero value is a user agent that follows
// the standard to the letter and provides no CORS-preflight cache. A UserAgent
// must not change once a fetch has started; it may start any number of fetches
// at the same time.
type UserAgent struct {
	// Preflights is the CORS-preflight cache. Nil: the user agent has none.
	Preflights *cache.Cache
	// Now tells the time; it is asked only when there is a cache, and must not be
	// nil then.
	Now func() time.Time
	// Sites is the public suffix list that same site depends on. Nil: the list's
	// own default rule, the last label.
	Sites origin.PublicSuffixList
	// IsHTTP1 reports whether the connection to a URL is HTTP/1.x, over which no stream
	// is sent. Nil: to http: URLs it is, as in every browser, and to https: URLs not.
	IsHTTP1 func(origin.URL) bool
	// Profile says where the user agent departs from the standard. Zero: nowhere.
	Profile Profile
}

// Errors of the embedder's own making.
var (
	// ErrNoClock: a UserAgent with a cache needs a clock.
	ErrNoClock = errors.New("fetch: UserAgent.Now is nil and there is a preflight cache; set Now, for example to time.Now")
	// ErrNoURL: a Request needs a URL.
	ErrNoURL = errors.New("fetch: Request.URL is zero; set it to a parsed URL")
	// ErrNoOrigin: a Request without origin needs a client that has one.
	ErrNoOrigin = errors.New("fetch: neither Request.Origin nor Request.Client.Origin is set; set one, for example to origin.NewOpaque()")
	// ErrStatus is Result's: what Receive was given is no final response.
	ErrStatus = errors.New("fetch: Receive was given a status below 200; skip interim (1xx) responses, and call Fail when there is no response")
	// ErrNotDone is Result's: the fetch waits for an answer.
	ErrNotDone = errors.New("fetch: Result was called before the fetch was done; call Receive, Fail or Abort until there is nothing more to send")
)

// Start starts a fetch. The error is [ErrNoClock], [ErrNoURL] or [ErrNoOrigin];
// what the fetch itself comes to is the Fetch's to tell.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (ua *UserAgent) Start(req *Request) (*Fetch, error) {
	f := new(Fetch)
	if err := ua.StartInto(f, req); err != nil {
		return nil, err
	}
	return f, nil
}

// StartInto is Start into a Fetch that is reused: it forgets whatever f did before,
// and results that f returned are no longer valid.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (ua *UserAgent) StartInto(f *Fetch, req *Request) error {
	f.reset(ua, req)
	switch {
	case ua.Preflights != nil && ua.Now == nil:
		f.end(ErrNoClock)
	case f.request.URL.IsZero():
		f.end(ErrNoURL)
	case f.request.Origin.IsZero():
		f.end(ErrNoOrigin)
	default:
		f.fetch()
		return nil
	}
	return f.err
}

func (ua *UserAgent) isHTTP1(u origin.URL) bool {
	if ua.IsHTTP1 != nil {
		return ua.IsHTTP1(u)
	}
	return u.Scheme() == "http"
}

// reset makes f a new fetch of req, in the memory of the last one.
func (f *Fetch) reset(ua *UserAgent, req *Request) {
	f.record.count(0)
	headers := append(f.request.Headers[:0], req.Headers...)
	urls, visible, exposed, sent := f.urls[:0], f.visible[:0], f.exposed[:0], f.out.Headers[:0]
	allowed, known := f.allowed, f.known
	if f.ua != ua || known == nil {
		known = new(foundOut)
	}
	*f = Fetch{ua: ua, request: *req, urls: urls, visible: visible, exposed: exposed, allowed: allowed, known: known}
	f.request.Headers, f.out.Headers = headers, sent
	f.observe(ua.Profile, req.Trace)
	if f.request.Method == "" {
		f.request.Method = "GET"
	}
	if f.request.Origin.IsZero() && f.request.Client != nil {
		f.request.Origin = f.request.Client.Origin // populate request from client, 2.2
	}
}

// fetch is fetch, once its request is populated.
//
// Not modelled: preloaded responses (11), Accept-Language (13, 14), priorities
// (15).
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (f *Fetch) fetch() {
	r := &f.request
	refused := f.observer.begin()
	f.appendURL(r.URL)
	// 12: no `Accept` yet: append one
	if !r.Headers.Contains("Accept") {
		r.Headers.Append("Accept", acceptValue(r)) // 12.4: append it
	}
	if refused != nil {
		f.networkError(refused.Phase, refused.Check, nil)
		return
	}
	// 16: a keepalive request is recorded in the page's fetch group
	if r.Keepalive && r.Client != nil {
		f.record.group = r.Client.FetchGroup
		f.record.count(r.Body.length())
	}
	f.mainFetch() // 17: main fetch
}

// documentAccept is the document Accept header value.
//
// https://fetch.spec.whatwg.org/#document-accept-header-value
const documentAccept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// acceptValue is the value of fetch's steps 12.1 to 12.3.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func acceptValue(r *Request) string {
	// 12.2: a prefetch asks as a navigation does
	if r.Initiator == InitiatorPrefetch {
		return documentAccept
	}
	// 12.3: by what the response is for
	switch r.Destination {
	case DestinationDocument, DestinationFrame, DestinationIframe:
		return documentAccept
	case DestinationImage:
		return "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
	case DestinationJSON:
		return "application/json,*/*;q=0.5"
	case DestinationStyle:
		return "text/css,*/*;q=0.1"
	case DestinationText:
		return "text/plain,*/*;q=0.5"
	}
	return "*/*" // 12.1: any type will do
}
