package story

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// longest is the most bytes of a value that are shown.
const longest = 240

// cell shows the bytes of a header value: printable ASCII as it is, all else escaped, so that nothing in it can steer a
// terminal. A long one is cut, and its length told.
func cell(s string) string {
	if len(s) > longest {
		return escape(s[:longest/2]) + "… (" + thousands(len(s)) + " bytes)"
	}
	return escape(s)
}

func escape(s string) string { return unquote(strconv.QuoteToASCII(s)) }

// Printable shows a text: printable characters as they are, all others escaped.
func Printable(s string) string { return unquote(strconv.Quote(s)) }

// unquote takes the quotation marks from a literal of Go, and the backslashes that only such marks need.
func unquote(literal string) string {
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(literal[1 : len(literal)-1])
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

// shown is a value, or words for an empty one.
func shown(s string) string {
	if s == "" {
		return "(empty)"
	}
	return cell(s)
}
