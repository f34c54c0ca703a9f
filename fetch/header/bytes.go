package header

// tokenBytes has an x at each byte that HTTP calls tchar.
const tokenBytes = "" +
	"................................" + // 0x00
	".x.xxxxx..xx.xx.xxxxxxxxxx......" + // 0x20
	".xxxxxxxxxxxxxxxxxxxxxxxxxx...xx" + // 0x40
	"xxxxxxxxxxxxxxxxxxxxxxxxxxx.x.x." + // 0x60
	"................................" + // 0x80
	"................................" + // 0xA0
	"................................" + // 0xC0
	"................................" // 0xE0

// IsTokenByte reports whether b is a tchar of HTTP, which MIME Sniffing calls an HTTP token code point.
//
// https://mimesniff.spec.whatwg.org/#http-token-code-point
func IsTokenByte(b byte) bool { return tokenBytes[b] == 'x' }

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

// isUpper tells A–Z.
func isUpper(b byte) bool { return b-'A' < 26 }

// lower byte-lowercases one byte.
func lower(b byte) byte {
	if isUpper(b) {
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
// letter and is not a well-known header name in its usual spelling.
//
// https://infra.spec.whatwg.org/#byte-lowercase
func ByteLowercase(s string) string {
	// Fast path: nothing to change, or to a name that is there already.
	i := 0
	for i < len(s) && !isUpper(s[i]) {
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
