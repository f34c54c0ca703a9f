package conformance_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/google/go-cmp/cmp"
)

// plainly is what encoding/json makes of a value, with the three characters left alone that it escapes for HTML.
func plainly(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// again marshals a value with encoding/json, and unmarshals it.
func again[T any](t *testing.T, v *T) *T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out := new(T)
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

// TestPlainJSON holds encoding/json to the documented format: it writes what Encode writes, and reads it back.
func TestPlainJSON(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		result, err := conformance.Run(&c.Scenario, conformance.Options{Browser: "chromium"})
		if err != nil {
			t.Fatal(err)
		}
		out := result.Output()
		for _, v := range []any{c, &c.Scenario, &out, &out.Fetches[0], c.Expect} {
			want, err := conformance.Encode(v)
			if err != nil {
				t.Fatal(err)
			}
			if got := plainly(t, v); got != string(want) {
				t.Errorf("%s: %T is %s\nwant %s", c.Name, v, got, want)
			}
		}
		if diff := cmp.Diff(c, again(t, c), sameText); diff != "" {
			t.Errorf("%s: the case, -before +after:\n%s", c.Name, diff)
		}
		if diff := cmp.Diff(&out, again(t, &out)); diff != "" {
			t.Errorf("%s: the verdicts, -before +after:\n%s", c.Name, diff)
		}
		for i := range c.Expect {
			if diff := cmp.Diff(c.Expect[i], again(t, c.Expect[i])); diff != "" {
				t.Errorf("%s: expect[%d], -before +after:\n%s", c.Name, i, diff)
			}
		}
	}
}
