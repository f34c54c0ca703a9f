package suite

import (
	"github.com/corsref/corsref/conformance"
)

// Sight is how much can be seen of an implementation.
type Sight uint8

const (
	// SeesAll compares all that a case expects, the codes and steps of errors included.
	SeesAll Sight = iota
	// SeesModel compares what a page and a server can observe: outcome, response and wire. To script a type error and a
	// network error are the same.
	SeesModel
	// SeesClient compares the same, less what no wire shows: whether credentials were to be included.
	SeesClient
)

// compare says where a verdict is not as expected, as far as can be seen.
func (s Sight) compare(e *conformance.Expectation, v conformance.Verdict) []conformance.Difference {
	if e == nil || s == SeesAll {
		return conformance.Compare(e, &v)
	}
	seen := *e
	seen.Error = nil
	if e.Outcome != nil && conformance.SameToScript(*e.Outcome, v.Outcome) {
		v.Outcome = *e.Outcome
	}
	if e.Wire != nil && s == SeesClient {
		wire := make([]conformance.ExpectedSent, len(*e.Wire))
		copy(wire, *e.Wire)
		for i := range wire {
			wire[i].Credentials = nil
		}
		seen.Wire = &wire
	}
	return conformance.Compare(&seen, &v)
}
