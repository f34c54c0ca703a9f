package header_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// byteString is a byte sequence that JSON writes as a string of U+0000–U+00FF, one code point a byte.
type byteString string

func (s *byteString) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	var b []byte
	for _, r := range text {
		if r > 0xFF {
			return errors.New("code point above U+00FF")
		}
		b = append(b, byte(r))
	}
	*s = byteString(b)
	return nil
}

// pairs is a header list as JSON writes it.
type pairs [][2]byteString

func (p pairs) list() header.List {
	l := header.List{}
	for _, pair := range p {
		l = append(l, header.Line{Name: string(pair[0]), Value: string(pair[1])})
	}
	return l
}

// row is a row of a unit table.
type row[I, W any] struct {
	Name, Why string
	Spec      []string
	Input     I
	Want      W
}

// rows reads a unit table of the conformance suite.
func rows[I, W any](t *testing.T, file string) []row[I, W] {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../..", "conformance", "suite", "unit", file))
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var table struct {
		Table, About, Input, Want string
		Spec                      []string
		Rows                      []row[I, W]
	}
	if err := d.Decode(&table); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if len(table.Rows) == 0 {
		t.Errorf("%s: no rows", file)
	}
	return table.Rows
}

// texts turns byte strings into strings.
func texts(s []byteString) []string {
	out := make([]string, len(s))
	for i := range s {
		out[i] = string(s[i])
	}
	return out
}
