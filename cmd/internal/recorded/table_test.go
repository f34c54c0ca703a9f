package recorded_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/cmd/internal/recorded"
)

var update = flag.Bool("update", false, "write the table of README.md anew")

// TestReadmeTable holds the table of README.md to the facts.
func TestReadmeTable(t *testing.T) {
	const (
		readme = "../../../README.md"
		begin  = "<!-- generated: engines -->\n"
		end    = "<!-- end -->\n"
	)
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md has no place for the table: %q and %q", begin, end)
	}
	want := head + begin + "\n" + recorded.ShortFactsTable() + "\n" + end + tail
	if *update {
		if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), want); diff != "" {
		t.Errorf("README.md is stale; go test ./cmd/internal/recorded -update writes it (-file +now):\n%s", diff)
	}
}
