package recorded

import (
	"bytes"
	_ "embed"
	"io"
	"slices"

	"github.com/corsref/corsref/conformance"
)

// known.ndjson has a case a line: a shrunk scenario of the generator's whose name
// it keeps, the browsers that differ there from their profile, as tags, and why.
//
//go:embed known.ndjson
var knownDoc []byte

// Known returns the differences between browsers and their profiles that are
// known.
func Known() ([]*conformance.Case, error) {
	var all []*conformance.Case
	if len(bytes.TrimSpace(knownDoc)) == 0 {
		return nil, nil
	}
	for r := conformance.NewReader(bytes.NewReader(knownDoc), "known.ndjson"); ; {
		c, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
}

// IsKnown reports whether a browser is known to differ in the scenario of this name.
func IsKnown(known []*conformance.Case, browser, scenario string) bool {
	return slices.ContainsFunc(known, func(c *conformance.Case) bool {
		return c.Name == scenario && slices.Contains(c.Tags, browser)
	})
}
