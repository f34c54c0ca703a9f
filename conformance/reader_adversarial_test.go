package conformance_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/conformance"
)

// judge reads one scenario and runs it.
func judge(t *testing.T, text, file string) conformance.Verdict {
	t.Helper()
	cases, err := readAll(text, file)
	if err != nil {
		t.Fatal(shorten(err.Error()))
	}
	result, err := conformance.Run(&cases[0].Scenario, conformance.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conformance.Encode(result.Output()); err != nil {
		t.Fatal(err)
	}
	return result.Fetches[0].Verdict
}

// crossOrigin is a PUT to another origin with rules, whose preflight and answer have the header lines given.
func crossOrigin(lines string) string {
	return `{"origin":"https://a.example","fetches":[{"url":"https://b.example/","method":"PUT","headers":[["X-Foo","1"]]}],"server":[{"headers":[` + lines + `]}]}`
}

// within fails the test when f takes minutes, which linear time never does, however busy the machine.
func within(t *testing.T, f func()) {
	t.Helper()
	const limit = 3 * time.Minute
	start := time.Now()
	f()
	if took := time.Since(start); took > limit {
		t.Errorf("took %v, more than %v", took, limit)
	}
}

func TestLargeInputs(t *testing.T) {
	const allow = `["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Allow-Headers","x-foo"]`
	large := strings.Repeat("a", 4<<20)
	commas := strings.Repeat(",", 1<<20)
	var many strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&many, `,["X-Line-%d","v"]`, i)
	}
	for _, tc := range []struct {
		name, why, text string
		outcome, code   string
	}{
		{"4 MB header value", "of a header that does not matter", crossOrigin(allow + `,["X-Large","` + large + `"]`), "response", ""},
		{"4 MB Allow-Origin", "which does not match", crossOrigin(`["Access-Control-Allow-Origin","` + large + `"]`), "network-error", "allow-origin-mismatch"},
		{"4 MB request header", "which must be allowed", strings.Replace(crossOrigin(allow), `["X-Foo","1"]`, `["X-Foo","`+large+`"]`, 1), "response", ""},
		{"10,000 header lines", "of different names", crossOrigin(allow + many.String()), "response", ""},
		{"10,000 header lines of one name", "which are combined", crossOrigin(allow + `,["Access-Control-Expose-Headers","*"]` + strings.Repeat(`,["X-Line","v"]`, 10_000)), "response", ""},
		{"1 MB of commas", "a list of no names", crossOrigin(`["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Allow-Headers","` + commas + `"]`), "network-error", "header-not-allowed"},
		{"1 MB of commas and a name", "a list of one name", crossOrigin(`["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Allow-Headers","` + commas + `x-foo"]`), "response", ""},
		{"10,000 rules", "the last of which matches", strings.Replace(crossOrigin(allow), `"server":[`, `"server":[`+strings.Repeat(`{"url":"https://c.example/"},`, 10_000), 1), "response", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			within(t, func() {
				v := judge(t, tc.text, "x.json")
				if v.Outcome != tc.outcome || v.Error != nil && v.Error.Code != tc.code {
					t.Errorf("%s: got %s %+v", tc.why, v.Outcome, v.Error)
				}
			})
		})
	}
}

func TestLargeYAML(t *testing.T) {
	text := "origin: https://a.example\nfetches:\n  - url: /\nserver:\n  - headers:\n" + strings.Repeat("      - [X-Line, v]\n", 20_000)
	within(t, func() { judge(t, text, "x.yaml") })
	text = "origin: https://a.example\nfetches:\n  - url: /\n    body: \"" + strings.Repeat("a", 1<<20) + "\"\n    method: PUT\n"
	within(t, func() { judge(t, text, "x.yaml") })
}

// TestManyYAMLKeys reads objects of many keys. What is allocated grows with their number, not with its square.
func TestManyYAMLKeys(t *testing.T) {
	allocated := func(keys int) uint64 {
		var text strings.Builder
		text.WriteString("origin: https://a.example\nfetches:\n  - url: /\nserver:\n  - headers:\n")
		for i := range keys {
			fmt.Fprintf(&text, "      X-%d: v\n", i)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		cases, err := readAll(text.String(), "x.yaml")
		runtime.ReadMemStats(&after)
		if err != nil || len(cases[0].Server[0].Headers) != keys {
			t.Fatalf("%d keys: %v", keys, err)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	if few, many := allocated(5_000), allocated(40_000); many > 3*8*few {
		t.Errorf("eight times as many keys take %d bytes instead of %d", many, few)
	}
}

// TestBoundOfADocument reads inputs that have no end: one document has at most 64 MiB, and the error says where it begins.
func TestBoundOfADocument(t *testing.T) {
	for _, tc := range []struct{ name, file, begin, want string }{
		{"line", "-", minimal("1") + "\n" + `{"name":"`, "-:2:1: longer than 64 MiB"},
		{"only line", "-", `  {"name":"`, "-:1:3: longer than 64 MiB"},
		{"value on many lines", "x.json", "{\n\"name\":\"", "x.json:1:1: longer than 64 MiB"},
		{"item of a list", "x.json", "[" + minimal("1") + ",\n{\"name\":\"", "x.json:1:"},
		{"YAML", "x.yaml", "name: ", "x.yaml:1:1: longer than 64 MiB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if testing.Short() && tc.file != "-" {
				t.Skip("each reads 64 MiB")
			}
			input := io.MultiReader(strings.NewReader(tc.begin), &endless{line: strings.Repeat("a", 1<<16), n: 1 << 20})
			r := conformance.NewReader(input, tc.file)
			var err error
			for err == nil {
				_, err = r.Read()
			}
			var tooLong *conformance.InputError
			if !errors.As(err, &tooLong) || !strings.HasPrefix(err.Error(), tc.want) || !strings.Contains(err.Error(), "64 MiB") {
				t.Errorf("got %s, want %s", shorten(err.Error()), tc.want)
			}
		})
	}
}

// TestHostileDocuments never panic, never recurse without bound, and say where they are wrong.
func TestHostileDocuments(t *testing.T) {
	const deep = 100_000
	documents := map[string]string{
		"brackets":         strings.Repeat("[", deep),
		"braces":           strings.Repeat(`{"a":`, deep/5),
		"closed brackets":  strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		"nested value":     `{"origin":` + strings.Repeat("[", deep),
		"nested header":    crossOrigin(strings.Repeat("[", 40) + strings.Repeat("]", 40)),
		"unclosed string":  `{"origin":"` + strings.Repeat("a", 1<<16),
		"NUL bytes":        strings.Repeat("\x00", 1<<16),
		"0xFF bytes":       strings.Repeat("\xff", 1<<16),
		"ELF":              "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00",
		"UTF-16":           "\xff\xfe{\x00}\x00",
		"half a surrogate": `{"origin":"\ud800"}`,
		"overlong UTF-8":   "{\"origin\":\"\xc0\xaf\"}",
		"number":           strings.Repeat("9", 1<<16),
		"minus":            "-",
		"literal":          "nul",
		"comment":          "// no\n{}",
		"trailing comma":   withFetch(`,}`),
		"single quotes":    `{'origin':'https://a.example'}`,
		"colons":           strings.Repeat(": ", 10_000),
		"dashes":           strings.Repeat("- ", 10_000),
		"dashes on lines":  strings.Repeat("-\n", 10_000),
		"question marks":   strings.Repeat("? ", 10_000),
		"anchors":          strings.Repeat("&a ", 10_000),
		"tags":             strings.Repeat("!a ", 10_000),
		"laughs":           "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
		"staircase":        staircase(2000),
		"flow in block":    "a:\n  b: " + strings.Repeat("{c: ", 10_000),
		"quotes":           strings.Repeat("\"", 10_001),
		"pipes":            strings.Repeat("|", 10_000),
		"percent":          "%YAML 1.2\n---\n{}",
	}
	for name, text := range documents {
		t.Run(name, func(t *testing.T) {
			for _, file := range []string{"x.json", "x.yaml", "-"} {
				within(t, func() {
					_, err := readAll(text, file)
					var input *conformance.InputError
					if !errors.As(err, &input) {
						t.Fatalf("%s: got %T %v, want an InputError", file, err, err)
					}
					if len(err.Error()) > 2000 {
						t.Errorf("%s: a message of %d bytes: %s", file, len(err.Error()), shorten(err.Error()))
					}
					if input.File != file || input.Msg == "" {
						t.Errorf("%s: %+v", file, input)
					}
				})
			}
		})
	}
}

// staircase is YAML that nests n levels by indentation.
func staircase(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// endless is an NDJSON input of n lines that was never in memory.
type endless struct {
	line string
	n    int
	rest string
}

func (e *endless) Read(b []byte) (int, error) {
	if e.rest == "" {
		if e.n == 0 {
			return 0, io.EOF
		}
		e.n--
		e.rest = e.line
	}
	n := copy(b, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestConstantMemory reads many scenarios from lines.
func TestConstantMemory(t *testing.T) {
	const all = 20_000
	r := conformance.NewReader(&endless{line: minimal("x") + "\n", n: all}, "-")
	var before, after runtime.MemStats
	for n := range all {
		if _, err := r.Read(); err != nil {
			t.Fatal(err)
		}
		if n == 1000 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
	runtime.KeepAlive(r)
}
