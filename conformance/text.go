package conformance

import (
	"strings"
	"unicode/utf8"
)

// Bytes converts a text to the bytes it stands for: each code point U+0000–U+00FF to one. It is false when the text has
// another code point.
func Bytes(text string) (string, bool) {
	// Fast path: ASCII stands for itself.
	i := 0
	for i < len(text) && text[i] < utf8.RuneSelf {
		i++
	}
	if i == len(text) {
		return text, true
	}
	b := make([]byte, i, len(text))
	copy(b, text)
	for _, r := range text[i:] {
		if r > 0xFF {
			return "", false
		}
		b = append(b, byte(r))
	}
	return string(b), true
}

// Text converts bytes to the text that stands for them: each byte to the code point of its number. It is the inverse of
// [Bytes].
func Text(bytes string) string {
	i := 0
	for i < len(bytes) && bytes[i] < utf8.RuneSelf {
		i++
	}
	if i == len(bytes) {
		return bytes
	}
	var b strings.Builder
	b.Grow(len(bytes) + len(bytes)/8)
	b.WriteString(bytes[:i])
	for ; i < len(bytes); i++ {
		b.WriteRune(rune(bytes[i]))
	}
	return b.String()
}
