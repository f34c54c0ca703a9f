package standard

import (
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/cmd/internal/recorded"
)

// TestNotes holds the generated parts of the notes to the source and the scope.
func TestNotes(t *testing.T) {
	text, err := fs.ReadFile(root, NotesFile)
	if err != nil {
		t.Fatal(err)
	}
	tests, err := wptTable()
	if err != nil {
		t.Fatal(err)
	}
	known, err := recorded.KnownTable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := GenerateNotes(string(text), Pinned(), readSource(t), TheScope(), map[string]string{
		"engines":            recorded.FactsTable(),
		"engines, unknown":   known,
		"web-platform-tests": tests,
	})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("../../../"+NotesFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), want); diff != "" {
		t.Errorf("%s is stale; go test ./cmd/internal/standard -update writes it (-file +now):\n%s", NotesFile, diff)
	}
}
