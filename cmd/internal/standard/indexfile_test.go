package standard

import (
	"errors"
	"testing"
)

// TestIndexFileFaults holds that what is wrong with an index is told with its line.
func TestIndexFileFaults(t *testing.T) {
	const head = indexHeader + "\nstandard https://a.example/ a\n"
	for _, c := range []struct {
		name, text string
		line       int
	}{
		{"no standard", indexHeader + "\nentry a - a\n", 2},
		{"standard without source", indexHeader + "\nstandard https://a.example/\n", 2},
		{"step without entry", head + "1 do -\n", 3},
		{"hash", head + "entry a 12 a\n", 3},
		{"kind", head + "entry a - a\n1 perhaps -\n", 4},
		{"step twice", head + "entry a - a\n1 do -\n\n1 do -\n", 6},
		{"anchor twice", head + "entry a - a\nentry a - b\n", 4},
		{"alias of nothing", head + "alias b\n", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseIndex("x.index", []byte(c.text))
			var fault *FileError
			if !errors.As(err, &fault) || fault.Line != c.line || fault.File != "x.index" {
				t.Errorf("got %v, want a fault in line %d", err, c.line)
			}
		})
	}
}
