package standard

import (
	"os"
	"strings"
	"testing"
)

// shape is an index without hashes: what an eye can check.
func shape(x *Index) string {
	var b strings.Builder
	for _, s := range x.Standards {
		b.WriteString(s.Base + "\n")
		for _, e := range s.Entries {
			b.WriteString("#" + e.Anchor)
			for _, alias := range e.Aliases {
				b.WriteString(" #" + alias)
			}
			b.WriteString(" " + e.Title + "\n")
			for _, step := range e.Steps {
				b.WriteString("  " + step.Number + " " + string(step.Kind) + "\n")
			}
		}
	}
	return b.String()
}

// TestParseStandard reads small sources of our own, in the forms that standards have.
func TestParseStandard(t *testing.T) {
	for _, name := range []string{"whatwg", "w3c"} {
		t.Run(name, func(t *testing.T) {
			file := "testdata/" + name + ".bs"
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			x, err := ReadStandard(file, "", data)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+name+".shape", shape(x))
			again, err := ParseIndex("again", x.AppendIndex(nil))
			if err != nil || string(again.AppendIndex(nil)) != string(x.AppendIndex(nil)) {
				t.Errorf("the index file does not read back as it was: %v", err)
			}
		})
	}
}
