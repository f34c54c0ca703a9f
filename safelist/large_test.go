package safelist_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// Inputs that anything quadratic would take minutes for.
func TestLargeInputs(t *testing.T) {
	const n = 100_000
	l := manyLines(n)
	names := safelist.CORSUnsafeRequestHeaderNames(l)
	if len(names) != n || !slices.IsSorted(names) {
		t.Errorf("got %d names", len(names))
	}
	if got := safelist.CORSSafelistedResponseHeaders(l, names); !slices.Equal(got, l) {
		t.Errorf("got %d lines of %d exposed ones", len(got), n)
	}
	if got := safelist.ExplainRequestHeaders(l); len(got) != n {
		t.Errorf("got %d reasons", len(got))
	}
	for i := range l {
		l[i] = header.Line{Name: "Accept", Value: "a"}
	}
	if names := safelist.CORSUnsafeRequestHeaderNames(l); !slices.Equal(names, []string{"accept"}) {
		t.Errorf("got %d names", len(names))
	}

	commas := strings.Repeat(",", 10<<20)
	for _, c := range []struct{ name, value, want string }{
		{"commas", commas, ""},
		{"commas, then a type", commas + "a/b", "a/b"},
		{"semicolons", "a/b" + strings.Repeat(";", 10<<20), "a/b"},
		{"one parameter again and again", "a/b" + strings.Repeat(";c=d", 1<<20), "a/b;c=d"},
		{"an open quotation mark", `a/b;c="` + strings.Repeat(`\`, 10<<20), `a/b;c="` + strings.Repeat(`\`, 10<<20) + `"`},
		{"a long value", strings.Repeat("a", 50<<20), ""},
	} {
		m, ok := safelist.ExtractMIMEType(header.List{{Name: "Content-Type", Value: c.value}})
		if ok != (c.want != "") || ok && m.String() != c.want {
			t.Errorf("%s: got %v, %d bytes", c.name, ok, len(m.String()))
		}
		if safelist.IsCORSSafelistedRequestHeader("Content-Type", c.value) || safelist.DetermineNosniff(header.List{{Name: "X-Content-Type-Options", Value: c.value}}) {
			t.Errorf("%s: safelisted or nosniff", c.name)
		}
	}
	if safelist.IsForbiddenRequestHeader("X-HTTP-Method", commas) || !safelist.IsForbiddenRequestHeader("X-HTTP-Method", commas+"trace") {
		t.Error("method override behind commas")
	}
	digits := strings.Repeat("9", 10<<20)
	if start, end, ok := safelist.ParseSingleRange("bytes="+digits+"-1"+digits, false); !ok || start.Compare(end) >= 0 {
		t.Error("range of long numbers")
	}
	if _, _, ok := safelist.ParseSingleRange("bytes=1"+digits+"-"+digits, false); ok {
		t.Error("range of long numbers, backwards")
	}
}
