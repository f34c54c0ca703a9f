package standard

import (
	"errors"
	"slices"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// Decision is a step of an algorithm, and how it went.
type Decision struct {
	URL  string
	Step string
	Held bool
}

// Collected says which cases reached which decisions, in the order of the cases.
type Collected map[Decision][]string

// add notes that a case reached a decision.
func (c Collected) add(d Decision, name string) {
	if names := c[d]; len(names) == 0 || names[len(names)-1] != name {
		c[d] = append(c[d], name)
	}
}

// Collect plays cases against the engine and records what their traces tell. What an API throws counts as the decision to
// throw.
func Collect(cases []*conformance.Case) (Collected, error) {
	c := make(Collected)
	for _, one := range cases {
		trace := &fetch.Trace{Decide: func(d fetch.Decision) {
			c.add(Decision{string(d.Algorithm), d.Step, d.Held}, one.Name)
		}}
		result, err := conformance.Run(&one.Scenario, conformance.Options{Trace: func(int) *fetch.Trace { return trace }})
		if err != nil {
			return nil, err
		}
		for _, f := range result.Fetches {
			var thrown *fetch.TypeError
			if errors.As(f.Err, &thrown) {
				c.add(Decision{string(thrown.Algorithm), thrown.Step, true}, one.Name)
			}
		}
	}
	return c, nil
}

// Cases returns the cases that reached a step, whichever way it went.
func (c Collected) Cases(url, step string) []string {
	names := append(slices.Clone(c[Decision{url, step, true}]), c[Decision{url, step, false}]...)
	slices.Sort(names)
	return slices.Compact(names)
}
