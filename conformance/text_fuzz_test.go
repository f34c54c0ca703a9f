package conformance_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/corsref/corsref/conformance"
)

// FuzzText converts bytes to text and back, and text to bytes and back.
func FuzzText(f *testing.F) {
	f.Add("abc")
	f.Add("a\xff\x80")
	f.Add("é€")
	f.Fuzz(func(t *testing.T, s string) {
		text := conformance.Text(s)
		if back, ok := conformance.Bytes(text); !ok || back != s || !utf8.ValidString(text) {
			t.Errorf("the bytes %q are %q, and that %q, %t", s, text, back, ok)
		}
		bytes, ok := conformance.Bytes(s)
		if want := !strings.ContainsFunc(s, func(r rune) bool { return r > 0xFF }); ok != want {
			t.Errorf("Bytes(%q) = %q, %t, want %t", s, bytes, ok, want)
		}
		if ok && utf8.ValidString(s) && conformance.Text(bytes) != s {
			t.Errorf("the text %q is the bytes %q, and they %q", s, bytes, conformance.Text(bytes))
		}
	})
}
