package main

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// TestEngineIsInstrumented rewrites the engine as it is. Every mutant has a name of its own.
func TestEngineIsInstrumented(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	_, mutants, err := prepare(root, dir)
	if err != nil {
		t.Fatal(err)
	}
	keys := make(map[string]bool)
	for _, m := range mutants {
		if keys[m.key()] {
			t.Errorf("two mutants are named %s", m.key())
		}
		keys[m.key()] = true
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) < 30 || len(mutants) < 2000 {
		t.Errorf("%d files, %d mutants, %v", len(files), len(mutants), err)
	}
	for _, name := range files {
		if _, err := parser.ParseFile(token.NewFileSet(), name, nil, 0); err != nil {
			t.Error(err)
		}
	}
}
