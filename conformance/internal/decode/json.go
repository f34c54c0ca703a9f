package decode

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// jsonOptions let one rule about repeated names serve JSON and YAML: that of Document.object.
var jsonOptions = jsontext.AllowDuplicateNames(true)

// chunk is the text of one JSON value and where it begins in the file. Decoding one needs nothing else, so that several
// may be decoded at once.
type chunk struct {
	text         string
	line, column int // of its first byte
}

// locate turns an offset in the chunk into line and column.
func (c chunk) locate(at int) (line, column int) {
	at = min(max(at, 0), len(c.text))
	before := c.text[:at]
	newline := strings.LastIndexByte(before, '\n')
	if newline < 0 {
		return c.line, c.column + utf8.RuneCountInString(before)
	}
	return c.line + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[newline+1:])
}

// document parses the chunk, which must be one JSON value.
func (c chunk) document(file string) (*document, error) {
	d := c.decoder()
	doc := &document{file: file, locate: c.locate}
	if err := jsonValue(d, &doc.root, 0); err != nil {
		return nil, c.inputError(file, err)
	}
	if rest := strings.TrimLeft(c.text[d.InputOffset():], " \t\r\n"); rest != "" {
		line, column := c.locate(len(c.text) - len(rest))
		return nil, &InputError{File: file, Line: line, Column: column, Msg: "something follows the JSON value; write one value on a line"}
	}
	return doc, nil
}

// documents parses the chunk as JSON values that follow each other, up to the first that is none. Arrays give their items.
func (c chunk) documents(file string) (docs []*document, err error) {
	for d := c.decoder(); ; {
		var root node
		switch err = jsonValue(d, &root, 0); err {
		case nil:
		case io.EOF:
			return docs, nil
		default:
			return docs, c.inputError(file, err)
		}
		docs = append(docs, split(document{root: root, file: file, locate: c.locate})...)
	}
}

func (c chunk) decoder() *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBufferString(c.text), jsonOptions)
}

// jsonValue reads the next value.
func jsonValue(d *jsontext.Decoder, n *node, depth int) error {
	var end jsontext.Kind
	switch d.PeekKind() {
	case '{':
		n.kind, end = kindObject, '}'
	case '[':
		n.kind, end = kindArray, ']'
	default:
		return jsonScalar(d, n)
	}
	d.ReadToken()
	n.at = int(d.InputOffset()) - 1
	if depth == maxDepth {
		return &jsontext.SyntacticError{ByteOffset: int64(n.at), Err: errTooDeep}
	}
	for d.PeekKind() != end {
		var item node
		if n.kind == kindObject {
			var key node
			if err := jsonScalar(d, &key); err != nil {
				return err
			}
			item.key, item.keyAt = key.text, key.at
		}
		if err := jsonValue(d, &item, depth+1); err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := d.ReadToken()
	return err
}

var errTooDeep = errors.New(tooDeep)

// jsonScalar reads the next value, which is neither an object nor an array.
func jsonScalar(d *jsontext.Decoder, n *node) error {
	text, err := d.ReadValue()
	if err != nil {
		return err
	}
	n.at, n.text = int(d.InputOffset())-len(text), string(text)
	switch text.Kind() {
	case 'n':
		n.kind = kindNull
	case 't', 'f':
		n.kind = kindBool
	case '0':
		n.kind = kindNumber
	case '"':
		n.kind = kindString
		text, err = jsontext.AppendUnquote(nil, text)
		n.text = string(text)
	}
	return err
}

// inputError turns an error of the JSON library into an InputError.
func (c chunk) inputError(file string, err error) error {
	e := &InputError{File: file, Msg: err.Error()}
	at := len(c.text)
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at, e.Field = int(syntactic.ByteOffset), pointed(syntactic.JSONPointer)
		e.Msg = strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
	}
	e.Line, e.Column = c.locate(at)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		e.Msg = "the JSON ends too early; close every object, list and string"
	case strings.Contains(e.Msg, "invalid UTF-8"):
		e.Msg = notUTF8
	case strings.Contains(e.Msg, "surrogate"):
		e.Msg = "half a surrogate pair in a string; write the whole character"
	case errors.Is(err, errTooDeep):
		e.Msg = tooDeep
	default:
		e.Msg = "not valid JSON: " + e.Msg
	}
	return e
}

const notUTF8 = "not valid UTF-8; save the file as UTF-8, and write bytes as the characters U+0000 to U+00FF"

// pointed turns a JSON pointer into the way that messages show, "" if it leads too deep.
func pointed(p jsontext.Pointer) string {
	var steps []any
	for token := range p.Tokens() {
		if len(steps) > maxDepth {
			return ""
		}
		if i, err := strconv.Atoi(token); err == nil && i >= 0 {
			steps = append(steps, i)
		} else {
			steps = append(steps, token)
		}
	}
	return field(steps)
}
