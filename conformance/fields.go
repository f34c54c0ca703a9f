package conformance

import (
	"errors"

	"github.com/go-json-experiment/json/jsontext"
)

// Field is one header line of a document: a name and a value, as text.
type Field struct {
	Name, Value string
}

// Fields are header lines in order, duplicates kept. In JSON they are a list of pairs.
type Fields []Field

// MarshalJSONTo writes f as a pair.
func (f Field) MarshalJSONTo(e *jsontext.Encoder) error {
	return errors.Join(
		e.WriteToken(jsontext.BeginArray),
		e.WriteToken(jsontext.String(f.Name)),
		e.WriteToken(jsontext.String(f.Value)),
		e.WriteToken(jsontext.EndArray),
	)
}
