package curl

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// plain is what no shell reads anything into.
var plain = regexp.MustCompile(`^[a-zA-Z0-9._/:@%+,][a-zA-Z0-9._/:@%+,-]*$`)

// Quote makes s one word of a POSIX shell. Printable text and newlines stand between apostrophes as they are; the shell makes
// every other byte with printf, so that no terminal acts on it. A NUL is lost: no argument can have one.
func Quote(s string) string {
	if plain.MatchString(s) {
		return s
	}
	var b strings.Builder
	for {
		n := textLen(s)
		if n > 0 || s == "" && b.Len() == 0 {
			b.WriteString("'" + strings.ReplaceAll(s[:n], "'", `'\''`) + "'")
		}
		if s = s[n:]; s == "" {
			return b.String()
		}
		b.WriteString(`"$(printf '`)
		for s != "" && textLen(s) == 0 {
			fmt.Fprintf(&b, `\%03o`, s[0])
			s = s[1:]
		}
		b.WriteString(`')"`)
	}
}

// textLen is how many bytes of printable text and newlines s begins with.
func textLen(s string) int {
	for i, r := range s {
		if r == utf8.RuneError || r != '\n' && !strconv.IsPrint(r) {
			return i
		}
	}
	return len(s)
}
