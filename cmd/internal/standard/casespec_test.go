package standard

import (
	"testing"

	"github.com/corsref/corsref/conformance/suite"
)

// TestCaseCitations checks what the suite's cases cite against the pinned index.
func TestCaseCitations(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if _, err := CaseCitations(Pinned(), c); err != nil {
			t.Error(err)
		}
	}
}
