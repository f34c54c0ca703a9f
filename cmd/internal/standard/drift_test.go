package standard

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write goldens and generated files")

// TestDriftOfDrafts compares review drafts of the standard with the pinned text: what really changed.
func TestDriftOfDrafts(t *testing.T) {
	for _, name := range []string{"2022-06", "2025-06"} {
		t.Run(name, func(t *testing.T) {
			file := "testdata/fetch-" + name + ".index"
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			older, err := ParseIndex(file, data)
			if err != nil {
				t.Fatal(err)
			}
			newer := &Index{Standards: []*Standard{Pinned().Standard("https://fetch.spec.whatwg.org/")}}
			report := DriftReport(older, newer, Compare(older, newer, InScope(TheScope(), nil)), nil)
			golden(t, "testdata/drift-"+name+".txt", report)
		})
	}
}

// golden compares with a file, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not what is told now; go test -update writes it (-want +got):\n%s", file, diff)
	}
}
