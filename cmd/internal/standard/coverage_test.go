package standard

import (
	"testing"

	"github.com/corsref/corsref/conformance/suite"
)

// TestCoverage holds the suite to the scope: every outcome of every step that decides is reached, or there is a reason.
func TestCoverage(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	v, err := Collect(readSource(t), cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range v.Cover() {
		for _, o := range c.Outcomes {
			if o.Missing() {
				t.Errorf("%s step %s: no case of the suite reaches the outcome %s", c.Entry.Title, o.Step, yesNo(o.Held))
			}
		}
	}
}
