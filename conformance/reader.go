package conformance

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Reader decodes cases, of which a plain scenario has fewer fields, one by one. It takes a JSON object, a JSON array,
// JSON objects one a line (NDJSON), or YAML. From lines and arrays it holds one case in memory at a time, from YAML all.
type Reader struct {
	file string
	next func() (item, error)
	// ready reports whether next has an item without waiting for input; nil: nobody knows.
	ready func() bool
	err   error
	tree  treeReader
}

// An item is one case before it is decoded: text that needs nothing of what came before it, or a tree that was read with
// others.
type item struct {
	chunk   chunk
	checked bool // the chunk is known to be valid JSON
	doc     *document
}

// NewReader returns a Reader of r. The file's name appears in errors, and says by its end, .yaml or .yml, that it is YAML.
func NewReader(r io.Reader, file string) *Reader {
	rd := &Reader{file: file}
	if lower := strings.ToLower(file); strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml") {
		rd.next = rd.yamlItems(r)
	} else {
		rd.next = rd.jsonItems(bufio.NewReaderSize(r, 64<<10))
	}
	return rd
}

// Read returns the next case, or io.EOF after the last. Other errors are *[InputError], or those of the underlying
// reader; they end the reading.
func (rd *Reader) Read() (*Case, error) {
	if rd.err != nil {
		return nil, rd.err
	}
	it, err := rd.next()
	if err != nil {
		rd.err = err
		return nil, err
	}
	c, err := it.decode(rd.file, &rd.tree)
	if err != nil {
		rd.err = err
	}
	return c, err
}

// decode turns the item into a case.
func (it item) decode(file string, tree *treeReader) (*Case, error) {
	doc := it.doc
	if doc == nil {
		if !it.checked {
			if err := it.chunk.check(file); err != nil {
				return nil, err
			}
		}
		var err error
		if doc, err = tree.document(file, it.chunk); err != nil {
			return nil, err
		}
	}
	return decode(file, doc)
}

// yamlItems gives the documents of a YAML file.
func (rd *Reader) yamlItems(r io.Reader) func() (item, error) {
	var docs []*document
	begun := false
	rd.ready = func() bool { return len(docs) > 0 }
	return func() (item, error) {
		if !begun {
			begun = true
			b, err := io.ReadAll(r)
			if err != nil {
				return item{}, err
			}
			if docs, err = yamlDocuments(rd.file, strings.TrimPrefix(string(b), byteOrderMark)); err != nil {
				return item{}, err
			}
			if len(docs) == 0 {
				return item{}, rd.empty()
			}
		}
		if len(docs) == 0 {
			return item{}, io.EOF
		}
		doc := docs[0]
		docs = docs[1:]
		return item{doc: doc}, nil
	}
}

const byteOrderMark = "\ufeff"

// empty is the error of an input without any scenario.
func (rd *Reader) empty() error {
	return &InputError{File: rd.file, Line: 1, Column: 1, Msg: "has no scenario; write one as a JSON object"}
}

// jsonItems finds out at the first call what the input is made of: a list begins with a bracket; lines are when the first
// one that is not blank ends as an object does; anything else is JSON values one after the other.
func (rd *Reader) jsonItems(r *bufio.Reader) func() (item, error) {
	var next func() (item, error)
	return func() (item, error) {
		if next == nil {
			if b, _ := r.Peek(len(byteOrderMark)); string(b) == byteOrderMark {
				r.Discard(len(byteOrderMark))
			}
			lines := &lineSplitter{r: r}
			first, err := lines.next()
			switch {
			case err == io.EOF:
				return item{}, rd.empty()
			case err != nil:
				return item{}, err
			}
			trimmed := bytes.TrimRight([]byte(first.text), " \t\r")
			if first.text[0] != '[' && trimmed[len(trimmed)-1] == '}' {
				next = rd.lineItems(lines, first)
			} else {
				head := strings.Repeat("\n", first.line-1) + strings.Repeat(" ", first.column-1) + first.text + lines.end
				next = rd.valueItems(io.MultiReader(strings.NewReader(head), r), first.text[0] == '[')
			}
		}
		return next()
	}
}

// lineItems gives the lines that are not blank.
func (rd *Reader) lineItems(lines *lineSplitter, first chunk) func() (item, error) {
	rd.ready = lines.ready
	return func() (item, error) {
		c := first
		if first = (chunk{}); c.text != "" {
			return item{chunk: c}, nil
		}
		c, err := lines.next()
		return item{chunk: c}, err
	}
}

// lineSplitter splits an input into its lines.
type lineSplitter struct {
	r    *bufio.Reader
	line int
	end  string // of the last line
}

// next returns the next line that is not blank, without its end and the blanks before its first character.
func (s *lineSplitter) next() (chunk, error) {
	for {
		line, err := s.r.ReadString('\n')
		if err != nil && (err != io.EOF || line == "") {
			return chunk{}, err
		}
		s.line++
		raw := line
		line = strings.TrimRight(raw, "\r\n")
		s.end = raw[len(line):]
		text := strings.TrimLeft(line, " \t\r")
		if text != "" {
			return chunk{text: text, line: s.line, column: 1 + len(line) - len(text)}, nil
		}
	}
}

// ready reports whether the rest of a line has been read already.
func (s *lineSplitter) ready() bool {
	read, _ := s.r.Peek(s.r.Buffered())
	return bytes.IndexByte(read, '\n') >= 0
}

// valueItems gives the JSON values that follow each other, or the items of one list.
func (rd *Reader) valueItems(r io.Reader, list bool) func() (item, error) {
	places := &placer{r: r, line: 1, column: 1}
	d := jsontext.NewDecoder(places, jsonOptions)
	begun := false
	return func() (item, error) {
		if list && !begun {
			begun = true
			if _, err := d.ReadToken(); err != nil {
				return item{}, rd.failed(places, err)
			}
		}
		if list && d.PeekKind() == jsontext.KindEndArray {
			if _, err := d.ReadToken(); err != nil {
				return item{}, rd.failed(places, err)
			}
			if _, err := d.ReadToken(); err != io.EOF {
				line, column := places.at(d.InputOffset())
				return item{}, &InputError{File: rd.file, Line: line, Column: column, Msg: "something follows the list; put every scenario into it"}
			}
			return item{}, io.EOF
		}
		value, err := d.ReadValue()
		if err != nil {
			if err == io.EOF && !list {
				return item{}, io.EOF
			}
			return item{}, rd.failed(places, err)
		}
		line, column := places.at(d.InputOffset() - int64(len(value)))
		return item{chunk: chunk{text: string(value), line: line, column: column}, checked: true}, nil
	}
}

// failed words an error of the JSON library, or passes on one of the underlying reader.
func (rd *Reader) failed(places *placer, err error) error {
	if places.err != nil {
		return places.err
	}
	at, field := places.read, ""
	if syntactic, ok := asSyntactic(err); ok {
		at, field = syntactic.ByteOffset, dotted(syntactic.JSONPointer)
	}
	line, column := places.at(at)
	return &InputError{File: rd.file, Line: line, Column: column, Field: field, Msg: syntaxMessage(err)}
}
