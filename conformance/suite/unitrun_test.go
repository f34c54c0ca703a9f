package suite_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestUnits runs every row of every unit table.
func TestUnits(t *testing.T) {
	tables, err := suite.Units()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		seen := make(map[string]bool)
		for _, row := range table.Rows {
			if seen[row.Name] {
				t.Errorf("%s: there are two %q", table.Table, row.Name)
			}
			seen[row.Name] = true
			t.Run(table.Table+"/"+row.Name, func(t *testing.T) {
				got, err := table.Run(row)
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(plain(t, got), plain(t, row.Want)) {
					t.Errorf("%s\n got %s\nwant %s\n   (%s; %s)", row.Input, got, row.Want, row.Why, strings.Join(table.Spec, ", "))
				}
			})
		}
	}
}

// TestUnitFiles holds the files to their schema and their names.
func TestUnitFiles(t *testing.T) {
	text, err := fs.ReadFile(conformance.Schema, "schema/unit.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("unit.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("unit.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(suite.UnitFiles(), "unit/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(suite.UnitFiles(), name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if table := doc.(map[string]any)["table"]; table != strings.TrimSuffix(path.Base(name), ".json") {
			t.Errorf("%s is table %q", name, table)
		}
	}
}

// plain is what JSON says, whatever its spaces and the order of its fields.
func plain(t *testing.T, data json.RawMessage) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var out any
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}
