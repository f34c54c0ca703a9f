package conformance_test

import (
	"io"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin/psl"
)

// manyScenarios are those of the suite and generated ones.
func manyScenarios(t testing.TB) []*conformance.Scenario {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	var all []*conformance.Scenario
	for i, c := range cases {
		all = append(all, &c.Scenario, differential.Generate(1, i))
	}
	return all
}

// TestPlayer checks that what a scenario leaves behind changes nothing for the next one.
func TestPlayer(t *testing.T) {
	options := conformance.Options{Sites: psl.List}
	player := conformance.NewPlayer(options)
	for _, s := range manyScenarios(t) {
		fresh, err := conformance.Run(s, options)
		if err != nil {
			t.Fatal(err)
		}
		reused, err := player.Play(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, profile := range []string{"", "chromium"} {
			want, got := fresh.Output(), reused.Output()
			want.Profile, got.Profile = profile, profile
			doc, err := conformance.Encode(want)
			if err != nil {
				t.Fatal(err)
			}
			if text, err := conformance.Encode(got); err != nil || string(text) != string(doc) {
				t.Errorf("%s:\ngot  %s\nwant %s", s.Name, text, doc)
			}
		}
	}
}

// TestBatches checks that batches have the cases that reading one by one has, and the same error behind them.
func TestBatches(t *testing.T) {
	var lines strings.Builder
	for _, s := range manyScenarios(t)[:400] { // some batches
		doc, err := conformance.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(doc, '\n'))
	}
	list := "[" + strings.ReplaceAll(strings.TrimSpace(lines.String()), "\n", ",\n") + "]"
	for _, text := range []string{lines.String(), lines.String() + "{\"origin\":", list, list + "1", minimal("1"), "", "\xff"} {
		one, want := readAll(text, "-")
		batches := conformance.NewReader(strings.NewReader(text), "-")
		n := 0
		var got error
		for got == nil {
			var b *conformance.Batch
			if b, got = batches.ReadBatch(); got != nil {
				break
			}
			for c, err := range b.Cases() {
				if got = err; err != nil {
					break
				}
				if c.Name != one[n].Name {
					t.Fatalf("case %d is %s, want %s", n, c.Name, one[n].Name)
				}
				n++
			}
		}
		if got == io.EOF {
			got = nil
		}
		if n != len(one) || (got == nil) != (want == nil) || got != nil && got.Error() != want.Error() {
			t.Errorf("%d cases and %v, want %d and %v", n, got, len(one), want)
		}
	}
}
