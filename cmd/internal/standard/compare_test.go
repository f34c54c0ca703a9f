package standard

import (
	"strings"
	"testing"
)

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
	everything := func(*Entry) bool { return true }
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
			report := DriftReport(older, newer, Compare(older, newer, everything), nil)
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

// TestCiters holds that drift names the functions and cases of what changed, by the numbers that the source has.
func TestCiters(t *testing.T) {
	src := readSource(t)
	reached := Collected{{"https://fetch.spec.whatwg.org/#concept-cors-check", "7", true}: {"a/case"}}
	functions, cases := NewCiters(Pinned(), src, nil, reached)(mustFind(t, "https://fetch.spec.whatwg.org/#concept-cors-check"), "7")
	if len(functions) != 1 || !strings.HasPrefix(functions[0], "fetch.corsCheck (fetch/corscheck.go:") || len(cases) != 1 || cases[0] != "a/case" {
		t.Errorf("got %q, %q, want corsCheck with its line, and the case", functions, cases)
	}
}

func mustFind(t *testing.T, url string) *Entry {
	t.Helper()
	e, _ := Pinned().Find(url)
	if e == nil {
		t.Fatalf("the index has no %s", url)
	}
	return e
}
