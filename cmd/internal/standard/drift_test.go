package standard

import (
	"errors"
	"flag"
	"os"
	"strings"
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
			report, err := DriftReport(older, newer, nil)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/drift-"+name+".txt", report)
		})
	}
}

// sample makes an index of one algorithm whose steps are lines "NUMBER TEXT".
func sample(anchor, steps string) *Index {
	e := &Entry{Base: "https://a.example/", Anchor: anchor, Title: "do it", Text: PrintOf("to do it, run these steps")}
	for line := range strings.Lines(steps) {
		number, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		if number != "" {
			e.Steps = append(e.Steps, Step{Number: number, Kind: kindOf(text), Text: PrintOf(text)})
		}
	}
	return &Index{Standards: []*Standard{{Base: e.Base, Source: anchor, Entries: []*Entry{e}}}}
}

// TestCompare changes a small algorithm in one way at a time.
func TestCompare(t *testing.T) {
	const before = `1 Let value be the result of getting the header from the list of the response.
		2 If value is null, then return failure.
		3 If value is a star and no credentials are included, then return success.
		3.1 Note that it was a star.
		4 Return success.`
	for _, c := range []struct {
		name, anchor, after string
		want                []string // lines of the report about the algorithm
		why                 string
	}{
		{"nothing", "a", before, nil, "equal texts are no drift"},
		{"added", "a", strings.NewReplacer("4 Ret", "5 Ret", "4 ", "5 ").Replace(before) + "\n4 Otherwise, if value is long, then warn about it.",
			[]string{"added      4", "renumbered 5, was 4"}, "what follows has another number"},
		{"added in front", "a", "1 Assert: the response is not a network error.\n2" + before[1:2] + strings.NewReplacer("\t\t4 ", "\t\t5 ", "\t\t3.1 ", "\t\t4.1 ", "\t\t3 ", "\t\t4 ", "\t\t2 ", "\t\t3 ").Replace(before)[2:],
			[]string{"added      1", "renumbered 2 to 5, were 1 to 4"}, "a run of numbers is one line, and steps below need none"},
		{"removed", "a", strings.Replace(before, "\t\t3.1 Note that it was a star.\n", "", 1), []string{"removed    3.1"}, ""},
		{"reworded", "a", strings.Replace(before, "a star and no", "a star and no other", 1), []string{"reworded   3"}, "alike"},
		{"replaced", "a", strings.Replace(before, "Note that it was a star", "Append each of the names to another list, sorted by length", 1), []string{"replaced   3.1"}, "nothing alike, at the same number"},
		{"another anchor", "b", before, []string{"anchor     was #a"}, "the title tells that it is the same algorithm"},
	} {
		t.Run(c.name, func(t *testing.T) {
			older, newer := sample("a", before), sample(c.anchor, c.after)
			report, err := DriftReport(older, newer, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for line := range strings.Lines(report) {
				if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "  https") {
					got = append(got, strings.TrimSpace(line))
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}

// TestNothingInCommon compares texts of two standards.
func TestNothingInCommon(t *testing.T) {
	var nothing *NothingInCommonError
	if _, err := DriftReport(sample("a", "1 Return."), Pinned(), nil); !errors.As(err, &nothing) {
		t.Errorf("got %v", err)
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
