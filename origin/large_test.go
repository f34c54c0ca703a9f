package origin_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// TestLargeInputs parses 128 KiB of each input that makes careless parsers take quadratic time. Anything quadratic would
// take minutes. What is parsed serializes to what it was parsed from.
func TestLargeInputs(t *testing.T) {
	for _, c := range adversarial {
		t.Run(c.name, func(t *testing.T) {
			input := c.before + strings.Repeat(c.unit, 1<<17/len(c.unit))
			if o, err := origin.Parse(input); err == nil && o.String() != input {
				t.Errorf("%q and so on becomes another origin", input[:20])
			}
		})
	}
}
