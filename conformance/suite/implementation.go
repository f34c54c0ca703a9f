package suite

import (
	"context"

	"github.com/corsref/corsref/conformance"
)

// Implementation is what plays scenarios: an engine, or a real client.
type Implementation interface {
	// Describe says what this is. It is asked once, before the first scenario.
	Describe() Description
	// Play plays a scenario and returns one verdict a fetch, or a *[Skip], or another error: that it could not be played.
	// It never sees what is expected.
	Play(ctx context.Context, s *conformance.Scenario) ([]conformance.Verdict, error)
}

// Description is what an implementation says of itself.
type Description struct {
	Name    string
	Version string
	Sight   Sight
	// Parallel is how many scenarios it plays at once. Zero is one.
	Parallel int
}

// String returns the name and the version.
func (d Description) String() string {
	if d.Version == "" {
		return d.Name
	}
	return d.Name + " " + d.Version
}

// Skip says why a scenario is not played. It is only ever used as a pointer.
type Skip struct {
	Reason string
	Link   string // where more can be read, or ""
}

// Error returns the reason and the link.
func (s *Skip) Error() string {
	if s.Link == "" {
		return "skipped: " + s.Reason
	}
	return "skipped: " + s.Reason + " (" + s.Link + ")"
}

// Engine is package fetch, in this process.
type Engine struct {
	Options conformance.Options
}

// Describe says what this is.
func (e Engine) Describe() Description { return Description{Name: "corsref", Sight: SeesAll} }

// Play plays a scenario.
func (e Engine) Play(_ context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	result, err := conformance.Run(s, e.Options)
	if err != nil {
		return nil, err
	}
	return result.Output().Fetches, nil
}

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
