package story_test

import (
	"testing"

	"github.com/corsref/corsref/conformance/story"
)

func TestTally(t *testing.T) {
	for _, test := range []struct {
		name, why string
		tally     story.Tally
		want      string
	}{
		{"two outcomes", "what there is none of is left out", story.Tally{Scenarios: 2, Allowed: 1, Blocked: 1}, "\n2 scenarios: 1 allowed, 1 blocked\n"},
		{"fetches", "they are counted where a scenario has several", story.Tally{Scenarios: 2, Held: 2, Failed: 1}, "\n2 scenarios, 3 fetches: 2 as expected, 1 not as expected\n"},
		{"many", "thousands are parted by commas", story.Tally{Scenarios: 1234567, Allowed: 1234567}, "\n1,234,567 scenarios: 1,234,567 allowed\n"},
	} {
		if got := (story.Style{}).Tally(test.tally); got != test.want {
			t.Errorf("%s: got %q, want %q: %s", test.name, got, test.want, test.why)
		}
	}
}
