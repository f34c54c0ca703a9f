package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

// TestDestinations lists every destination that is script-like, and every one of a navigation.
func TestDestinations(t *testing.T) {
	scripts := map[string]bool{"audioworklet": true, "paintworklet": true, "script": true, "serviceworker": true, "sharedworker": true, "worker": true}
	navigations := map[string]bool{"document": true, "embed": true, "frame": true, "iframe": true, "object": true}
	for d := range fetch.Destination(50) {
		name := d.String()
		if parsed, err := fetch.Parse[fetch.Destination](name); err != nil || parsed != d {
			continue
		}
		if fetch.IsScriptLike(d) != scripts[name] || fetch.IsNavigation(d) != navigations[name] {
			t.Errorf("%q: script-like %t, a navigation %t", name, fetch.IsScriptLike(d), fetch.IsNavigation(d))
		}
		delete(scripts, name)
		delete(navigations, name)
	}
	if len(scripts)+len(navigations) > 0 {
		t.Errorf("there is no destination %v %v", scripts, navigations)
	}
}
