package suite

import (
	"context"

	"github.com/corsref/corsref/conformance"
)

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
