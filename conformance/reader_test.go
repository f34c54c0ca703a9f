package conformance_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/google/go-cmp/cmp"
)

// readAll reads every case of a text.
func readAll(text, file string) ([]*conformance.Case, error) {
	r := conformance.NewReader(strings.NewReader(text), file)
	var all []*conformance.Case
	for {
		c, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, c)
	}
}

// minimal is the shortest scenario, named.
func minimal(name string) string {
	return `{"name":"` + name + `","origin":"https://a.example","fetches":[{"url":"/"}]}`
}

func TestReaderSyntaxes(t *testing.T) {
	one, two, three := minimal("1"), minimal("2"), minimal("3")
	spread := strings.NewReplacer(",", ",\n  ", "{", "{\n").Replace
	yaml := "name: \"1\"\norigin: https://a.example\nfetches:\n  - url: /\n"
	for _, tc := range []struct {
		name, why, file, text string
		want                  string
	}{
		{"object", "a .json file is one object", "x.json", one, "1"},
		{"object on many lines", "the first line is no whole object", "x.json", spread(one), "1"},
		{"array", "a list holds many", "x.json", "[" + one + "," + two + "]", "1 2"},
		{"array on many lines", "white space does not matter", "x.json", "\n [\n" + spread(one) + "\n,\n" + spread(two) + "\n]\n", "1 2"},
		{"empty array", "a list may be empty", "x.json", "[]", ""},
		{"lines", "NDJSON", "x.ndjson", one + "\n" + two + "\n" + three + "\n", "1 2 3"},
		{"lines in .json", "the content decides, not the name", "x.json", one + "\n" + two, "1 2"},
		{"lines on standard input", "the content decides, not the name", "-", one + "\r\n\r\n  " + two + " \r\n", "1 2"},
		{"array on standard input", "the content decides, not the name", "-", "[" + one + "]", "1"},
		{"values on many lines", "objects may follow each other", "-", spread(one) + "\n" + spread(two), "1 2"},
		{"byte order mark", "some editors write one", "x.json", "\ufeff" + one, "1"},
		{"YAML", "the same in YAML", "x.yaml", yaml, "1"},
		{"YAML documents", "each document is one", "x.yml", yaml + "---\n" + strings.Replace(yaml, "1", "2", 1), "1 2"},
		{"YAML list", "a list holds many", "x.yaml", "- " + one + "\n- " + two, "1 2"},
		{"YAML byte order mark", "some editors write one", "x.yaml", "\ufeff" + yaml, "1"},
		{"JSON is YAML", "flow style", "x.yaml", one, "1"},
		{"JSON is YAML, line breaks", "what only YAML takes as a line break is a character of JSON", "x.yaml", minimal("\u0085\u2028 1"), "\u0085\u2028 1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cases, err := readAll(tc.text, tc.file)
			if err != nil {
				t.Fatalf("%v (%s)", err, tc.why)
			}
			var names []string
			for _, c := range cases {
				names = append(names, c.Name)
			}
			if diff := cmp.Diff(tc.want, strings.Join(names, " ")); diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
		})
	}
}

func TestReaderErrors(t *testing.T) {
	one := minimal("1")
	lines := strings.Repeat(one+"\n", 4999)
	for _, tc := range []struct {
		name, why, file, text string
		want                  string // how the error begins
		before                int    // cases read before it
	}{
		{"empty", "an empty file has no scenario", "x.json", "", "x.json:1:1: is empty", 0},
		{"blank", "nor has one of white space", "x.json", " \n\n", "x.json:1:1: is empty", 0},
		{"empty YAML", "an empty file has no scenario", "x.yaml", "", "x.yaml:1:1: is empty", 0},
		{"comment YAML", "a comment is none", "x.yaml", "# nothing\n", "x.yaml:1:1: is empty", 0},
		{"garbage", "no JSON", "x.json", "\x00\x01\xff\xfe", "x.json:1:1: not valid JSON", 0},
		{"garbage YAML", "no UTF-8", "x.yaml", "a: \xff\xfe", "x.yaml:1:4: not valid UTF-8", 0},
		{"line 5000 cut", "the line is named, the verdicts before stand", "-", lines + one[:30] + "\n" + one, "-:5000:31: ", 4999},
		{"line 5000 unknown field", "the line and column are named", "-", lines + `{"name":"x","orgin":1}` + "\n" + one, `-:5000:13: orgin: unknown field; did you mean "origin"?`, 4999},
		{"two on a line", "one a line", "-", one + "\n" + one + " " + one, "-:2:67: something follows the JSON value", 1},
		{"array item", "line and column in the file", "x.json", "[\n" + one + ",\n  {\"origin\":1}]", "x.json:3:13: origin: must be a string, not a number", 1},
		{"array end", "an array that is not closed", "x.json", "[" + one, "x.json:1:67: the JSON ends too early", 0},
		{"after array", "nothing may follow", "x.json", "[" + one + "] 1", "x.json:1:", 1},
		{"many lines", "the place of a value on a later line", "x.json", "{\n\"origin\": \"https://é.example\", \"fetches\":\n[ {\"url\":\"x\"} ]}", "x.json:2:11: origin: ", 0},
		{"columns are characters", "not bytes", "x.json", `{"name":"éé","orgin":1}`, "x.json:1:14: orgin: ", 0},
		{"invalid UTF-8", "JSON is UTF-8", "x.json", "{\"name\":\"\xff\"}", "x.json:1:10: name: not valid UTF-8", 0},
		{"deep", "no unbounded recursion", "x.json", strings.Repeat(`[`, 1_000_000), "x.json:1:", 0},
		{"deep object", "no unbounded recursion", "x.json", `{"origin":` + strings.Repeat(`[`, 100) + strings.Repeat(`]`, 100) + `}`, "x.json:1:", 0},
		{"deep YAML", "no unbounded recursion", "x.yaml", strings.Repeat(`[`, 100_000), "x.yaml:1:", 0},
		{"deep YAML list", "no unbounded recursion", "x.yaml", strings.Repeat(`- `, 100_000), "x.yaml:1:", 0},
		{"YAML syntax", "where the bracket should be closed", "x.yaml", "origin: [\n", "x.yaml:2:1: not valid YAML", 0},
		{"YAML null origin", "a bare null is no string", "x.yaml", "name: x\norigin: null\nfetches: [{url: /}]\n", `x.yaml:2:9: origin: must be a string, and without quotes this is YAML's null; write "null" in quotes`, 0},
		{"YAML tilde", "nor is a tilde", "x.yaml", "origin: ~\n", "x.yaml:1:9: origin: ", 0},
		{"YAML nothing", "nor is nothing", "x.yaml", "origin:\nfetches: []\n", "x.yaml:1:", 0},
		{"YAML number", "a header value is a string", "x.yaml", "origin: https://a.example\nfetches:\n- url: /\n  headers:\n    X-Foo: 1\n", `x.yaml:5:12: fetches[0].headers.X-Foo: must be a string, not a number; write it in quotes, as in "1"`, 0},
		{"YAML yes", "yes is a string here", "x.yaml", "origin: https://a.example\nfetches:\n- url: /\n  keepalive: yes\n", "x.yaml:4:14: fetches[0].keepalive: must be a boolean, not a string; write true or false", 0},
		{"YAML true", "true is no string", "x.yaml", "origin: https://a.example\nfetches:\n- url: /\n  method: true\n", `x.yaml:4:11: fetches[0].method: must be a string, not a boolean; write it in quotes, as in "true"`, 0},
		{"YAML octal", "only YAML has such numbers", "x.yaml", "origin: https://a.example\nfetches: [{url: /, after: 0o17}]\n", "x.yaml:2:27: ", 0},
		{"YAML alias", "not part of the format", "x.yaml", "origin: &a https://a.example\ntopLevel: *a\n", "x.yaml:1:9: anchors, aliases", 0},
		{"YAML tag", "not part of the format", "x.yaml", "origin: !!str null\n", "x.yaml:1:9: tags", 0},
		{"YAML duplicate", "as in JSON", "x.yaml", "origin: https://a.example\norigin: https://a.example\n", "x.yaml:2:1: origin: given twice", 0},
		{"YAML second document", "the place in the file", "x.yaml", "origin: https://a.example\nfetches: [{url: /}]\n---\nname: 7\n", "x.yaml:4:7: name: must be a string", 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cases, err := readAll(tc.text, tc.file)
			var input *conformance.InputError
			if !errors.As(err, &input) {
				t.Fatalf("got %T %v, want an InputError (%s)", err, err, tc.why)
			}
			if !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("got  %s\nwant %s… (%s)", shorten(err.Error()), tc.want, tc.why)
			}
			if len(cases) != tc.before {
				t.Errorf("%d cases before the error, want %d", len(cases), tc.before)
			}
		})
	}
}

func shorten(s string) string {
	if len(s) > 300 {
		return s[:300] + fmt.Sprintf("… (%d bytes)", len(s))
	}
	return s
}

// failing is a reader that breaks.
type failing struct{ after io.Reader }

var errBroken = errors.New("the disk is gone")

func (f failing) Read(b []byte) (int, error) {
	n, err := f.after.Read(b)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

func TestReaderPassesOnReadErrors(t *testing.T) {
	for _, file := range []string{"x.json", "x.yaml", "-"} {
		for _, text := range []string{"", minimal("1") + "\n", "[" + minimal("1"), "{\n"} {
			r := conformance.NewReader(failing{strings.NewReader(text)}, file)
			var err error
			for err == nil {
				_, err = r.Read()
			}
			if err != errBroken {
				t.Errorf("%s %q: got %v, want the reader's own error", file, text, err)
			}
		}
	}
}
