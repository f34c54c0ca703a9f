package conformance

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// chunk is the text of one JSON value and where it begins in the file. Decoding one needs nothing else, so that chunks
// may be decoded in any order.
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

// jsonOptions let one rule about duplicate keys serve JSON and YAML: that of decoder.object.
var jsonOptions = jsontext.AllowDuplicateNames(true)

// check reports the first syntax error of the chunk.
func (c chunk) check(file string) error {
	if jsontext.Value(c.text).IsValid(jsonOptions) {
		return nil
	}
	d := jsontext.NewDecoder(strings.NewReader(c.text), jsonOptions)
	if err := d.SkipValue(); err != nil {
		return c.syntaxError(file, err, 0)
	}
	if _, err := d.ReadToken(); err != io.EOF {
		end := int(d.InputOffset())
		for end < len(c.text) && strings.IndexByte(" \t\r\n", c.text[end]) >= 0 {
			end++
		}
		line, column := c.locate(end)
		return &InputError{File: file, Line: line, Column: column, Msg: "something follows the JSON value; put one scenario on a line"}
	}
	return nil
}

// syntaxError turns an error of the JSON library, whose offset counts from base, into an InputError.
func (c chunk) syntaxError(file string, err error, base int64) error {
	at, field := int64(len(c.text)), ""
	if syntactic, ok := asSyntactic(err); ok {
		at, field = syntactic.ByteOffset-base, dotted(syntactic.JSONPointer)
	}
	line, column := c.locate(int(at))
	return &InputError{File: file, Line: line, Column: column, Field: field, Msg: syntaxMessage(err)}
}

// asSyntactic returns the syntax error in err.
func asSyntactic(err error) (*jsontext.SyntacticError, bool) {
	var syntactic *jsontext.SyntacticError
	ok := errors.As(err, &syntactic)
	return syntactic, ok
}

// syntaxMessage words an error of the JSON library.
func syntaxMessage(err error) string {
	syntactic, ok := asSyntactic(err)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the JSON ends too early; close every object, list and string"
	case ok:
		text := strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
		switch {
		case strings.Contains(text, "invalid UTF-8"):
			return notUTF8
		case strings.Contains(text, "surrogate"):
			return "half a surrogate pair in a string; write the whole character"
		case strings.Contains(text, "max depth"), strings.Contains(text, "nesting"):
			return tooDeep
		}
		return "not valid JSON: " + text
	}
	return "not valid JSON: " + err.Error()
}

const tooDeep = "nested too deeply; no field of a scenario has that many levels"

// dotted turns a JSON pointer into the path that messages show, "" if no field of a scenario is that deep.
func dotted(p jsontext.Pointer) string {
	var path path
	for token := range p.Tokens() {
		if len(path) > maxDepth {
			return ""
		}
		if token != "" && strings.Trim(token, "0123456789") == "" {
			path = append(path, step{index: atoi(token), isIndex: true})
		} else {
			path = append(path, step{name: token})
		}
	}
	return path.String()
}

func atoi(digits string) int {
	n := 0
	for i := 0; i < len(digits) && n < 1<<40; i++ {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// document reads the chunk, which must be one valid JSON value, as a tree. The tree is valid until the next one is read.
func (r *treeReader) document(file string, c chunk) (*document, error) {
	doc := &document{locate: c.locate}
	r.text, r.at, r.open, r.closed = c.text, 0, r.open[:0], r.closed[:0]
	r.space()
	var ok bool
	if doc.root, ok = r.value(0); !ok {
		line, column := c.locate(r.at)
		return nil, &InputError{File: file, Line: line, Column: column, Msg: tooDeep}
	}
	return doc, nil
}

// treeReader reads JSON that is known to be valid. It is reused for the memory that it has.
type treeReader struct {
	text string
	at   int
	// open are the members so far of the objects and arrays that are being read, and closed those of the others.
	open, closed []node
}

// close takes the last members that are open, from an index on, for an object or array that ends.
func (r *treeReader) close(from int) []node {
	members := r.open[from:]
	if cap(r.closed)-len(r.closed) < len(members) {
		r.closed = make([]node, 0, max(64, len(members), 2*cap(r.closed))) // the tree keeps the last one
	}
	begin := len(r.closed)
	r.closed = append(r.closed, members...)
	r.open = r.open[:from]
	return r.closed[begin:len(r.closed):len(r.closed)]
}

func (r *treeReader) space() {
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
func (r *treeReader) value(depth int) (n node, ok bool) {
	n.at = r.at
	switch c := r.text[r.at]; c {
	case '{', '[':
		n.kind = kindArray
		if c == '{' {
			n.kind = kindObject
		}
		n.items, ok = r.items(n.kind, depth+1)
		return n, ok
	case '"':
		n.kind, n.text = kindString, r.string()
	case 't', 'f', 'n':
		start := r.at
		for r.at < len(r.text) && 'a' <= r.text[r.at] && r.text[r.at] <= 'z' {
			r.at++
		}
		n.kind, n.text = kindBool, r.text[start:r.at]
		if c == 'n' {
			n.kind = kindNull
		}
	default:
		start := r.at
		for r.at < len(r.text) && strings.IndexByte("+-.0123456789eE", r.text[r.at]) >= 0 {
			r.at++
		}
		n.kind, n.text = kindNumber, r.text[start:r.at]
	}
	return n, true
}

// items reads the members of an object or array.
func (r *treeReader) items(of kind, depth int) ([]node, bool) {
	if depth > maxDepth {
		return nil, false
	}
	end := byte(']')
	if of == kindObject {
		end = '}'
	}
	from := len(r.open)
	r.at++
	for r.space(); r.text[r.at] != end; r.space() {
		if r.text[r.at] == ',' {
			r.at++
			r.space()
		}
		keyAt, key := r.at, ""
		if of == kindObject {
			key = r.string()
			r.space()
			r.at++ // the colon
			r.space()
		}
		item, ok := r.value(depth)
		if !ok {
			return nil, false
		}
		item.keyAt, item.key = keyAt, key
		r.open = append(r.open, item)
	}
	r.at++
	return r.close(from), true
}

// string reads a string. Without escapes it shares the text's memory.
func (r *treeReader) string() string {
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
