package recorded

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// width is how wide a value on one line may be.
const width = 98

// format writes JSON with two spaces a level, from a depth on, and on one line
// what fits there. Names keep their order, numbers and strings their spelling.
func format(doc []byte, depth int) (string, error) {
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	v, err := decode(d)
	if err != nil {
		return "", err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return "", errors.New("there is more behind the document")
	}
	var f formatter
	f.value(v, depth)
	return f.String(), nil
}

// member is a name and a value of an object; an object is a list of them.
type member struct {
	name  string
	value any
}

func decode(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		object := []member{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := decode(d)
			if err != nil {
				return nil, err
			}
			object = append(object, member{name.(string), value})
		}
		_, err = d.Token()
		return object, err
	case json.Delim('['):
		array := []any{}
		for d.More() {
			value, err := decode(d)
			if err != nil {
				return nil, err
			}
			array = append(array, value)
		}
		_, err = d.Token()
		return array, err
	}
	return token, nil
}

type formatter struct{ strings.Builder }

// value writes v at a depth.
func (f *formatter) value(v any, depth int) {
	if line := inline(v); utf8.RuneCountInString(line) <= width || isScalar(v) {
		f.WriteString(line)
		return
	}
	indent := strings.Repeat("  ", depth+1)
	open, end := "{", "}"
	if _, ok := v.([]any); ok {
		open, end = "[", "]"
	}
	f.WriteString(open)
	each(v, func(i int, name string, item any) {
		if i > 0 {
			f.WriteString(",")
		}
		f.WriteString("\n" + indent + name)
		f.value(item, depth+1)
	})
	f.WriteString("\n" + indent[2:] + end)
}

// each visits what v has, with names as they stand before the values of an object.
func each(v any, visit func(i int, name string, item any)) {
	switch v := v.(type) {
	case []member:
		for i, m := range v {
			visit(i, scalar(m.name)+": ", m.value)
		}
	case []any:
		for i, item := range v {
			visit(i, "", item)
		}
	}
}

// inline is v on one line.
func inline(v any) string {
	if isScalar(v) {
		return scalar(v)
	}
	var b strings.Builder
	each(v, func(i int, name string, item any) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name + inline(item))
	})
	if _, ok := v.([]member); ok {
		return "{" + b.String() + "}"
	}
	return "[" + b.String() + "]"
}

func isScalar(v any) bool {
	switch v := v.(type) {
	case []member:
		return len(v) == 0
	case []any:
		return len(v) == 0
	}
	return true
}

func scalar(v any) string {
	switch v := v.(type) {
	case []member:
		return "{}"
	case []any:
		return "[]"
	case json.Number:
		return v.String()
	default:
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.Encode(v)
		return strings.TrimSuffix(b.String(), "\n")
	}
}
