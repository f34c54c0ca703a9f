package recorded

import (
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// width is how wide a value on one line may be.
const width = 98

// format writes JSON as the suite's files have it: on one line what fits there, else two spaces a level, from a depth on.
// Names keep their order.
func format(doc jsontext.Value, depth int) (string, error) {
	line := doc.Clone()
	if err := line.Format(jsontext.SpaceAfterColon(true), jsontext.SpaceAfterComma(true), jsontext.PreserveRawStrings(true)); err != nil {
		return "", err
	}
	if kind := doc.Kind(); utf8.RuneCount(line) <= width || kind != '{' && kind != '[' {
		return string(line), nil
	}
	d := jsontext.NewDecoder(strings.NewReader(string(line)))
	open, err := d.ReadToken()
	if err != nil {
		return "", err
	}
	indent := strings.Repeat("  ", depth+1)
	text, name := open.String(), ""
	for d.PeekKind() != '}' && d.PeekKind() != ']' {
		value, err := d.ReadValue()
		if err != nil {
			return "", err
		}
		if _, n := d.StackIndex(1); open.Kind() == '{' && n%2 == 1 {
			name = string(value) + ": "
			continue
		}
		item, err := format(value.Clone(), depth+1)
		if err != nil {
			return "", err
		}
		if len(text) > 1 {
			text += ","
		}
		text += "\n" + indent + name + item
	}
	end, err := d.ReadToken()
	return text + "\n" + indent[2:] + end.String(), err
}
