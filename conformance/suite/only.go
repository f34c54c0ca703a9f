package suite

import (
	"path"

	"github.com/corsref/corsref/conformance"
)

// Only returns the cases whose name, or whose area, matches a pattern as of [path.Match]. The error is
// [path.ErrBadPattern].
func Only(cases []*conformance.Case, pattern string) ([]*conformance.Case, error) {
	var some []*conformance.Case
	for _, c := range cases {
		name, err := path.Match(pattern, c.Name)
		if err != nil {
			return nil, err
		}
		area, _ := path.Match(pattern, AreaOf(c.Name))
		if name || area {
			some = append(some, c)
		}
	}
	_, err := path.Match(pattern, "")
	return some, err
}
