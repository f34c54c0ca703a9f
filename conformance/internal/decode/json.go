package decode

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"
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

// document parses the chunk, which must be one JSON value. The nodes are the reader's, until it reads again.
func (c chunk) document(file string, r *jsonReader) (*document, error) {
	if !jsontext.Value(c.text).IsValid(jsonOptions) {
		return nil, c.invalid(file)
	}
	r.text, r.at, r.open, r.closed = c.text, 0, r.open[:0], r.closed[:0]
	doc := &document{file: file, locate: c.locate}
	r.space()
	if !r.value(&doc.root, 0) {
		line, column := c.locate(r.at)
		return nil, &InputError{File: file, Line: line, Column: column, Msg: tooDeep}
	}
	return doc, nil
}

// documents parses the chunk as JSON values that follow each other, up to the first that is none. Arrays give their items.
func (c chunk) documents(file string) (docs []*document, err error) {
	d := jsontext.NewDecoder(strings.NewReader(c.text), jsonOptions)
	r := &jsonReader{text: c.text}
	for {
		switch err = d.SkipValue(); err {
		case nil:
		case io.EOF:
			return docs, nil
		default:
			return docs, c.syntaxError(file, err)
		}
		var root node
		if r.space(); !r.value(&root, 0) {
			line, column := c.locate(r.at)
			return docs, &InputError{File: file, Line: line, Column: column, Msg: tooDeep}
		}
		items := []node{root}
		if root.kind == kindArray {
			items = root.items
		}
		for _, item := range items {
			docs = append(docs, &document{root: item, file: file, locate: c.locate})
		}
	}
}

// invalid is why the chunk is no JSON value.
func (c chunk) invalid(file string) error {
	d := jsontext.NewDecoder(strings.NewReader(c.text), jsonOptions)
	if err := d.SkipValue(); err != nil {
		return c.syntaxError(file, err)
	}
	rest := c.text[d.InputOffset():]
	line, column := c.locate(len(c.text) - len(strings.TrimLeft(rest, " \t\r\n")))
	return &InputError{File: file, Line: line, Column: column, Msg: "something follows the JSON value; write one value on a line"}
}

// jsonReader reads JSON that is known to be valid. Strings without escapes share the text's memory.
type jsonReader struct {
	text string
	at   int
	// open are the members so far of the objects and arrays that are being read, closed those of the others.
	open, closed []node
}

// jsonReaders keeps the memory of readers that are done.
var jsonReaders = sync.Pool{New: func() any { return new(jsonReader) }}

func (r *jsonReader) space() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return
		}
	}
}

// value reads one value. It is false when the value nests too deeply.
func (r *jsonReader) value(n *node, depth int) bool {
	n.at = r.at
	switch c := r.text[r.at]; c {
	case '{', '[':
		n.kind = kindArray
		if c == '{' {
			n.kind = kindObject
		}
		return depth < maxDepth && r.items(n, depth+1)
	case '"':
		n.kind, n.text = kindString, r.string()
		return true
	case 'n':
		n.kind = kindNull
	case 't', 'f':
		n.kind = kindBool
	default:
		n.kind = kindNumber
	}
	for r.at < len(r.text) && strings.IndexByte(",]} \t\r\n", r.text[r.at]) < 0 {
		r.at++
	}
	n.text = r.text[n.at:r.at]
	return true
}

// items reads the members of an object or array, up to its end.
func (r *jsonReader) items(n *node, depth int) bool {
	from := len(r.open)
	r.at++
	for r.space(); r.text[r.at] != '}' && r.text[r.at] != ']'; r.space() {
		var item node
		if r.text[r.at] == ',' {
			r.at++
			r.space()
		}
		if n.kind == kindObject {
			item.keyAt = r.at
			item.key = r.string()
			r.space()
			r.at++ // the colon
			r.space()
		}
		if !r.value(&item, depth) {
			return false
		}
		r.open = append(r.open, item)
	}
	r.at++
	if members := r.open[from:]; cap(r.closed)-len(r.closed) < len(members) {
		r.closed = make([]node, 0, max(64, len(members), 2*cap(r.closed))) // the nodes before keep the last one
	}
	begin := len(r.closed)
	r.closed = append(r.closed, r.open[from:]...)
	n.items = r.closed[begin:len(r.closed):len(r.closed)]
	r.open = r.open[:from]
	return true
}

// string reads a string.
func (r *jsonReader) string() string {
	start, escaped := r.at, false
	for r.at++; r.text[r.at] != '"'; r.at++ {
		if r.text[r.at] == '\\' {
			r.at++
			escaped = true
		}
	}
	r.at++
	if !escaped {
		return r.text[start+1 : r.at-1]
	}
	b, _ := jsontext.AppendUnquote(nil, r.text[start:r.at])
	return string(b)
}

// syntaxError turns an error of the JSON library into an InputError.
func (c chunk) syntaxError(file string, err error) error {
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
	case strings.Contains(e.Msg, "max depth"), strings.Contains(e.Msg, "nesting"):
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
