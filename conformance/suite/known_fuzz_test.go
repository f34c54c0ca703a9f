package suite_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
)

// FuzzReadKnown writes what was read, in another order, and reads it again.
func FuzzReadKnown(f *testing.F) {
	f.Add("a/b # why\n\n# c\nd\t#e#f\r\n")
	f.Add("a\na")
	f.Add("a b")
	f.Fuzz(func(t *testing.T, text string) {
		known, err := suite.ReadKnown(strings.NewReader(text), "known.txt")
		if err != nil {
			var input *conformance.InputError
			if errors.As(err, &input) && (input.Line < 1 || input.Line > 1+strings.Count(text, "\n")) {
				t.Errorf("%v, of %d lines", err, 1+strings.Count(text, "\n"))
			}
			return
		}
		var b strings.Builder
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(known))) {
			b.WriteString(" " + name + " #" + known[name] + "\n")
		}
		if again, err := suite.ReadKnown(strings.NewReader(b.String()), "again.txt"); err != nil || !maps.Equal(again, known) {
			t.Errorf("%q is read as %q, %v, want %q", b.String(), again, err, known)
		}
	})
}
