package recorded

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/corsref/corsref/conformance"
)

// Records are what one browser did, by the name of the case. Nil is that it did as
// the standard says.
type Records map[string]*conformance.EngineRecord

// field is the name of the records' field in a case.
const field = "engines"

// caseDepth is how deep the fields of a case stand in a file.
const caseDepth = 2

// Write puts the records of one engine into a file of cases, and takes out those
// that are nil. The rest of the file stays as it is.
func Write(doc []byte, engine string, records Records) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(doc))
	if _, err := d.Token(); err != nil { // [
		return nil, err
	}
	var out []byte
	done := 0
	for d.More() {
		s, err := scan(doc, d)
		if err != nil {
			return nil, err
		}
		record, played := records[s.name]
		if played {
			delete(s.engines, engine)
		}
		if record != nil {
			if s.engines[engine], err = conformance.Encode(record); err != nil {
				return nil, err
			}
		}
		text := ""
		if len(s.engines) > 0 {
			if text, err = fieldText(s.engines); err != nil {
				return nil, err
			}
		}
		out = append(append(out, doc[done:s.from]...), text...)
		done = s.to
	}
	return append(out, doc[done:]...), nil
}

// fieldText is the field as it stands behind the last field of a case.
func fieldText(records map[string]json.RawMessage) (string, error) {
	doc, err := conformance.Encode(records) // sorted by engine
	if err != nil {
		return "", err
	}
	text, err := format(doc, caseDepth)
	return fmt.Sprintf(",\n    %q: %s", field, text), err
}

// span is one case of a file, and where its records stand or would stand: from
// behind the value before to behind their own.
type span struct {
	name     string
	engines  map[string]json.RawMessage
	from, to int
}

// scan reads one case.
func scan(doc []byte, d *json.Decoder) (span, error) {
	s := span{engines: make(map[string]json.RawMessage)}
	if _, err := d.Token(); err != nil { // {
		return s, err
	}
	last := 0 // where the last value ends
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return s, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return s, err
		}
		switch name {
		case "name":
			err = json.Unmarshal(value, &s.name)
		case field:
			s.from, s.to = last, int(d.InputOffset())
			err = json.Unmarshal(value, &s.engines)
		}
		if err != nil {
			return s, err
		}
		last = int(d.InputOffset())
	}
	if s.to == 0 {
		s.from, s.to = last, last
	}
	_, err := d.Token() // }
	return s, err
}
