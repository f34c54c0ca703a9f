package header_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// Inputs that anything quadratic would take minutes for.
func TestLargeInputs(t *testing.T) {
	commas := strings.Repeat(",", 10<<20)
	if tokens, result := (header.List{{"A", commas}, {"A", "b"}}).ExtractTokens("a"); result != header.Values || !slices.Equal(tokens, []string{"b"}) {
		t.Errorf("tokens behind commas: got %v %q", result, tokens)
	}
	if tokens, result := (header.List{{"A", commas + "@"}}).ExtractTokens("a"); result != header.Failure || tokens != nil {
		t.Errorf("bad token behind commas: got %v, %d tokens", result, len(tokens))
	}
	parts := 0
	for range header.DecodeAndSplit(commas) {
		parts++
	}
	if parts != 10<<20+1 {
		t.Errorf("got %d parts", parts)
	}
	if value, position := header.CollectQuotedString(`"`+strings.Repeat(`\"`, 5<<20), 0, true); len(value) != 5<<20 || position != 10<<20+1 {
		t.Errorf("got %d bytes of quoted string to %d", len(value), position)
	}

	const n = 100_000
	different, same := manyLines(n, n), manyLines(n, 1)
	var l header.List
	l.AppendAll(different...)
	if !slices.Equal(l, different) {
		t.Error("appending lines of different names changed them")
	}
	l.CombineAll(same...)
	if len(l) != n || len(l[0].Value) < n {
		t.Errorf("got %d lines, the first value %d bytes", len(l), len(l[0].Value))
	}
	if sorted := different.SortAndCombine(); len(sorted) != n || !slices.IsSortedFunc(sorted, func(a, b header.Line) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("got %d lines", len(sorted))
	}
	sorted := same.SortAndCombine()
	if value, ok := same.Get("x-name-0"); !ok || len(sorted) != 1 || sorted[0] != (header.Line{Name: "x-name-0", Value: value}) {
		t.Errorf("got %d lines", len(sorted))
	}
	same.Set("X-Name-0", "1")
	if !slices.Equal(same, header.List{{"X-NAME-0", "1"}}) {
		t.Errorf("got %d lines", len(same))
	}
	different.Delete("x-name-5")
	if len(different) != n-1 {
		t.Errorf("got %d lines", len(different))
	}
}
