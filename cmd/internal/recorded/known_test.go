package recorded

import (
	"testing"

	"github.com/corsref/corsref/fetch/profile"
)

// TestKnown reads the known differences: each has a reason and names browsers.
func TestKnown(t *testing.T) {
	known, err := Known()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range known {
		if c.Why == "" || len(c.Tags) == 0 {
			t.Errorf("%s: say why, and tag the browsers", c.Name)
		}
		for _, tag := range c.Tags {
			if _, ok := profile.ByName(tag); !ok {
				t.Errorf("%s: %s is no browser", c.Name, tag)
			}
			if !IsKnown(known, tag, c.Name) {
				t.Errorf("%s is not known in %s", c.Name, tag)
			}
		}
	}
}
