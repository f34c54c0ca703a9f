package profile

import (
	"slices"
	"testing"
)

// TestLinksHaveFacts looks for links of facts that there are no more.
func TestLinksHaveFacts(t *testing.T) {
	for browser, facts := range links {
		set, ok := ByName(browser)
		if !ok {
			t.Errorf("no browser is named %s", browser)
		}
		for name := range facts {
			if !slices.ContainsFunc(set.Facts, func(f Fact) bool { return f.Name == name }) {
				t.Errorf("%s has no fact %s", browser, name)
			}
		}
	}
}
