package main

import (
	"bytes"
	v1 "encoding/json"
	"fmt"
	"slices"

	"github.com/bytedance/sonic"
	v2 "github.com/go-json-experiment/json"
	legacy "github.com/go-json-experiment/json/v1"
	goccy "github.com/goccy/go-json"
	jsoniter "github.com/json-iterator/go"
	segmentio "github.com/segmentio/encoding/json"
)

// A library decodes one line and encodes it again.
type library struct {
	name string
	// decode reads a line into v, as strictly as the library can.
	decode func(text []byte, v any) error
	// append writes v behind b.
	append func(b []byte, v any) ([]byte, error)
}

// libraries are the candidates. The first one is what corsref is made with.
var libraries = []library{
	{
		name:   "go-json-experiment",
		decode: func(text []byte, v any) error { return v2.Unmarshal(text, v, v2.RejectUnknownMembers(true)) },
		append: func(b []byte, v any) ([]byte, error) { return appended(b)(v2.Marshal(v, keepEmpty)) },
	},
	{
		name:   "encoding",
		decode: func(text []byte, v any) error { return strict(v1.NewDecoder(bytes.NewReader(text))).Decode(v) },
		append: func(b []byte, v any) ([]byte, error) { return appended(b)(v1.Marshal(v)) },
	},
	{
		name:   "goccy",
		decode: func(text []byte, v any) error { return strict(goccy.NewDecoder(bytes.NewReader(text))).Decode(v) },
		append: func(b []byte, v any) ([]byte, error) { return appended(b)(goccy.Marshal(v)) },
	},
	{
		name:   "jsoniter",
		decode: jsoniter.Config{DisallowUnknownFields: true}.Froze().Unmarshal,
		append: func(b []byte, v any) ([]byte, error) {
			return appended(b)(jsoniter.ConfigCompatibleWithStandardLibrary.Marshal(v))
		},
	},
	{
		name: "segmentio",
		decode: func(text []byte, v any) error {
			_, err := segmentio.Parse(text, v, segmentio.DisallowUnknownFields)
			return err
		},
		append: func(b []byte, v any) ([]byte, error) { return segmentio.Append(b, v, 0) },
	},
	{
		name:   "sonic",
		decode: sonic.Config{DisallowUnknownFields: true, ValidateString: true}.Froze().Unmarshal,
		append: func(b []byte, v any) ([]byte, error) { return appended(b)(sonic.Marshal(v)) },
	},
}

// keepEmpty keeps a string that is given and empty, as the other libraries do.
var keepEmpty = legacy.OmitEmptyWithLegacySemantics(true)

// strict refuses members that the shape does not have.
func strict[D interface{ DisallowUnknownFields() }](d D) D {
	d.DisallowUnknownFields()
	return d
}

// appended puts what a library allocated behind b.
func appended(b []byte) func(text []byte, err error) ([]byte, error) {
	return func(text []byte, err error) ([]byte, error) { return append(b, text...), err }
}

// libraryOf is the library of a name.
func libraryOf(name string) (library, error) {
	at := slices.IndexFunc(libraries, func(l library) bool { return l.name == name })
	if at < 0 {
		return library{}, fmt.Errorf("there is no library %q", name)
	}
	return libraries[at], nil
}

// recode decodes a line into a new value of shape() and puts it, encoded again, behind b.
func (l library) recode(b, text []byte, shape func() any) ([]byte, error) {
	v := shape()
	if err := l.decode(text, v); err != nil {
		return b, err
	}
	b, err := l.append(b, v)
	return append(b, '\n'), err
}

// shapes are what a line may be decoded into.
var shapes = map[string]func() any{
	"typed": func() any { return new(line) },
	"any":   func() any { return new(any) },
}
