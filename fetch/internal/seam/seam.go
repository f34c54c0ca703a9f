// Package seam is the agreement between package fetch and package profile: how
// a profile says where a browser departs from the standard. Only packages below
// fetch/ can import it, so a [Rules] is nothing that importers can make.
//
// A departure is one of three things:
//
//   - It decides a step otherwise: an [Override] in Rules.Steps. It is called with
//     where the fetch stands and with what the standard says, and what it returns
//     counts. That a `*` covers Authorization is an override of step 7.6 of
//     CORS-preflight fetch that returns false.
//   - It changes what passes through a door: Begin, Redirected, Send, Receive, Filter.
//   - It replaces a value that the algorithms ask for: the rest of Rules.
//
// The choice, in this order: an override, if some step already asks the question;
// a door, if the question is what a request or a response looks like there; a
// value, if neither will do. What a profile has to remember of a fetch goes into
// [State.Memory].
//
// The package knows nothing of package fetch, which imports it: its types take
// fetch.Request, fetch.FilteredResponse and fetch.NetworkError as parameters.
package seam

import (
	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Rules is what a profile overrides. The zero value overrides nothing. A nil
// function does what the standard does. Rules are shared by all fetches of a user
// agent and must not change.
type Rules[Request, Response, NetworkError any] struct {
	// Steps are the decisions that are overridden. A step is one that package fetch
	// passes to its method decide.
	Steps map[Step]Override[Request]

	// Begin is the door after the API. It may change the request before anything
	// is done with it, or refuse it.
	Begin func(*State[Request]) *NetworkError
	// Redirected is the door after HTTP-redirect fetch, 19: the URL list has the
	// location URL. It may change the request that is sent there, and that URL.
	Redirected func(*State[Request])
	// Send is the door before the wire, for preflights too. It may change the header
	// list that is sent, or refuse to send it.
	Send func(*State[Request], *header.List) *NetworkError
	// Receive is the door after the wire. It returns the header list that the
	// algorithms see; it must not change the one it is given. An error says that
	// there is no response: the transport failed.
	Receive func(*State[Request], header.List) (header.List, error)
	// Filter is the door before script: main fetch, 14.2. It may change the filtered
	// response.
	Filter func(*State[Request], *Response)

	// UnsafeNames returns the sorted and lowercase names that a preflight asks for,
	// in place of "CORS-unsafe request-header names".
	UnsafeNames func(*State[Request]) []string
	// Location returns the lines that HTTP-redirect fetch, 3, makes the location URL
	// of, given the response's header list.
	Location func(header.List) header.List
	// Entries says which entries of the CORS-preflight cache a request uses: the key
	// they are found by, given the standard's, and false for none.
	Entries func(*State[Request], Use, cache.Key) (cache.Key, bool)
	// Cache says how entries match and are updated.
	Cache cache.Rules
	// Unlisted are methods that every answer allows in the cache, listed or not:
	// CORS-preflight fetch, 7.12 and 7.13.
	Unlisted []string
	// StoresRefused says that steps 7.8 to 7.15 of CORS-preflight fetch come before
	// 7.5 to 7.7: an answer is stored that does not allow what was asked.
	StoresRefused bool
	// FreshPreflights says that the URL list of a preflight begins with the current
	// URL, so that it knows nothing of redirect-taint: CORS-preflight fetch, 1.
	FreshPreflights bool
}

// Step is a step of an algorithm, as package fetch tells it to a trace.
type Step struct{ Algorithm, Number string }

// Override decides a step: held says what the standard decides.
type Override[Request any] func(s *State[Request], held bool) bool

// State is where a fetch stands. Only Memory, what a door may change, and what
// Request points to are to be changed.
type State[Request any] struct {
	// Request is the fetch's own copy of the request. An override may change it where
	// no later step of the standard would see a difference.
	Request *Request
	// URLs is the URL list; its last item is the current URL.
	URLs []origin.URL
	// Location is the location URL of the redirect that is being followed.
	Location origin.URL
	// Status and Headers are those of the response received last.
	Status  int
	Headers header.List
	// Relation is what the current URL's origin is to the request's: "same-origin",
	// "same-site" or "cross-site".
	Relation string
	// Tainting is the response tainting.
	Tainting string
	// Tainted says that the redirect-taint is not "same-origin".
	Tainted bool
	// Origin is the byte-serialized request origin.
	Origin string
	// TypeSet is the Content-Type that script gave to an XMLHttpRequest with a text
	// body, whose charset send() may have corrected.
	TypeSet string
	// Preflight says that the request being sent or answered is a preflight.
	Preflight bool
	// Preflighted says that HTTP fetch was called with makeCORSPreflight.
	Preflighted bool
	// Sent is the URL of the request sent last.
	Sent origin.URL
	// UnsafeNames are the CORS-unsafe request-header names of this hop.
	UnsafeNames []string
	// MethodCached says that there is a method cache entry match: HTTP fetch, 4.1.
	MethodCached bool
	// Code is the code of the network error that main fetch has got.
	Code string

	// KeepsNames may be set by Filter: script sees header names as they were sent.
	KeepsNames bool
	// Memory is the profile's own. It is nil when a fetch begins.
	Memory any
}

// Current returns the current URL.
func (s *State[Request]) Current() origin.URL { return s.URLs[len(s.URLs)-1] }

// Redirects returns how many redirects have been followed.
func (s *State[Request]) Redirects() int { return len(s.URLs) - 1 }

// Use is what a request does with entries of the CORS-preflight cache.
type Use uint8

// The uses.
const (
	LookUp Use = iota // HTTP fetch, 4.1
	Store             // CORS-preflight fetch, 7.12 to 7.15
	Clear             // main fetch, 12/use-cors-preflight-flag-set.3
)
