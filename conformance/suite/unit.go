package suite

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/corsref/corsref/conformance"
)

//go:embed unit/*.json
var unitFiles embed.FS

// Unit is a table of inputs to one pure algorithm of the standard, and what it returns for each. Strings are code points
// U+0000 to U+00FF where the standard speaks of bytes: one code point a byte.
type Unit struct {
	Table string    `json:"table"` // its name
	About string    `json:"about"` // the algorithm
	Spec  []string  `json:"spec"`  // pointers, as those of cases
	Input string    `json:"input"` // the shape of inputs, for people
	Want  string    `json:"want"`  // the shape of results, for people
	Rows  []UnitRow `json:"rows"`
}

// UnitRow is one input of a table.
type UnitRow struct {
	Name  string          `json:"name"` // unique in the table
	Why   string          `json:"why"`
	Spec  []string        `json:"spec,omitzero"` // when not the table's
	Input json.RawMessage `json:"input"`
	Want  json.RawMessage `json:"want"`
}

// Units returns the unit tables, in the order of their names.
func Units() ([]*Unit, error) {
	names, err := fs.Glob(unitFiles, "unit/*.json")
	if err != nil {
		return nil, err
	}
	var all []*Unit
	for _, name := range names {
		data, err := unitFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		u := new(Unit)
		if err := json.Unmarshal(data, u); err != nil {
			return nil, fmt.Errorf("suite: %s: %w", name, err)
		}
		all = append(all, u)
	}
	return all, nil
}

// UnitFiles returns the files of the unit tables, unit/<table>.json.
func UnitFiles() fs.FS { return unitFiles }

// Bytes is a byte sequence that JSON writes as a string of U+0000 to U+00FF, one code point a byte.
type Bytes string

// UnmarshalText reads such a string.
func (b *Bytes) UnmarshalText(text []byte) error {
	s, ok := conformance.Bytes(string(text))
	if !ok {
		return fmt.Errorf("suite: %q has a code point above U+00FF", text)
	}
	*b = Bytes(s)
	return nil
}

// MarshalText writes such a string.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(conformance.Text(string(b))), nil }
