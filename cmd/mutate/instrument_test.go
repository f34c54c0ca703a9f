package main

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRewrite instruments one of each. Nothing moves to another line, and each lever has numbers for all that can be done
// to a condition.
func TestRewrite(t *testing.T) {
	for _, tc := range []struct {
		name, why, body string
		want            string   // without the lever's package name
		mutants         []string // text and change
	}{
		{"if", "a condition is forced and negated", "if f() { g() }", "if Bool(1, f()) { if Do(4) { g() } }",
			[]string{"f() → true", "f() → false", "f() → negate", "g() → drop"}},
		{"and", "each operand is forced, the whole negated", "if a && !b { }", "if Bool(1, Bool(4, a) && Bool(7, !b)) { }",
			[]string{"a && !b → negate", "a → true", "a → false", "!b → true", "!b → false"}},
		{"switch", "a tag is compared", "switch x { case 1, 2: }", "switch  { case Bool(1, x == 1), Bool(4, x == 2): }",
			[]string{"case 1 → true", "case 1 → false", "case 2 → true", "case 2 → false"}},
		{"switch call", "once", "switch f() { case 1: }", "switch leverTag := f(); { case Bool(1, leverTag == 1): }",
			[]string{"case 1 → true", "case 1 → false"}},
		{"assign", "what is declared stays", "y := 1; y = 2; y++", "y := 1; if Do(1) { y = 2 }; if Do(4) { y++ }",
			[]string{"y = 2 → drop", "y++ → drop"}},
		{"for", "as an if", "for i := 0; i < 3; i++ { continue }", "for i := 0; Bool(1, i < 3); i++ { if Do(4) { continue } }",
			[]string{"i < 3 → true", "i < 3 → false", "i < 3 → negate", "continue → drop"}},
		{"return", "a result that is bool is forced", "return true, x", "return Bool(1, true), x", []string{"true → false"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := &instrument{keys: make(map[string]int)}
			got, err := in.rewrite("x.go", "package p\nfunc F() (bool, int) {\n"+tc.body+"\n}", func(string) bool { return false })
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parser.ParseFile(token.NewFileSet(), "x.go", got, 0); err != nil {
				t.Errorf("%v: %s", err, got)
			}
			if diff := cmp.Diff(tc.want, strings.ReplaceAll(strings.Split(got, "\n")[2], "lever.", "")); diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
			var mutants []string
			for _, m := range in.mutants {
				mutants = append(mutants, m.text+" → "+m.change)
			}
			if diff := cmp.Diff(tc.mutants, mutants); diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
		})
	}
}
