// Package story tells what happens to one fetch, in order: what goes on the wire and why, what comes back, each check of
// it, and what script gets. [Observe] records the facts of a scenario; a [Style] writes them as text that is safe to print.
package story

import (
	"time"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// Story is what happened to one fetch.
type Story struct {
	// Method, URL, Origin, Mode and Credentials are those of the request as asked for.
	Method, URL, Origin string
	Mode, Credentials   string
	// Ignored are the headers asked for that script cannot set.
	Ignored []string
	// Exchanges are the requests sent and their answers, in order.
	Exchanges []Exchange
	// Unsent says why a preflight was or was not needed for a request that was never sent; nil when there is none.
	Unsent *Need
	// End is how it ended.
	End End
}

// Exchange is one request and its answer.
type Exchange struct {
	// Need says why a preflight comes now, or why the request goes without one; nil behind its own preflight.
	Need *Need
	Sent Sent
	// Answer is nil when there was none.
	Answer *Answer
	Checks []Check
	Stored *Stored
	// NotModelled are reasons for which a browser might still do something else.
	NotModelled []string
}

// Sent is a request on the wire.
type Sent struct {
	Preflight   bool
	Hop         int
	Method, URL string
	Headers     header.List
	Credentials bool
	// Cookie is the Cookie header that went along; nil when that is not known, since the engine holds no cookies.
	Cookie *string
	// Tainted says that the origin is sent as null, since redirects went through other origins.
	Tainted bool
}

// Answer is what came back: a response, or a failure of the network.
type Answer struct {
	Status  int
	Headers header.List
	Err     error
}

// Stored is what a preflight's answer put into the CORS-preflight cache.
type Stored struct {
	Methods, Names []string
	MaxAge         time.Duration
	// Default says that there was no usable Access-Control-Max-Age, Limited that it was more than the user agent keeps.
	Default, Limited bool
}

// End is how a fetch ended: with Script, Blocked or Refused.
type End struct {
	Script *Script
	// Blocked is a network error.
	Blocked *fetch.NetworkError
	// Hint names the mistake that is most likely behind it, if there is one.
	Hint string
	// Refused is what the API threw before anything was sent.
	Refused *fetch.TypeError
}

// Allowed reports whether script got a response.
func (e End) Allowed() bool { return e.Script != nil }
