package curl

import (
	"fmt"
	"strings"
)

// Quote makes s one word for a shell. Bytes that are not printable ASCII become escapes between $' and ', which bash and
// zsh understand and a terminal shows as they are.
func Quote(s string) string {
	switch {
	case isPlain(s):
		return s
	case isPrintable(s):
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b strings.Builder
	b.WriteString("$'")
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + "'"
}

// isPlain reports whether no shell reads anything into s.
func isPlain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._/:@%+,", c) >= 0) {
			return false
		}
	}
	return s != "" && s[0] != '-'
}

func isPrintable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
