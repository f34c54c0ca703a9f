package conformance

import (
	"github.com/corsref/corsref/conformance/internal/decode"
	"github.com/corsref/corsref/fetch/header"
	"github.com/go-json-experiment/json/jsontext"
)

// Field is one header line of a document: a name and a value, as text. In JSON it is a pair [name, value].
type Field struct {
	Name, Value string
}

// Fields are header lines in order, repeated names kept. In JSON they are a list of pairs; an object is read, too.
type Fields []Field

// FieldsOf returns header lines of the wire as text.
func FieldsOf(list header.List) Fields {
	fields := make(Fields, len(list))
	for i, line := range list {
		fields[i] = Field{Text(line.Name), Text(line.Value)}
	}
	return fields
}

// Append adds a line behind the others.
func (f *Fields) Append(name, value string) { *f = append(*f, Field{name, value}) }

// MarshalJSON writes f as a pair.
func (f Field) MarshalJSON() ([]byte, error) {
	b, _ := jsontext.AppendQuote([]byte{'['}, f.Name)
	b, _ = jsontext.AppendQuote(append(b, ','), f.Value)
	return append(b, ']'), nil
}

// UnmarshalJSON reads a list of pairs, or an object.
func (f *Fields) UnmarshalJSON(data []byte) error { return decode.JSON(data, f) }
