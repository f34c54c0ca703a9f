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
