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
	// Profile says where the user agent departs from the standard. Zero: nowhere.
	Profile Profile
}

// Errors of the embedder's own making, returned by [Fetch.Result].
var (
	// ErrNoClock: a UserAgent with a cache needs a clock.
	ErrNoClock = errors.New("fetch: UserAgent.Now is nil and there is a preflight cache; set Now, for example to time.Now")
	// ErrNoURL: a Request needs a URL.
	ErrNoURL = errors.New("fetch: Request.URL is zero; set it to a parsed URL")
	// ErrNoOrigin: a Request without origin needs a client that has one.
	ErrNoOrigin = errors.New("fetch: neither Request.Origin nor Request.Client.Origin is set; set one, for example to origin.NewOpaque()")
	// ErrStatus: what Receive was given is no final response.
	ErrStatus = errors.New("fetch: Receive was given a status below 200; skip interim (1xx) responses, and call Fail when there is no response")
	// ErrNotDone: the fetch waits for an answer.
	ErrNotDone = errors.New("fetch: Result was called before the fetch was done; call Receive, Fail or Abort until there is nothing more to send")
)

// Start starts a fetch.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (ua *UserAgent) Start(req *Request) *Fetch {
	f := new(Fetch)
	ua.StartInto(f, req)
	return f
}

// StartInto is Start into a Fetch that is reused: whatever f did before is
// forgotten, and results that it returned are no longer valid.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (ua *UserAgent) StartInto(f *Fetch, req *Request) {
	f.reset(ua, req)
	switch {
	case ua.Preflights != nil && ua.Now == nil:
		f.end(ErrNoClock)
	case f.request.URL.IsZero():
		f.end(ErrNoURL)
	case f.request.Origin.IsZero():
		f.end(ErrNoOrigin)
	default:
		f.appendURL(f.request.URL)
		f.start()
	}
}
