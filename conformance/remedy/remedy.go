// Package remedy finds what mends a fetch that was refused: every fault of the exchange at once, the complete answers that
// servers should give, and what the page should ask for.
//
// It plays the scenario, mends the fault that comes up, and plays it again, until the fetch succeeds. What it found is then
// put into the scenario as it was and judged once more: a remedy is only given if the fetch succeeds as promised.
//
// A remedy never allows the origin `null`, and never opens a response to everybody that is asked for with credentials. A
// fetch that the scenario expects to be refused gets none.
package remedy

import (
	"errors"
	"slices"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// Of plays a scenario with these options, without their server and observers, and returns what is wrong with its fetch of
// index i, and what mends it. It returns nil when the fetch succeeds, is aborted, gets no answer, or is meant to fail.
//
// An answer that the scenario does not have, since the fetch never got that far, is taken to be a plain 200.
func Of(s *conformance.Scenario, i int, o conformance.Options) *conformance.Remedy {
	if Unwanted(s, i) {
		return nil
	}
	o.Server, o.Trace, o.Observe = nil, nil, conformance.Observer{}
	c := &cure{scenario: *s, index: i, options: o, plays: mostPlays}
	c.scenario.Expect, c.scenario.Fetches = nil, s.Fetches[:i+1]
	start := &attempt{fetch: s.Fetches[i]}
	found := c.search(start)
	if len(c.faults) == 0 || c.faults[0].Code == string(fetch.CodeNetwork) {
		return nil
	}
	if found != nil {
		if r := c.proven(found); r != nil {
			return r
		}
	}
	return &conformance.Remedy{Faults: c.faults}
}

// Unwanted reports whether a scenario expects that the fetch of index i gets no response.
func Unwanted(s *conformance.Scenario, i int) bool {
	if i >= len(s.Expect) || s.Expect[i] == nil {
		return false
	}
	e := s.Expect[i]
	return e.Outcome != nil && *e.Outcome != conformance.OutcomeResponse || e.Error != nil
}

// mostPlays bounds how often a scenario is played: each play mends one fault, of which each answer has a few.
const mostPlays = 200

// cure is the search for a remedy.
type cure struct {
	scenario conformance.Scenario // up to the fetch that failed
	index    int
	options  conformance.Options
	plays    int                   // that are left
	faults   []conformance.Failure // of the first way that was tried
}

// attempt is the fetch with the changes that were made so far.
type attempt struct {
	fetch   conformance.FetchInit
	paged   bool // the fetch was changed
	server  []conformance.Rule
	faults  []conformance.Failure
	assumed []conformance.Rule   // what the scenario did not answer, though server may now
	promise *conformance.Promise // once it succeeded
}

// seen is a request of the fetch and its answer.
type seen struct {
	conformance.Rule
	assumed bool
}

// search plays an attempt, and mends what comes up, until the fetch succeeds. It returns nil when there is no way.
func (c *cure) search(a *attempt) *attempt {
	if c.plays--; c.plays < 0 {
		return nil
	}
	result, exchanges := c.play(a)
	if result == nil {
		return nil
	}
	if result.Err == nil {
		a.promise = conformance.PromiseOf(&result.Verdict)
		a.server = used(a.server, exchanges)
		return a
	}
	n := len(exchanges)
	known := n == 0 || !exchanges[n-1].assumed && !contains(a.assumed, &exchanges[n-1].Rule)
	if known && !slices.Contains(a.faults, *result.Verdict.Error) {
		a.faults = append(a.faults[:len(a.faults):len(a.faults)], *result.Verdict.Error)
	}
	if len(a.faults) > len(c.faults) {
		c.faults = a.faults
	}
	for _, next := range c.mends(a, result, exchanges) {
		if found := c.search(next); found != nil {
			return found
		}
	}
	return nil
}

// mends are the ways to mend what an attempt came to, the best first.
func (c *cure) mends(a *attempt, result *conformance.FetchResult, exchanges []seen) []*attempt {
	var refused *fetch.NetworkError
	var thrown *fetch.TypeError
	var ways []*attempt
	page := func(changed conformance.FetchInit) {
		way := *a
		way.fetch, way.paged = changed, true
		ways = append(ways, &way)
	}
	switch {
	case errors.As(result.Err, &thrown):
		c.mendCall(a.fetch, thrown.Code, page)
	case errors.As(result.Err, &refused) && !refused.Aborted():
		var last *seen
		if len(exchanges) > 0 {
			last = &exchanges[len(exchanges)-1]
		}
		c.mendPage(a.fetch, result.Request, refused, last, page)
		if last == nil {
			break
		}
		if rule := mendAnswer(refused, result.Request, last.Rule); rule != nil {
			way := *a
			way.server = replace(a.server, *rule)
			if last.assumed {
				way.assumed = replace(a.assumed, *rule)
			}
			ways = append(ways, &way)
		}
	}
	return ways
}

// play plays the scenario with the changes of an attempt. It returns nil when they are no scenario.
func (c *cure) play(a *attempt) (*conformance.FetchResult, []seen) {
	s := (&conformance.Remedy{Fetch: &a.fetch, Server: a.server}).Apply(&c.scenario, c.index)
	known := len(s.Server)
	if len(a.faults) > 0 {
		s.Server = append(s.Server, conformance.Rule{Fetch: &c.index, Body: new(string)})
	}
	var exchanges []seen
	o := c.options
	o.Observe = conformance.Observer{
		Received: func(x conformance.Exchange, res fetch.Response, rule int) {
			if x.Fetch == c.index {
				exchanges = append(exchanges, seen{Seen(x, res), rule >= known})
			}
		},
		Failed: func(x conformance.Exchange, _ error, _ int) {
			if x.Fetch == c.index {
				exchanges = nil // there is no answer to mend
			}
		},
	}
	result, err := conformance.Run(s, o)
	if err != nil {
		return nil, nil
	}
	return &result.Fetches[c.index], exchanges
}

// proven is the remedy of an attempt that succeeded, unless it does not keep its promise.
func (c *cure) proven(a *attempt) *conformance.Remedy {
	r := &conformance.Remedy{Faults: a.faults, Server: a.server, Promise: a.promise}
	if a.paged {
		r.Fetch = &a.fetch
	}
	result, err := conformance.Run(r.Apply(&c.scenario, c.index), c.options)
	if err != nil {
		return nil
	}
	if got := conformance.PromiseOf(&result.Fetches[c.index].Verdict); got == nil || *got != *r.Promise {
		return nil
	}
	return r
}
