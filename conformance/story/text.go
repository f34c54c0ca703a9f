package story

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// longest is the most bytes of a value that are shown.
const longest = 240

// value shows the bytes of a header value: printable ASCII as it is, every other byte as \xNN, so that nothing in it can
// steer a terminal. A long one is cut, and its length told.
func value(s string) string {
	if len(s) > longest {
		return escape(s[:longest/2]) + "… (" + thousands(len(s)) + " bytes)"
	}
	return escape(s)
}

func escape(s string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7F {
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Printable shows a text: printable characters as they are, all others escaped.
func Printable(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 || !strconv.IsPrint(r) {
			b.WriteString(escape(s[:size]))
		} else {
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// thousands writes n with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// columns is how many columns an escaped text takes.
func columns(s string) int { return utf8.RuneCountInString(s) }
