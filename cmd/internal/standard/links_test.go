package standard

import (
	"os"
	"sync"
	"testing"
)

// root is the module's root.
var root = os.DirFS("../../..")

// source is the engine's, which every test reads and none changes.
var source = sync.OnceValues(func() (*Source, error) { return ReadSource(root) })

func readSource(t *testing.T) *Source {
	t.Helper()
	src, err := source()
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// TestLinks checks every anchor and step that the Go source cites against the pinned index.
func TestLinks(t *testing.T) {
	src := readSource(t)
	for _, fault := range CheckLinks(src, Pinned()) {
		t.Error(fault)
	}
	if len(src.Steps) < 800 || len(src.Anchors) < 250 {
		t.Errorf("only %d steps and %d anchors were found: does the reader still see them?", len(src.Steps), len(src.Anchors))
	}
}
