package standard

import (
	"testing"

	"github.com/corsref/corsref/conformance/suite"
)

func collect(t *testing.T) Collected {
	t.Helper()
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	c, err := Collect(cases)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCoverage holds the suite to the scope: every outcome of every step that decides is reached, or there is a reason.
func TestCoverage(t *testing.T) {
	for _, v := range Cover(Pinned(), readSource(t), TheScope(), collect(t)) {
		for _, o := range v.Outcomes {
			if o.Missing() {
				t.Errorf("%s step %s: no case of the suite reaches it with the condition %s", v.Entry.Title, o.Step, went(o.Held))
			}
		}
	}
}
