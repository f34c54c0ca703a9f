package main

import (
	"slices"
	"testing"
	"time"
)

// TestTargets finds targets in files of tests, of the package itself and from outside, and runs one.
func TestTargets(t *testing.T) {
	targets, err := findTargets(t.Context(), []string{"../runner", "../adapter"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, found := range targets {
		names = append(names, found.name)
	}
	if want := []string{"FuzzReadKnown", "FuzzSplit", "FuzzReply"}; !slices.Equal(names, want) {
		t.Fatalf("got %q, want %q", names, want)
	}
	dir := t.TempDir()
	binary := dir + "/runner.test"
	first := targets[0]
	if err := first.build(t.Context(), binary); err != nil {
		t.Fatal(err)
	}
	o, err := first.fuzz(t.Context(), binary, dir, 100*time.Millisecond, 1)
	if err != nil || o.executions == 0 || o.finding != "" {
		t.Errorf("%+v, %v", o, err)
	}
}
