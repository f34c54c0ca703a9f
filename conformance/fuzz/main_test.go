package main

import (
	"slices"
	"testing"
)

// TestFindTargets finds targets in files of tests, of the package itself and from outside.
func TestFindTargets(t *testing.T) {
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
}

func TestOutcome(t *testing.T) {
	const progress = "fuzz: elapsed: 0s, gathering baseline coverage: 0/20 completed\n" +
		"fuzz: elapsed: 3s, execs: 1200 (400/sec), new interesting: 1 (total: 21)\nfuzz: elapsed: 6s, execs: 2400 (400/sec), new interesting: 1 (total: 21)\n"
	var o outcome
	if o.read(progress+"PASS\n", false); o.executions != 2400 || o.finding != "" {
		t.Errorf("got %+v", o)
	}
	if o.read(progress+"--- FAIL: FuzzX (0.1s)\n", true); o.finding != "fuzz: elapsed: 0s, gathering baseline coverage: 0/20 completed\n--- FAIL: FuzzX (0.1s)\n" {
		t.Errorf("got %+v", o)
	}
}
