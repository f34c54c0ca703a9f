package header

import "strings"

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

// isTabOrSpace reports whether b is an HTTP tab or space byte, which is also what OWS consists of.
func isTabOrSpace(b byte) bool { return b == '\t' || b == ' ' }

// trimTabOrSpace removes tabs and spaces from both ends of s.
func trimTabOrSpace(s string) string { return strings.Trim(s, "\t ") }

// isUpper reports whether b is in A–Z.
func isUpper(b byte) bool { return b-'A' < 26 }

// lower returns b in lower case.
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
func EqualFold(a, b string) bool { return len(a) == len(b) && equalFold(a, b) }

// equalFold is EqualFold for strings of one length.
//
// https://infra.spec.whatwg.org/#byte-case-insensitive
func equalFold(a, b string) bool {
	if len(a) < 8 || len(b) < 8 {
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] && lower(a[i]) != lower(b[i]) {
				return false
			}
		}
		return true
	}
	// Fast path: eight bytes at a time. Names that differ mostly do so in the last eight.
	if x, y := eight(a[len(a)-8:]), eight(b[len(b)-8:]); x != y && lowerEight(x) != lowerEight(y) {
		return false
	}
	// Fast path: the usual spelling.
	if a == b {
		return true
	}
	for len(a) > 8 && len(b) > 8 {
		if x, y := eight(a), eight(b); x != y && lowerEight(x) != lowerEight(y) {
			return false
		}
		a, b = a[8:], b[8:]
	}
	return true
}

// eight is the first eight bytes of s, the first one the lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// lowerEight byte-lowercases eight bytes.
func lowerEight(x uint64) uint64 {
	const each = 0x0101010101010101
	low := x &^ (0x80 * each) // so that adding to one byte does not reach the next
	fromA, pastZ := low+(0x80-'A')*each, low+(0x7F-'Z')*each
	upper := (fromA ^ pastZ) &^ x & (0x80 * each)
	return x | upper>>2 // 0x80>>2 is 'a'-'A'
}

// ByteLowercase returns s with the bytes A–Z as a–z, all others as they are. It allocates only when s has an upper-case
// letter and is not a common header name in its usual spelling.
//
// https://infra.spec.whatwg.org/#byte-lowercase
func ByteLowercase(s string) string {
	// Fast path: nothing changes, or the name is a well-known one.
	i := 0
	for i < len(s) && !isUpper(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	if known, ok := wellKnown[s]; ok {
		return known
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		b[i] = lower(b[i])
	}
	return string(b)
}
