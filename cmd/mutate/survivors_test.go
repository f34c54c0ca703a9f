package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSurvivors(t *testing.T) {
	name := filepath.Join(t.TempDir(), "survivors.txt")
	const text = "# why\n\na.go F: x → true\tbecause\na.go ⋯: y⋯ → ⋯\tanyway\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	listed, err := readSurvivors(name)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]bool{
		"a.go F: x → true": true, "a.go F: x → false": false, "a.go G: y == 1 → drop": true, "a.go G: z → drop": false, "b.go F: y → true": false,
	} {
		if listed.has(key) != want {
			t.Errorf("%s: listed %t", key, !want)
		}
	}
	for _, wrong := range []string{"no tab", "a\t", "a\t "} {
		if err := os.WriteFile(name, []byte(wrong), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readSurvivors(name); err == nil {
			t.Errorf("%q is read", wrong)
		}
	}
}
