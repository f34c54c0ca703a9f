package header

// The bytes HTTP calls tchar, as two sets of 64: those below 0x40 and those from 0x40 to 0x7F.
const (
	tokenBytesLow = 1<<'!' | 1<<'#' | 1<<'$' | 1<<'%' | 1<<'&' | 1<<'\'' | 1<<'*' | 1<<'+' | 1<<'-' | 1<<'.' |
		0x3FF<<'0'
	tokenBytesHigh = 0x3FFFFFF<<('A'-0x40) | 0x3FFFFFF<<('a'-0x40) |
		1<<('^'-0x40) | 1<<('_'-0x40) | 1<<('`'-0x40) | 1<<('|'-0x40) | 1<<('~'-0x40)
)

// IsTokenByte reports whether b is a tchar of HTTP, which MIME Sniffing calls an HTTP token code point.
//
// https://mimesniff.spec.whatwg.org/#http-token-code-point
func IsTokenByte(b byte) bool {
	if b < 0x40 {
		return uint64(tokenBytesLow)>>b&1 != 0
	}
	return b < 0x80 && uint64(tokenBytesHigh)>>(b-0x40)&1 != 0
}

// isTabOrSpace tells an HTTP tab or space byte: HT, SP. It is also the only whitespace OWS is made of.
func isTabOrSpace(b byte) bool { return b == '\t' || b == ' ' }

// isNewline tells an HTTP newline byte: LF, CR.
func isNewline(b byte) bool { return b == '\n' || b == '\r' }

// isWhitespace tells an HTTP whitespace byte: HT, LF, CR, SP.
func isWhitespace(b byte) bool { return isNewline(b) || isTabOrSpace(b) }

// trimTabOrSpace removes tabs and spaces from both ends of s.
func trimTabOrSpace(s string) string {
	for s != "" && isTabOrSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isTabOrSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// lower byte-lowercases one byte.
func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + ('a' - 'A')
	}
	return b
}

// EqualFold reports whether a is a byte-case-insensitive match for b: only A–Z and a–z match each other. It does not
// allocate.
//
// https://infra.spec.whatwg.org/#byte-case-insensitive
func EqualFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// ByteLowercase returns s with the bytes A–Z as a–z, all others as they are. It allocates only when s has an upper-case
// letter and its lower-case form is no well-known header name.
//
// https://infra.spec.whatwg.org/#byte-lowercase
func ByteLowercase(s string) string {
	// Fast path: nothing to change, or to a name that is there already.
	i := 0
	for i < len(s) && lower(s[i]) == s[i] {
		i++
	}
	if i == len(s) {
		return s
	}
	if known := lowercaseWellKnown(s); known != "" {
		return known
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		b[i] = lower(b[i])
	}
	return string(b)
}
