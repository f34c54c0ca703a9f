package conformance

import (
	"time"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// Options say how to run a scenario. The zero value is the standard to the letter.
type Options struct {
	// Profile says where the user agent departs from the standard.
	Profile fetch.Profile
	// Browser is the name of the browser that the profile predicts: verdicts then say what the prediction rests on. Or "".
	Browser string
	// Sites is the public suffix list that same site depends on. Nil: every last label is a public suffix.
	Sites origin.PublicSuffixList
	// MaxAgeLimit is the user agent's limit on Access-Control-Max-Age. Zero: none.
	MaxAgeLimit time.Duration
	// Server answers requests instead of the scenario's rules, if not nil. An error is a network failure, except one that
	// wraps [ErrStop].
	Server Server
	// Trace, if not nil, is asked for the trace of each fetch before it starts. It may return nil.
	Trace func(fetchIndex int) *fetch.Trace
	// Observe is told what happens, in order.
	Observe Observer
}

// Server answers one request. Its response's header values are bytes, trimmed of the spaces and tabs around them.
type Server func(Exchange) (fetch.Response, error)

// Exchange is a request that waits for an answer.
type Exchange struct {
	Fetch    int             // the fetch's index
	Outgoing *fetch.Outgoing // valid during the call only
}

// Observer is told what happens while a scenario runs, in the order in which it happens, between what [Options.Trace]
// reports. Each function may be nil. What it is given is valid during the call only, unless said otherwise.
type Observer struct {
	// Started is told each fetch before anything is sent, and the virtual time. The request is nil when the API threw.
	Started func(fetchIndex int, req *fetch.Request, now time.Time)
	// Sent is told each request.
	Sent func(Exchange)
	// Received is told the answer to the request last sent, and which of the scenario's rules gave it (-1: a Server).
	Received func(x Exchange, res fetch.Response, rule int)
	// Failed is told that the request last sent has no answer: rule is the one that says so, or -1.
	Failed func(x Exchange, err error, rule int)
	// Done is told how each fetch ended. The result stays valid.
	Done func(fetchIndex int, result *FetchResult)
}
