package standard

import (
	"strings"
	"testing"
)

// TestPage shows the CORS check with its source and without.
func TestPage(t *testing.T) {
	e, _ := Pinned().Find("https://fetch.spec.whatwg.org/#concept-cors-check")
	with, without := (&Evidence{source: readSource(t)}).Page(e), new(Evidence).Page(e)
	for _, c := range []struct {
		name, page, want string
	}{
		{"a function with its place", with, "  fetch.CORSCheck                                      fetch/corscheck.go:"},
		{"a step that decides, with its words", with, "  2 ? there is none: failure\n"},
		{"no source", without, "source is not at hand"},
		{"a step without words says its kind", without, "  2 ? (if)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(c.page, c.want) {
				t.Errorf("the page has no %q:\n%s", c.want, c.page)
			}
		})
	}
}
