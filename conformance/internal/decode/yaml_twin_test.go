package decode

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// plain is what a tree says, as Go values. It is false when a key repeats.
func plain(n *node) (any, bool) {
	switch n.kind {
	case kindNull:
		return nil, true
	case kindBool:
		return n.text == "true", true
	case kindNumber:
		f, err := strconv.ParseFloat(n.text, 64)
		return f, err == nil
	case kindString:
		return n.text, true
	case kindArray:
		out := make([]any, len(n.items))
		for i := range n.items {
			var ok bool
			if out[i], ok = plain(&n.items[i]); !ok {
				return nil, false
			}
		}
		return out, true
	}
	out := make(map[string]any, len(n.items))
	for i := range n.items {
		item := &n.items[i]
		value, ok := plain(item)
		if _, twice := out[item.key]; twice || !ok {
			return nil, false
		}
		out[item.key] = value
	}
	return out, true
}

// numbers makes every number a float64.
func numbers(v any) any {
	switch v := v.(type) {
	case int64, uint64, int:
		f, _ := strconv.ParseFloat(fmt.Sprint(v), 64)
		return f
	case []any:
		for i := range v {
			v[i] = numbers(v[i])
		}
		if v == nil {
			return []any{}
		}
	case map[string]any:
		for k := range v {
			v[k] = numbers(v[k])
		}
	}
	return v
}

// FuzzYAML compares the tree that is built here with what the library's own parser makes of the same text, where both take it.
func FuzzYAML(f *testing.F) {
	for _, text := range []string{
		"a: 1\nb:\n- x\n- y: z\n  q: [1, 2, {r: s}]\nc: null\n", "{\"a\": [\"b\", 1.5, true]}", "- - a\n  - b\n-\n  - c\n",
		"a: |\n  two\n  lines\nb: >-\n  folded\n  text\n", "a:\n  b:\n    c: d\n  e: f\ng: 'h: i'\n", "a: b c\n  d\n", "x:\n",
		"a: {b: c,\n  d: e\n}\nf: []\n", "# only\na: \"\\u00e9\" # c\n", "? a\n: b\n", "a:\n    b: 1\n  c: 2\n", "[a, b\n", "a: -\n", "- a\nb: c\n",
		"- b: c\n-\ta: d\n", "a:\nb\n", "a: 'x''y'\n'b': \"c\\nd\"\n", "a: {b: }\n", "[,]", "a: b: c\n", "'a'\n", "1: 2\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		docs, err := yamlDocuments("x.yaml", text)
		if err != nil || len(docs) != 1 {
			return
		}
		var want any
		if func() (failed bool) {
			defer func() { failed = failed || recover() != nil }()
			return yaml.Unmarshal([]byte(text), &want) != nil
		}() {
			return
		}
		got, ok := plain(&docs[0].root)
		if list, isList := want.([]any); isList && len(list) == 1 {
			want = list[0] // a list of one document
		}
		if diff := cmp.Diff(numbers(want), got); ok && diff != "" {
			t.Errorf("%q: -library +here\n%s", text, diff)
		}
	})
}
