package origin

import "unicode/utf8"

// An encodeSet says which ASCII code points are percent-encoded. Everything above U+007E always is, in every set.
type encodeSet uint8

// The percent-encode sets that the parser uses.
const (
	c0ControlSet encodeSet = 1 << iota
	fragmentSet
	querySet
	specialQuerySet
	pathSet
	userinfoSet

	// asciiTabOrNewline and forbiddenHost share the table below; neither is a percent-encode set.
	asciiTabOrNewline
	forbiddenHost
)

// encodeSets has, for each ASCII code point, the sets that it is in. It is built once and never written again.
//
// https://url.spec.whatwg.org/#percent-encode-set
var encodeSets = func() (t [utf8.RuneSelf]encodeSet) {
	add := func(set encodeSet, chars string) {
		for i := range len(chars) {
			t[chars[i]] |= set
		}
	}
	const all = c0ControlSet | fragmentSet | querySet | specialQuerySet | pathSet | userinfoSet
	for c := range 0x20 {
		t[c] |= all
	}
	t[0x7F] |= all
	add(fragmentSet, " \"<>`")
	add(querySet|specialQuerySet|pathSet|userinfoSet, " \"#<>")
	add(specialQuerySet, "'")
	add(pathSet|userinfoSet, "?^`{}")
	add(userinfoSet, "/:;=@[\\]|")
	add(asciiTabOrNewline, "\t\n\r")
	add(forbiddenHost, "\x00\t\n\r #/:<>?@[\\]^|")
	return t
}()

// has reports whether the set includes the code point c.
func (s encodeSet) has(c rune) bool {
	return c >= utf8.RuneSelf || encodeSets[c]&s != 0
}

const upperHex = "0123456789ABCDEF"

// appendPercentEncoded appends one byte, percent-encoded.
//
// https://url.spec.whatwg.org/#percent-encode
func appendPercentEncoded(dst []byte, b byte) []byte {
	return append(dst, '%', upperHex[b>>4], upperHex[b&0xF])
}

// appendUTF8PercentEncoded appends one code point, percent-encoded if the set has it.
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

// appendUTF8PercentEncodedString appends a string, percent-encoding what the set has.
//
// https://url.spec.whatwg.org/#string-utf-8-percent-encode
func appendUTF8PercentEncodedString(dst []byte, s string, set encodeSet) []byte {
	for _, c := range s {
		dst = appendUTF8PercentEncoded(dst, c, set)
	}
	return dst
}

// percentDecode replaces each percent-encoded byte by that byte.
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
