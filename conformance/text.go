package conformance

import "unicode/utf8"

// Bytes converts a text to the bytes it stands for: each code point U+0000–U+00FF to one. It is false when the text has
// another code point.
func Bytes(text string) (string, bool) {
	if isASCII(text) {
		return text, true
	}
	b := make([]byte, 0, len(text))
	for _, r := range text {
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
	if isASCII(bytes) {
		return bytes
	}
	text := make([]rune, len(bytes))
	for i := range text {
		text[i] = rune(bytes[i])
	}
	return string(text)
}

// isASCII reports whether a text, or bytes, stand for themselves.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
