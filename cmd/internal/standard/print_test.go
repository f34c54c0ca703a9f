package standard

import (
	"strings"
	"testing"
)

// TestPrints holds what counts as the same text and as alike.
func TestPrints(t *testing.T) {
	const text = "If request's mode is not \"cors\" and the port is one of those that are blocked, then return a network error."
	for _, c := range []struct {
		name, other string
		equal, like bool
	}{
		{"itself", text, true, true},
		{"a word more", strings.Replace(text, "the port", "the effective port", 1), false, true},
		{"another", "Append each item of the list, in order, to the values that were found before.", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := PrintOf(text), PrintOf(c.other)
			if (a == b) != c.equal || a.Like(b) != c.like {
				t.Errorf("equal %v, like %v (%d bits), want %v, %v", a == b, a.Like(b), a.Distance(b), c.equal, c.like)
			}
		})
	}
}
