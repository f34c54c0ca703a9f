package story_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
)

// FuzzStory tells stories of any bytes: no control character and nothing that is not UTF-8 comes out.
func FuzzStory(f *testing.F) {
	f.Add("\x1b[2J", 80)
	f.Add("a,b,c "+strings.Repeat("x", 400), 60)
	f.Add("`\xff`", 0)
	f.Fuzz(func(t *testing.T, bytes string, width int) {
		s := hostile(strings.Trim(bytes, " \t"))
		if _, err := conformance.Run(s, conformance.Options{}); err != nil {
			t.Skip("no scenario: the bytes cannot be in a header")
		}
		got := write(t, story.Style{Width: width}, s)
		if !utf8.ValidString(got) {
			t.Error("not UTF-8")
		}
		for _, r := range got {
			if r < ' ' && r != '\n' || r == 0x7f {
				t.Errorf("%U in the output", r)
			}
		}
	})
}
