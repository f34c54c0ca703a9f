package decode

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestYAMLOnly checks that what YAML can say and JSON cannot is refused, where it stands.
func TestYAMLOnly(t *testing.T) {
	for _, tc := range []struct{ name, why, text, want string }{
		{"anchor", "nothing may refer to it", "a: &x b\n", "f.yaml:1:4: anchors, aliases and merge keys are not part of the format; write the value itself"},
		{"anchor of a key", "nothing may refer to it", "&x a: b\n", "f.yaml:1:1: anchors, aliases"},
		{"unknown alias", "the library looks it up", "a: *x\n", "f.yaml:1:4: not valid YAML: unknown anchor 'x' referenced"},
		{"aliases of aliases", "they would multiply", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "f.yaml:1:4: anchors, aliases"},
		{"merge key", "it takes members from elsewhere", "a:\n  <<: {b: c}\n", "f.yaml:2:3: anchors, aliases"},
		{"tag", "it changes what a value is", "a: !!str 1\n", "f.yaml:1:4: tags are not part of the format"},
		{"tag of no name", "it makes a string of anything", "a: ! 12\n", "f.yaml:1:4: tags are not part of the format"},
		{"tag of a key", "it changes what a key is", "!!str a: b\n", "f.yaml:1:1: tags are not part of the format"},
		{"version", "a directive", "%YAML 1.1\n---\na: b\n", "f.yaml:1:1: directives are not part of the format"},
		{"tag directive", "of the second document", "a: b\n...\n%TAG ! !x\n---\na: b\n", "f.yaml:3:1: directives are not part of the format"},
		{"question mark", "the long form of a key", "? a\n: b\n", "f.yaml:1:3: keys with a question mark are not part of the format"},
		{"key that is a list", "JSON has none", "? [a]\n: b\n", "f.yaml:1:3: keys with a question mark are not part of the format"},
		{"key that is a number", "in JSON it is in quotes", "1: b\n", "f.yaml:1:1: a key must be a string; write it in quotes"},
		{"key without a value", "in braces a colon needs a space", "{a:b}", "f.yaml:1:2: a key without a value; write `name: value`"},
		{"pair in a list", "its braces are missing", "[a: b]", "f.yaml:1:2: not valid YAML: a comma or a closing bracket is missing"},
		{"empty entry", "it would be null", "- a\n-\n- b\n", "f.yaml:2:2: an empty list entry"},
		{"hexadecimal", "JSON has decimal numbers", "a: 0x1F\n", `f.yaml:1:4: "0x1F" is a number that only YAML has`},
		{"underscore", "JSON has none in numbers", "a: 1_000\n", `f.yaml:1:4: "1_000" is a number that only YAML has`},
		{"infinity", "JSON has none", "a: .inf\n", `f.yaml:1:4: ".inf" is a number that only YAML has`},
		{"next line", "YAML would make it a space", "a: \"é\u0085\"\n", `f.yaml:1:6: U+0085 is a line break in YAML; write \u0085 in double quotes`},
		{"tab", "no indentation", "a:\n\tb: c\n", "f.yaml:2:1: not valid YAML"},
		{"two on a line", "the second has no object of its own", "a: b: c\n", "f.yaml:1:5: not valid YAML"},
		{"33 levels", "one more than there may be", strings.Repeat("- ", 33) + "x", "f.yaml:1:65: nested too deeply"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := NewReader(strings.NewReader(tc.text), "f.yaml").Next()
			if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("%s: got %v\nwant %s", tc.why, err, tc.want)
			}
		})
	}
}

// TestYAMLValues checks what plain words are, and that documents without a value do not count.
func TestYAMLValues(t *testing.T) {
	const text = "---\n# nothing\n---\nyes: no\ndate: 2001-01-01\nbig: '8'\nfold: >-\n  two\n  lines\nescape: \"\\u0085\"\n...\n---\n- {yes: y}\n- {}\n"
	var got []map[string]string
	for r := NewReader(strings.NewReader(text), "f.yaml"); ; {
		doc, err := r.Next()
		if err == io.EOF {
			break
		}
		var v map[string]string
		if err == nil {
			err = doc.Into(&v, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, v)
	}
	want := []map[string]string{
		{"yes": "no", "date": "2001-01-01", "big": "8", "fold": "two lines", "escape": "\u0085"}, {"yes": "y"}, {},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
