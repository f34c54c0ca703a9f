// Package capture reads what `curl -si` prints: the heads of HTTP responses, as the server sent them.
//
// Names and values are kept as bytes; nothing is canonicalised, merged or decoded. Only the spaces and tabs around a
// value go, as in every HTTP parser. What is wrong with a capture is a *[conformance.InputError].
package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
)

// Head is the head of one response.
type Head struct {
	Status  int // 200 to 999
	Headers header.List
	// Line is where the status line is, the first line being 1.
	Line int

	interim string // what it is, if the server's final answer follows it
}

// MaxHead is the most bytes one head may have.
const MaxHead = 128 << 20

// Reader reads the heads of one capture in order. It keeps one head in memory, and never a body.
type Reader struct {
	file  string
	in    *bufio.Reader
	line  int // the line being read
	room  int // bytes that the head may still have
	heads int
	// length is what the last head says of its body: the bytes to skip when another capture follows; negative: not known.
	length int64
	done   bool
}

// NewReader returns a Reader of in, which errors call file.
func NewReader(file string, in io.Reader) *Reader {
	return &Reader{file: file, in: bufio.NewReaderSize(in, 64<<10), length: -1}
}

// Next returns the next final head of a server. Informational heads (100, 103) are skipped, and so is the answer of a proxy
// that has opened a connection to the server. After the last head it returns io.EOF. What follows a head is another head
// when it begins like one, at once or behind as many bytes as Content-Length says; anything else is a body, the last thing
// in a capture.
func (r *Reader) Next() (Head, error) {
	for {
		head, err := r.next()
		if err != nil || head.interim == "" {
			return head, err
		}
	}
}

func (r *Reader) next() (Head, error) {
	if r.done || r.heads > 0 && !r.another() {
		r.done = true
		return Head{}, io.EOF
	}
	head, err := r.head()
	if err != nil {
		r.done = true
		return Head{}, err
	}
	r.heads++
	if head.interim != "" && !r.atHead() {
		r.done = true
		return Head{}, r.fault(r.line, 1, "nothing follows "+head.interim, "capture the final response too")
	}
	r.length = contentLength(head.Headers)
	return head, nil
}

// another skips to the next head, if there is one.
func (r *Reader) another() bool {
	if r.atHead() {
		return true
	}
	if r.length < 0 {
		return false
	}
	skipped := &lineCounter{in: r.in}
	if n, err := io.CopyN(io.Discard, skipped, r.length); err != nil || n != r.length {
		return false
	}
	r.line += skipped.lines
	return r.atHead()
}

// atHead reports whether a status line comes next.
func (r *Reader) atHead() bool {
	next, _ := r.in.Peek(len("HTTP/1"))
	return len(next) == len("HTTP/1") && bytes.HasPrefix(next, []byte("HTTP/")) && isDigit(next[5])
}

// head reads a status line, header lines and the empty line behind them.
func (r *Reader) head() (Head, error) {
	r.room = MaxHead
	if err := r.beginning(); err != nil {
		return Head{}, err
	}
	text, err := r.readLine()
	if err != nil {
		return Head{}, err
	}
	head := Head{Line: r.line}
	reason := ""
	if head.Status, reason, err = r.status(string(text)); err != nil {
		return Head{}, err
	}
	switch {
	case head.Status < 200:
		head.interim = fmt.Sprintf("the informational status %d", head.Status)
	case head.Status < 300 && strings.EqualFold(reason, "Connection established"):
		head.interim = "the proxy's `" + reason + "`"
	}
	for {
		text, err := r.readLine()
		if err != nil || len(text) == 0 {
			return head, err
		}
		line, err := r.headerLine(text)
		if err != nil {
			return Head{}, err
		}
		head.Headers = append(head.Headers, line)
	}
}

// beginning refuses what cannot be a status line before a whole line of it is read.
func (r *Reader) beginning() error {
	next, err := r.in.Peek(len("HTTP/"))
	if string(next) == "HTTP/" {
		return nil
	}
	at := func(problem, fix string) error { return r.fault(r.line+1, 1, problem, fix) }
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return err
	case len(next) == 0:
		return at("the capture is empty", "curl shows why with -sS instead of -s")
	case bytes.HasPrefix(next, []byte("\xFF\xFE")), bytes.HasPrefix(next, []byte("\xFE\xFF")), bytes.HasPrefix(next, []byte("\xEF\xBB\xBF")):
		return at("a byte order mark: the shell wrote the capture in another encoding", "let curl write it, with -o FILE")
	case len(next) > 1 && next[1] == ' ' && strings.IndexByte("*<>", next[0]) >= 0:
		return at("this looks like the output of curl -v", "capture with curl -si")
	}
	return at("a status line such as `HTTP/1.1 200 OK` must come first", "capture with curl -si (-i prints the head)")
}

// readLine reads a line without its end, CRLF or LF. The bytes are good until the next read.
func (r *Reader) readLine() ([]byte, error) {
	r.line++
	var long []byte
	for {
		part, err := r.in.ReadSlice('\n')
		if r.room -= len(part); r.room < 0 {
			return nil, r.fault(r.line, 1, fmt.Sprintf("the head is longer than %d MiB", MaxHead>>20), "")
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			long = append(long, part...)
			continue
		case errors.Is(err, io.EOF):
			column := len(long) + len(part) + 1
			return nil, r.fault(r.line, column, "the capture ends inside a head", "a head ends with an empty line; capture it again")
		case err != nil:
			return nil, err
		case long != nil:
			part = append(long, part...)
		}
		return bytes.TrimSuffix(part[:len(part)-1], []byte("\r")), nil
	}
}

// fault is an InputError: what is wrong, and after a semicolon how to mend it.
func (r *Reader) fault(line, column int, problem, fix string) error {
	if fix != "" {
		problem += "; " + fix
	}
	return &conformance.InputError{File: r.file, Line: line, Column: column, Msg: problem}
}

// lineCounter counts the line ends that pass through it.
type lineCounter struct {
	in    io.Reader
	lines int
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.lines += bytes.Count(p[:n], []byte("\n"))
	return n, err
}
