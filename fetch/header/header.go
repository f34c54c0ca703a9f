// Package header is the Fetch Standard's header lists: ordered lines of a name and a value, duplicates kept, and the
// algorithms that read and change them.
//
// Names and values are byte sequences held in Go strings: a byte 0x80–0xFF stands for itself and is never read as part
// of a UTF-8 sequence. The standard isomorphic-decodes such sequences into strings; here both are the same bytes. Names
// match byte-case-insensitively and are never canonicalised.
//
// Values are expected as an HTTP parser delivers them, without the spaces and tabs around them. No function fails or
// panics on other values; where it matters, the function says what it makes of them.
package header

import "strings"

// Line is a header: one name and one value.
//
// https://fetch.spec.whatwg.org/#concept-header
type Line struct {
	Name, Value string
}

// List is a header list: lines in order, several of which may have the same name. The zero value is the empty list.
//
// https://fetch.spec.whatwg.org/#concept-header-list
type List []Line

// IsName reports whether s is a header name: a field-name, which is a token.
//
// https://fetch.spec.whatwg.org/#header-name
func IsName(s string) bool { return IsToken(s) }

// IsValue reports whether s is a header value: no tab or space at either end, and no NUL, LF or CR anywhere. The empty
// string is one.
//
// https://fetch.spec.whatwg.org/#header-value
func IsValue(s string) bool {
	return trimTabOrSpace(s) == s && !strings.ContainsAny(s, "\x00\n\r")
}

// Normalize returns potentialValue without the HTTP whitespace bytes (HT, LF, CR, SP) at its ends.
//
// https://fetch.spec.whatwg.org/#concept-header-value-normalize
func Normalize(potentialValue string) string { return strings.Trim(potentialValue, "\t\n\r ") }

// IsToken reports whether s matches the token production of HTTP: one or more tchar. Methods and header names are
// tokens.
//
// https://httpwg.org/specs/rfc9110.html#rule.token.separators
func IsToken(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		if !IsTokenByte(s[i]) {
			return false
		}
	}
	return true
}
