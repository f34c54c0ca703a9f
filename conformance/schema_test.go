package conformance_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compileSchema returns one of the embedded schemas, compiled with the others at hand.
func compileSchema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	names, err := fs.Glob(conformance.Schema, "schema/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no schemas: %v", err)
	}
	for _, file := range names {
		text, err := fs.ReadFile(conformance.Schema, file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if err := c.AddResource("https://corsref.github.io/"+file, doc); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile("https://corsref.github.io/schema/" + name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate reports what a schema has against a JSON text.
func validate(t testing.TB, s *jsonschema.Schema, text string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

func TestSuiteFilesMatchSchema(t *testing.T) {
	s := compileSchema(t, "case")
	names, err := fs.Glob(suite.Files(), "*/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no suite: %v", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(suite.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, s, string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOutputMatchesSchema(t *testing.T) {
	s, scenario := compileSchema(t, "verdict"), compileSchema(t, "scenario")
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		result, err := conformance.Run(&c.Scenario, conformance.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		text, err := conformance.Encode(result.Output())
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
			continue
		}
		if err := validate(t, s, string(text)); err != nil {
			t.Errorf("%s: %v\n%s", c.Name, err, text)
		}
		// A verdict is an expectation that gives every field: it compares equal to itself.
		verdicts, _ := conformance.Encode(result.Output().Fetches)
		again := `{"origin":"https://a.example","fetches":[` + strings.Repeat(`{"url":"/"},`, len(c.Fetches)-1) + `{"url":"/"}],"expect":` + string(verdicts) + "}"
		if err := validate(t, scenario, again); err != nil {
			t.Errorf("%s: as expect: %v", c.Name, err)
		}
		back, err := readAll(again, "x.json")
		if err != nil {
			t.Errorf("%s: as expect: %v", c.Name, err)
			continue
		}
		for _, d := range result.Compare(back[0].Expect) {
			t.Errorf("%s: as expect: %s", c.Name, d)
		}
	}
}

func TestExample(t *testing.T) {
	if err := validate(t, compileSchema(t, "scenario"), conformance.ExampleJSON); err != nil {
		t.Error(err)
	}
	cases, err := readAll(conformance.ExampleJSON, "example")
	if err != nil || len(cases) != 1 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	result, err := conformance.Run(&cases[0].Scenario, conformance.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range result.Compare(cases[0].Expect) {
		t.Error(d)
	}
}
