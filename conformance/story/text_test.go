package story_test

import (
	"testing"

	"github.com/corsref/corsref/conformance/story"
)

func TestPrintable(t *testing.T) {
	for _, test := range []struct{ name, why, in, want string }{
		{"words", "printable characters of any script are shown", "größer ☞ 日本", "größer ☞ 日本"},
		{"escape", "what steers a terminal is not", "a\x1b[2J\x9b", `a\x1b[2J\x9b`},
		{"right to left override", "nor what turns text around", "a\u202eb", `a\u202eb`},
		{"newline", "nor what breaks a line", "a\nb", `a\nb`},
		{"quotes and backslashes", "what is no escape stays as it is", `a"b\c'`, `a"b\c'`},
	} {
		if got := story.Printable(test.in); got != test.want {
			t.Errorf("%s: got %s, want %s: %s", test.name, got, test.want, test.why)
		}
	}
}
