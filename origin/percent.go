package origin

import (
	"strings"
	"unicode/utf8"
)

// An encodeSet is a percent-encode set: the C0 control percent-encode set, and the ASCII code points of the string.
type encodeSet string

// The percent-encode sets that the parser uses.
//
// https://url.spec.whatwg.org/#percent-encode-set
const (
	c0ControlSet    encodeSet = ""
	fragmentSet     encodeSet = " \"<>`"
	querySet        encodeSet = " \"#<>"
	specialQuerySet           = querySet + "'"
	pathSet                   = querySet + "?^`{}"
	userinfoSet               = pathSet + "/:;=@[\\]|"
)

// has reports whether the set includes the code point c. No set includes letters or digits.
func (s encodeSet) has(c rune) bool {
	return c <= 0x1F || c > '~' || !isAlphanumeric(c) && strings.IndexByte(string(s), byte(c)) >= 0
}

const upperHex = "0123456789ABCDEF"

// appendPercentEncoded percent-encodes a byte and appends the result to dst.
//
// https://url.spec.whatwg.org/#percent-encode
func appendPercentEncoded(dst []byte, b byte) []byte {
	return append(dst, '%', upperHex[b>>4], upperHex[b&0xF])
}

// appendUTF8PercentEncoded appends a code point to dst; it percent-encodes the code point if it is in the set.
//
// https://url.spec.whatwg.org/#utf-8-percent-encode
func appendUTF8PercentEncoded(dst []byte, c rune, set encodeSet) []byte {
	if !set.has(c) {
		return append(dst, byte(c))
	}
	var utf [utf8.UTFMax]byte
	for _, b := range utf[:utf8.EncodeRune(utf[:], c)] {
		dst = appendPercentEncoded(dst, b)
	}
	return dst
}

// appendUTF8PercentEncodedString appends a string to dst; it percent-encodes each code point that is in the set.
//
// https://url.spec.whatwg.org/#string-utf-8-percent-encode
func appendUTF8PercentEncodedString(dst []byte, s string, set encodeSet) []byte {
	for _, c := range s {
		dst = appendUTF8PercentEncoded(dst, c, set)
	}
	return dst
}

// percentDecode returns the bytes of s, with each percent-encoded byte decoded.
//
// https://url.spec.whatwg.org/#string-percent-decode
func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHexDigit(rune(s[i+1])) && isHexDigit(rune(s[i+2])) {
			out = append(out, byte(hexValue(s[i+1])<<4|hexValue(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}
