package header_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// tokenOnly is RFC 9110's token.
var tokenOnly = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

// FuzzBytes checks what is said of single names and values by patterns and by what holds for any two.
func FuzzBytes(f *testing.F) {
	for _, pair := range [][2]string{{"X-A", "x-a"}, {"", "\r\n a\tb \t"}, {"a b", "\x00"}, {"Authorization", "AUTHORIZATION"}, {"\xC9", "\xE9"}, {"k", "\u212a"}, {"@[", "`{"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, s := range []string{a, b} {
			isToken := tokenOnly.MatchString(s) && !strings.HasSuffix(s, "\n")
			if header.IsName(s) != isToken || header.IsToken(s) != isToken {
				t.Errorf("IsName(%q) = %t, IsToken %t, want %t", s, header.IsName(s), header.IsToken(s), isToken)
			}
			isValue := strings.Trim(s, "\t ") == s && !strings.ContainsAny(s, "\x00\r\n")
			if header.IsValue(s) != isValue {
				t.Errorf("IsValue(%q) = %t, want %t", s, !isValue, isValue)
			}
			normal := header.Normalize(s)
			if normal != strings.Trim(s, "\t\n\r ") || header.Normalize(normal) != normal || header.IsValue(normal) == strings.ContainsAny(normal, "\x00\r\n") {
				t.Errorf("Normalize(%q) = %q", s, normal)
			}
		}
		if header.EqualFold(a, b) != (byteLowercase(a) == byteLowercase(b)) || header.EqualFold(a, b) != header.EqualFold(b, a) {
			t.Errorf("EqualFold(%q, %q) = %t", a, b, header.EqualFold(a, b))
		}
	})
}

// FuzzQuotedString reads back what was put in quotation marks.
func FuzzQuotedString(f *testing.F) {
	f.Add("", "a", ",b")
	f.Add("x=", `\"`, `"`)
	f.Add("\xff", "é\x00", "")
	f.Fuzz(func(t *testing.T, before, value, after string) {
		quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`
		input := before + quoted + after
		for _, extractValue := range []bool{false, true} {
			want := quoted
			if extractValue {
				want = value
			}
			got, position := header.CollectQuotedString(input, len(before), extractValue)
			if got != want || position != len(before)+len(quoted) {
				t.Errorf("CollectQuotedString(%q, %d, %t) = %q, %d, want %q", input, len(before), extractValue, got, position, want)
			}
		}
	})
}
