package origin_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

func TestAllocations(t *testing.T) {
	const input = "https://api.example.com:8443/v1/items?id=1#f"
	u := origin.MustParseURL(input)
	withCredentials := origin.MustParseURL("https://user:pass@api.example.com:8443/v1/items?id=1#f")
	blob := origin.MustParseURL("blob:https://api.example.com:8443/1")
	o := origin.MustParse("https://api.example.com:8443")
	buffer := make([]byte, 0, 256)
	for _, c := range []struct {
		name string
		max  float64
		f    func()
	}{
		{"parse a canonical URL", 0, func() { _, _ = origin.ParseURL(input) }},
		{"parse it with a base", 0, func() { _, _ = withCredentials.Parse(input) }},
		{"parse a URL without path", 1, func() { _, _ = origin.ParseURL("https://app.example") }},
		{"parse an origin", 1, func() { _, _ = origin.Parse("https://app.example") }},
		{"origin", 0, func() { _ = u.Origin() }},
		{"origin with credentials", 1, func() { _ = withCredentials.Origin() }},
		{"origin of a blob", 0, func() { _ = blob.Origin() }},
		{"opaque origin", 1, func() { _ = origin.NewOpaque() }},
		{"same origin", 0, func() { _ = u.Origin().SameOrigin(o) }},
		{"same site", 0, func() { _ = origin.SameSite(u.Origin(), o, nil) }},
		{"site", 0, func() { _ = origin.SiteOf(o, nil) }},
		{"note", 0, func() { _ = o.Note() }},
		{"trustworthy URL", 0, func() { _ = u.IsPotentiallyTrustworthy() }},
		{"trustworthy origin", 0, func() { _ = o.IsPotentiallyTrustworthy() }},
		{"strings", 0, func() { _ = u.String() + "" + u.StringExcludingFragment()[:0] + o.String()[:0] }},
		{"append", 0, func() { buffer = o.AppendTo(u.AppendTo(buffer[:0])) }},
		{"without fragment", 0, func() { _ = withCredentials.WithoutFragment() }},
		{"without credentials that are not there", 0, func() { _ = u.WithoutCredentials() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, c.f); got > c.max {
				t.Errorf("%v allocations, want at most %v", got, c.max)
			}
		})
	}
}

// TestLinearTime counts the steps of the state machine on inputs that make careless parsers go back and forth. A code
// point is seen once by the scheme states, once by the authority state, and once for good.
func TestLinearTime(t *testing.T) {
	for _, c := range adversarial {
		t.Run(c.name, func(t *testing.T) {
			sizes := []int{1 << 10, 1 << 16, 1 << 20}
			if strings.HasPrefix(c.name, "unicode-") {
				// Their steps are few, but Unicode ToASCII takes seconds for a megabyte.
				sizes = sizes[:2]
			}
			for _, size := range sizes {
				input := c.before + strings.Repeat(c.unit, size/len(c.unit))
				if steps := origin.Steps(input); steps > 3*len(input)+10 {
					t.Errorf("%d steps for %d bytes", steps, len(input))
				}
			}
		})
	}
}
