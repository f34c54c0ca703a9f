package fetch

import (
	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
)

// Profile is how one user agent departs from the standard. The zero value departs
// nowhere. Package fetch/profile has those of the browsers; nobody else can make
// one.
type Profile struct {
	name  string
	rules *rules
}

type (
	rules     = seam.Rules[Request, FilteredResponse, NetworkError]
	situation = seam.State[Request]
)

// NewProfile is for package fetch/profile: rules are of an internal package.
func NewProfile(name string, rules seam.Rules[Request, FilteredResponse, NetworkError]) Profile {
	return Profile{name: name, rules: &rules}
}

// Name returns the profile's name; "" is the standard.
func (p Profile) Name() string { return p.name }

// observer stands beside a fetch that has a trace or a profile: it is told each
// decision and asked at each door. A nil observer changes nothing.
type observer struct {
	fetch *Fetch
	trace *Trace
	rules *rules // not nil
	state situation
}

// noRules are those of the zero profile.
var noRules rules

// observe gives f an observer, if anybody looks.
func (f *Fetch) observe(p Profile, t *Trace) {
	if p.rules == nil && t == nil {
		return
	}
	f.observer = &observer{fetch: f, trace: t, rules: p.rules}
	if p.rules == nil {
		f.observer.rules = &noRules
	}
}

// decide is called where a step of the standard can go two ways, with whether its
// condition holds, and returns which way it goes.
func (o *observer) decide(a Algorithm, step string, held bool) bool {
	if o != nil {
		return o.decided(a, step, held)
	}
	return held
}

// decided is not inlined, so that decide is.
//
//go:noinline
func (o *observer) decided(a Algorithm, step string, held bool) bool {
	if override := o.rules.Steps[seam.Step{Algorithm: string(a), Number: step}]; override != nil {
		held = override(o.now(), held)
	}
	if o.trace != nil && o.trace.Decide != nil {
		o.trace.Decide(Decision{Algorithm: a, Step: step, Held: held, Hop: o.fetch.redirectCount})
	}
	return held
}

// decide is the observer's, which need not be there.
func (f *Fetch) decide(a Algorithm, step string, held bool) bool {
	return f.observer.decide(a, step, held)
}

// check tells the trace of the outcome of a check, and returns whether it passed.
func (o *observer) check(p Phase, c *Check) bool {
	if o != nil && o.trace != nil && o.trace.Check != nil {
		o.trace.Check(p, *c)
	}
	return c.Passed()
}

// now is where the fetch stands.
func (o *observer) now() *situation {
	f, s := o.fetch, &o.state
	s.Request, s.URLs, s.Location = &f.request, f.urls, f.locationURL
	if f.target != nil {
		s.Relation = f.target.relation.String()
	}
	s.Tainting, s.Tainted, s.Origin = f.tainting.String(), f.taint != TaintSameOrigin, f.serializedOrigin
	s.TypeSet, s.UnsafeNames = f.request.typeSet, f.unsafeNames
	s.Preflight, s.Preflighted, s.MethodCached = f.state == sentPreflight, f.withPreflight, f.methodCached
	s.Sent = f.out.URL
	if refused, ok := f.err.(*NetworkError); ok {
		s.Code = string(refused.Code)
	}
	return s
}

// mayClear reports whether a request without a preflight may clear cache entries.
func (o *observer) mayClear() bool { return o != nil && o.rules.Steps != nil }

// preflight tells the trace whether a preflight is needed.
func (o *observer) preflight(need PreflightNeed) {
	if o != nil && o.trace != nil && o.trace.Preflight != nil {
		o.trace.Preflight(need)
	}
}

// stored tells the trace what a preflight put into the cache.
func (o *observer) stored(s Stored) {
	if o != nil && o.trace != nil && o.trace.Stored != nil {
		o.trace.Stored(s)
	}
}

// begin is the door after the API. It returns why the request is refused, or nil.
func (o *observer) begin() *NetworkError {
	if o == nil || o.rules.Begin == nil {
		return nil
	}
	return o.rules.Begin(o.now())
}

// redirected is the door after a redirect.
func (o *observer) redirected() {
	if o != nil && o.rules.Redirected != nil {
		o.rules.Redirected(o.now())
		o.fetch.look(o.fetch.target)
	}
}

// send is the door before the wire. It returns why nothing is sent, or nil.
func (o *observer) send(headers *header.List) *NetworkError {
	if o == nil || o.rules.Send == nil {
		return nil
	}
	return o.rules.Send(o.now(), headers)
}

// receive is the door after the wire.
func (o *observer) receive(n network) network {
	if o == nil || n.isNetworkError() {
		return n
	}
	o.state.Status = n.Status
	if o.rules.Receive != nil {
		headers, err := o.rules.Receive(o.now(), n.Headers)
		if err != nil {
			return networkFailure(CodeNetwork, algoNetwork, "8.1", err)
		}
		n.Headers = headers
	}
	o.state.Headers = n.Headers
	return n
}

// filter is the door before script.
func (o *observer) filter(res *FilteredResponse) {
	if o != nil && o.rules.Filter != nil {
		o.rules.Filter(o.now(), res)
		res.namesAsTheyAre = o.state.KeepsNames
	}
}

// unsafeNames are the names that a preflight asks for, if they are not the standard's.
func (o *observer) unsafeNames() ([]string, bool) {
	if o == nil || o.rules.UnsafeNames == nil {
		return nil, false
	}
	return o.rules.UnsafeNames(o.now()), true
}

// location is what the location URL of a response is made of.
func (o *observer) location(res Response) Response {
	if o != nil && o.rules.Location != nil {
		res.Headers = o.rules.Location(res.Headers)
	}
	return res
}

// entries is which entries of the CORS-preflight cache the request uses.
func (o *observer) entries(use seam.Use, k cache.Key) (cache.Key, bool) {
	if o == nil || o.rules.Entries == nil {
		return k, true
	}
	return o.rules.Entries(o.now(), use, k)
}

// cacheRules is how entries of the CORS-preflight cache match and are updated.
func (f *Fetch) cacheRules() cache.Rules {
	if f.observer == nil {
		return cache.Rules{}
	}
	return f.observer.rules.Cache
}

// unlisted are methods that every answer allows in the cache.
func (f *Fetch) unlisted() []string {
	if f.observer == nil {
		return nil
	}
	return f.observer.rules.Unlisted
}
