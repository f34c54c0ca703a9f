package capture

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// status parses a status line: version, status and reason.
func (r *Reader) status(text string) (status int, reason string, err error) {
	version := strings.TrimPrefix(text, "HTTP/")
	i := 0
	for i < len(version) && (isDigit(version[i]) || version[i] == '.') {
		i++
	}
	if !isVersion(version[:i]) {
		return 0, "", r.fault(r.line, len("HTTP/")+1, "not an HTTP version", "write HTTP/1.1, HTTP/2 or HTTP/3")
	}
	digits, found := strings.CutPrefix(version[i:], " ")
	column := len("HTTP/") + i + 1
	if !found {
		return 0, "", r.fault(r.line, column, "a space must follow the HTTP version", "")
	}
	column++
	if len(digits) < 3 || !isDigit(digits[0]) || !isDigit(digits[1]) || !isDigit(digits[2]) || digits[0] == '0' || len(digits) > 3 && digits[3] != ' ' {
		return 0, "", r.fault(r.line, column, "the status must be three digits, 100 to 999", "")
	}
	status, err = strconv.Atoi(digits[:3])
	return status, strings.Trim(digits[3:], " \t"), err
}

// headerLine parses one header line.
func (r *Reader) headerLine(text []byte) (header.Line, error) {
	fail := func(column int, problem, fix string) (header.Line, error) {
		return header.Line{}, r.fault(r.line, column, problem, fix)
	}
	if text[0] == ' ' || text[0] == '\t' {
		return fail(1, "a header line begins with a space or tab: obsolete line folding, which browsers and proxies read differently", "send the value on one line")
	}
	colon := bytes.IndexByte(text, ':')
	if colon < 0 {
		return fail(len(text)+1, "a header line without a colon", "write `Name: value`; the head ends with an empty line")
	}
	name := string(text[:colon])
	for i := range len(name) {
		if !header.IsTokenByte(name[i]) {
			return fail(i+1, fmt.Sprintf("byte 0x%02X cannot be in a header name", name[i]), "write `Name: value`, without a space before the colon")
		}
	}
	if name == "" {
		return fail(1, "a header without a name", "write `Name: value`")
	}
	value := text[colon+1:]
	if i := bytes.IndexAny(value, "\x00\r"); i >= 0 {
		return fail(colon+2+i, fmt.Sprintf("byte 0x%02X cannot be in a header value", value[i]), "")
	}
	return header.Line{Name: name, Value: string(bytes.Trim(value, " \t"))}, nil
}

// contentLength is the length a head gives its body, or −1.
func contentLength(headers header.List) int64 {
	value, ok := headers.Get("Content-Length")
	if !ok {
		return -1
	}
	n, err := strconv.ParseUint(value, 10, 62)
	if err != nil {
		return -1
	}
	return int64(n)
}

func isVersion(s string) bool {
	return len(s) == 1 && isDigit(s[0]) || len(s) == 3 && isDigit(s[0]) && s[1] == '.' && isDigit(s[2])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
