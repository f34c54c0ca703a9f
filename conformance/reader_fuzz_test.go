package conformance_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/google/go-cmp/cmp"
)

// FuzzReader reads anything: no panic, an InputError or cases; cases decode again from what they encode to, as JSON and as
// YAML, agree with the schema, and run.
func FuzzReader(f *testing.F) {
	for _, tc := range badDocuments {
		f.Add(tc.text, false)
		f.Add(tc.text, true)
	}
	for _, tc := range goodDocuments {
		f.Add(tc.text, false)
		f.Add(tc.text, true)
	}
	f.Add(conformance.ExampleJSON, false)
	f.Add("origin: \"null\"\nfetches:\n- url: https://a.example/\n  headers: {X-Foo: \"1\"}\n---\norigin: https://b.example\n", true)
	schema := compileSchema(f, "scenario")
	f.Fuzz(func(t *testing.T, text string, yaml bool) {
		file := "x.json"
		if yaml {
			file = "x.yaml"
		}
		r := conformance.NewReader(strings.NewReader(text), file)
		for range 100 {
			c, err := r.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				var input *conformance.InputError
				if !errors.As(err, &input) || input.Msg == "" {
					t.Fatalf("%T %v", err, err)
				}
				return
			}
			encoded, err := conformance.Encode(c)
			if err != nil {
				t.Fatal(err)
			}
			scenario, err := conformance.Encode(c.Scenario)
			if err != nil {
				t.Fatal(err)
			}
			if err := validate(t, schema, string(scenario)); err != nil {
				t.Fatalf("%v\n%s", err, scenario)
			}
			for _, file := range []string{"again.json", "again.yaml"} {
				again, err := conformance.NewReader(strings.NewReader(string(encoded)), file).Read()
				if err != nil {
					t.Fatalf("%v\n%s", err, encoded)
				}
				if diff := cmp.Diff(c, again, sameText); diff != "" {
					t.Fatalf("-first +again\n%s", diff)
				}
			}
			if len(c.Fetches) > 100 {
				continue
			}
			result, err := conformance.Run(&c.Scenario, conformance.Options{})
			if err != nil {
				t.Fatalf("%v\n%s", err, encoded)
			}
			if _, err := conformance.Encode(result.Output()); err != nil {
				t.Fatalf("%v\n%s", err, encoded)
			}
		}
	})
}
