package term_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/term"
)

func TestLines(t *testing.T) {
	for _, test := range []struct{ name, why, in, want string }{
		{"two lines", "line breaks stay", "a\nb", "a\nb"},
		{"escape", "what steers a terminal is written out", "a\x1b[2J\n\x9b", "a\\x1b[2J\n\\x9b"},
		{"long", "the middle of a long line is left out",
			strings.Repeat("a", 1000), strings.Repeat("a", 300) + "…" + strings.Repeat("a", 300)},
	} {
		if got := term.Lines(test.in); got != test.want {
			t.Errorf("%s: got %q, want %q: %s", test.name, got, test.want, test.why)
		}
	}
}
