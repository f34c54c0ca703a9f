package origin

import (
	"strings"
	"unicode/utf8"
)

// eof is the EOF code point: what the pointer sees at the end of its input.
//
// https://url.spec.whatwg.org/#eof-code-point
const eof rune = -1

func isAlpha(c rune) bool        { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c rune) bool        { return '0' <= c && c <= '9' }
func isHexDigit(c rune) bool     { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
func isAlphanumeric(c rune) bool { return isAlpha(c) || isDigit(c) }
func isUpper(c byte) bool        { return 'A' <= c && c <= 'Z' }

// lower is the code point in ASCII lowercase.
func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}

// hexValue is the value of an ASCII hex digit.
func hexValue(c byte) uint32 {
	if c <= '9' {
		return uint32(c - '0')
	}
	return uint32(c|0x20-'a') + 10
}

func isASCII(s string) bool { return indexNonASCII(s) < 0 }

// indexNonASCII is where the first code point beyond ASCII stands, −1 when there is none.
func indexNonASCII(s string) int {
	return strings.IndexFunc(s, func(c rune) bool { return c >= utf8.RuneSelf })
}

// isC0ControlOrSpace reports whether the code point is one of U+0000 to U+0020.
func isC0ControlOrSpace(c rune) bool { return c <= ' ' }
