package decode

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// MaxText is how many bytes a line of NDJSON may have, or an input that is read as a whole: a JSON object on many lines, a
// JSON array, YAML.
const MaxText = 64 << 20

var tooLong = fmt.Sprintf("longer than %d MiB, the most of a line, or of an input that is no NDJSON; shorten its bodies, or write each object on a line", MaxText>>20)

// Reader gives the documents of an input one by one. From lines it holds one in memory at a time, from other inputs all.
type Reader struct {
	file string
	next func() (Text, error)
	// ready reports whether next has a text without waiting for input.
	ready func() bool
}

// Text is one document that is not parsed yet. Several may be parsed at once.
type Text struct {
	file  string
	chunk chunk
	doc   *document // of an input that is parsed as a whole
}

// NewReader returns a Reader of r. The file's name appears in errors, and says by its end, .yaml or .yml, that it is YAML.
func NewReader(r io.Reader, file string) *Reader {
	rd := &Reader{file: file}
	if lower := strings.ToLower(file); strings.HasSuffix(lower, ".yaml") || strings.HasSuffix(lower, ".yml") {
		rd.next = func() (Text, error) { return rd.yaml(r) }
	} else {
		rd.next = func() (Text, error) { return rd.json(bufio.NewReaderSize(r, 64<<10)) }
	}
	rd.ready = func() bool { return false }
	return rd
}

// Next returns the next document, or io.EOF after the last. Other errors are *[InputError], or those of the underlying
// reader; they end the reading.
func (rd *Reader) Next() (Text, error) { return rd.next() }

// Ready reports whether Next has a document without waiting for input. When that cannot be known it is false.
func (rd *Reader) Ready() bool { return rd.ready() }

// fault is an error of the file at a place.
func (rd *Reader) fault(line, column int, msg string) error {
	return &InputError{File: rd.file, Line: line, Column: column, Msg: msg}
}

// empty is the error of an input that holds nothing.
func (rd *Reader) empty() error { return rd.fault(1, 1, "is empty; write a JSON object, or several") }

const byteOrderMark = "\ufeff"

// yaml reads a YAML file and gives its first document.
func (rd *Reader) yaml(r io.Reader) (Text, error) {
	text, err := rd.whole(r, 1, 1)
	if err != nil {
		return Text{}, err
	}
	docs, err := yamlDocuments(rd.file, strings.TrimPrefix(text, byteOrderMark))
	if err == nil && len(docs) == 0 {
		err = rd.empty()
	}
	return rd.documents(docs, err)
}

// whole reads an input to its end. What is too long is an error at a place.
func (rd *Reader) whole(r io.Reader, line, column int) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxText+1))
	if err == nil && len(b) > MaxText {
		err = rd.fault(line, column, tooLong)
	}
	return string(b), err
}

// documents gives documents that are parsed already, the first one now; then an error.
func (rd *Reader) documents(docs []*document, err error) (Text, error) {
	if err == nil {
		err = io.EOF
	}
	rd.ready = func() bool { return len(docs) > 0 }
	rd.next = func() (Text, error) {
		if len(docs) == 0 {
			return Text{}, err
		}
		doc := docs[0]
		docs = docs[1:]
		return Text{doc: doc}, nil
	}
	return rd.next()
}

// json finds out what an input of JSON is made of, and gives its first document: it is NDJSON when the first line is as an
// object is; anything else is JSON values one after the other, of which arrays give their items.
func (rd *Reader) json(r *bufio.Reader) (Text, error) {
	if b, _ := r.Peek(len(byteOrderMark)); string(b) == byteOrderMark {
		r.Discard(len(byteOrderMark))
	}
	lines := &lines{r: r, line: 1, column: 1}
	switch _, err := lines.begin(); {
	case err == io.EOF:
		return Text{}, rd.empty()
	case err != nil:
		return Text{}, err
	}
	first, err := lines.next()
	if err != nil {
		return Text{}, rd.lineError(first, err)
	}
	if text := strings.TrimRight(first.text, " \t\r\n"); text[0] == '{' && text[len(text)-1] == '}' {
		rd.ready = lines.ready
		rd.next = func() (Text, error) {
			c, err := lines.next()
			return rd.line(c), rd.lineError(c, err)
		}
		return rd.line(first), nil
	}
	first.text, err = rd.whole(io.MultiReader(strings.NewReader(first.text), r), first.line, first.column)
	if err != nil {
		return Text{}, err
	}
	return rd.documents(first.documents(rd.file))
}

// line is the document of one line.
func (rd *Reader) line(c chunk) Text {
	c.text = strings.TrimRight(c.text, "\r\n")
	return Text{file: rd.file, chunk: c}
}

var errTooLong = errors.New("too long")

// lineError is an error of [lines.next].
func (rd *Reader) lineError(c chunk, err error) error {
	if err == errTooLong {
		return rd.fault(c.line, c.column, tooLong)
	}
	return err
}

// lines splits an input into its lines.
type lines struct {
	r            *bufio.Reader
	line, column int // of what comes next
}

// begin skips blanks and returns the first byte behind them.
func (l *lines) begin() (byte, error) {
	for {
		b, err := l.r.ReadByte()
		switch {
		case err != nil:
			return 0, err
		case b == '\n':
			l.line, l.column = l.line+1, 1
		case b == ' ' || b == '\t' || b == '\r':
			l.column++
		default:
			return b, l.r.UnreadByte()
		}
	}
}

// next returns the next line that is not blank, from its first character that is not.
func (l *lines) next() (chunk, error) {
	if _, err := l.begin(); err != nil {
		return chunk{}, err
	}
	c := chunk{line: l.line, column: l.column}
	l.line, l.column = l.line+1, 1
	line, err := l.r.ReadSlice('\n')
	text := slices.Clone(line)
	for err == bufio.ErrBufferFull && len(text) <= MaxText {
		line, err = l.r.ReadSlice('\n')
		text = append(text, line...)
	}
	c.text = string(text)
	if len(text) > MaxText {
		return c, errTooLong
	}
	if err == io.EOF {
		err = nil
	}
	return c, err
}

// ready reports whether the rest of a line has been read already.
func (l *lines) ready() bool {
	read, _ := l.r.Peek(l.r.Buffered())
	return bytes.IndexByte(read, '\n') >= 0
}
