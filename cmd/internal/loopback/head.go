package loopback

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// head is the head of a request, byte by byte as it came.
type head struct {
	method, target, version string
	headers                 header.List
}

var (
	errTooLarge  = errors.New("the request is too large")
	errMalformed = errors.New("this is no HTTP/1 request")
)

// Limits of a request.
const (
	maxHead = 1 << 20
	maxBody = 16 << 20
)

// readHead reads a request line and header lines.
func readHead(r *bufio.Reader) (*head, error) {
	left := maxHead
	line, err := readLine(r, &left)
	if err != nil {
		return nil, err
	}
	h := new(head)
	var ok bool
	if h.method, h.target, ok = strings.Cut(line, " "); !ok || !header.IsName(h.method) {
		return nil, errMalformed
	}
	at := strings.LastIndexByte(h.target, ' ')
	if at < 0 || !strings.HasPrefix(h.target[at+1:], "HTTP/1.") {
		return nil, errMalformed
	}
	h.target, h.version = h.target[:at], h.target[at+1:]
	for {
		line, err := readLine(r, &left)
		switch {
		case err == io.EOF:
			return nil, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		case line == "":
			return h, nil
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, errMalformed
		}
		h.headers = append(h.headers, header.Line{Name: name, Value: strings.Trim(value, " \t")})
	}
}

// readLine reads a line of at most *left bytes, without its end.
func readLine(r *bufio.Reader, left *int) (string, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		if *left -= len(part); *left < 0 {
			return "", errTooLarge
		}
		b = append(b, part...)
		switch {
		case err == nil:
			b = b[:len(b)-1]
			if n := len(b); n > 0 && b[n-1] == '\r' {
				b = b[:n-1]
			}
			return string(b), nil
		case err == io.EOF && len(b) > 0:
			return "", io.ErrUnexpectedEOF
		case err != bufio.ErrBufferFull:
			return "", err
		}
	}
}

// get is the value of the header of that name, in any case, or "".
func (h *head) get(name string) string {
	value, _ := h.headers.Get(name)
	return value
}

// readBody reads the body that the head announces.
func (h *head) readBody(r *bufio.Reader) ([]byte, error) {
	if strings.EqualFold(h.get("Transfer-Encoding"), "chunked") {
		return readChunks(r)
	}
	length := h.get("Content-Length")
	if length == "" {
		return nil, nil
	}
	n, err := strconv.ParseUint(length, 10, 63)
	switch {
	case err != nil:
		return nil, errMalformed
	case n > maxBody:
		return nil, errTooLarge
	}
	body := make([]byte, n)
	_, err = io.ReadFull(r, body)
	return body, err
}

// readChunks reads a body in chunks, and its trailer.
func readChunks(r *bufio.Reader) ([]byte, error) {
	var body []byte
	left := maxHead
	for {
		line, err := readLine(r, &left)
		if err != nil {
			return nil, err
		}
		size, _, _ := strings.Cut(line, ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 63)
		switch {
		case err != nil:
			return nil, errMalformed
		case n > uint64(maxBody-len(body)):
			return nil, errTooLarge
		case n == 0:
			for line = "more"; line != ""; {
				if line, err = readLine(r, &left); err != nil {
					return nil, err
				}
			}
			return body, nil
		}
		at := len(body)
		body = append(body, make([]byte, n)...)
		if _, err := io.ReadFull(r, body[at:]); err != nil {
			return nil, err
		}
		if line, err = readLine(r, &left); err != nil || line != "" {
			return nil, errMalformed
		}
	}
}
