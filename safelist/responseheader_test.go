package safelist_test

import (
	"testing"

	"github.com/corsref/corsref/safelist"
)

// TestLookalikesAreNotExposed: a name of the length of one that is always exposed is not.
func TestLookalikesAreNotExposed(t *testing.T) {
	for _, name := range []string{
		"Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma",
	} {
		if !safelist.IsCORSSafelistedResponseHeaderName(name, nil) {
			t.Errorf("%s is not exposed", name)
		}
		for i := range len(name) {
			lookalike := name[:i] + "!" + name[i+1:]
			if safelist.IsCORSSafelistedResponseHeaderName(lookalike, nil) {
				t.Errorf("%s is exposed", lookalike)
			}
		}
	}
}
