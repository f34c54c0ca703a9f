package standard

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance/suite"
)

// TestCited checks what the suite's cases cite against the pinned index.
func TestCited(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		for _, cite := range c.Spec {
			if _, _, err := Pinned().cited(cite); err != nil {
				t.Errorf("case %s: %v", c.Name, err)
			}
		}
	}
}

// TestCiting names the functions and the cases of a step.
func TestCiting(t *testing.T) {
	e, _ := Pinned().Find("https://fetch.spec.whatwg.org/#concept-cors-check")
	v := &Evidence{source: readSource(t), reached: map[decision][]string{{e.URL(), "7", true}: {"a/case"}}}
	functions, cases := v.Citing(e, "7")
	if len(functions) != 1 || !strings.HasPrefix(functions[0], "fetch.corsCheck (fetch/corscheck.go:") || len(cases) != 1 || cases[0] != "a/case" {
		t.Errorf("got %q, %q, want corsCheck with its line, and the case", functions, cases)
	}
}
