package term_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance/story"
)

func TestStyleOf(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if style := term.StyleOf(file); style.Paint != nil || style.Width != 0 {
		t.Errorf("a file gets %+v, want plain text", style)
	}
	if style := term.StyleOf(new(bytes.Buffer)); style.Paint != nil || style.Width != 0 {
		t.Errorf("a buffer gets %+v, want plain text", style)
	}
}

func TestPaint(t *testing.T) {
	for _, test := range []struct {
		name, why string
		ink       story.Ink
		in, want  string
	}{
		{"bold green", "a verdict that is good", story.Success, "Allowed", "\x1b[1;32mAllowed\x1b[0m"},
		{"no ink", "plain text stays as it is", story.Plain, "text", "text"},
		{"nothing to see", "spaces have no colour", story.Bad, "  ", "  "},
	} {
		if got := term.Paint(test.ink, test.in); got != test.want {
			t.Errorf("%s: got %q, want %q: %s", test.name, got, test.want, test.why)
		}
	}
}
