package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// FuzzTAOCheck compares the TAO check with its steps, and sees that no header is needed by what is not cross-origin.
func FuzzTAOCheck(f *testing.F) {
	f.Add("https://app.example", "Timing-Allow-Origin:https://app.example, *", byte(0))
	f.Add("null", "Timing-Allow-Origin:\"*\"\ntiming-allow-origin:null", byte(7))
	f.Add("https://app.example", "Timing-Allow-Origin:*, https://other.test", byte(16))
	f.Add("", "", byte(16)) // no header is not one that is empty
	f.Fuzz(func(t *testing.T, requestOrigin, text string, flags byte) {
		l := linesOf(text)
		r := fetch.TAORequest{Origin: requestOrigin, Failed: flags&1 != 0, Navigate: flags&2 != 0, SameOrigin: flags&4 != 0, Tainting: fetch.ResponseTainting(flags >> 3 % 3)}
		var values []string
		if value, ok := l.Get("Timing-Allow-Origin"); ok {
			values = slices.Collect(header.DecodeAndSplit(value))
		}
		want := r.Tainting == fetch.TaintingBasic && !(r.Navigate && !r.SameOrigin)
		want = !r.Failed && (want || slices.Contains(values, "*") || slices.Contains(values, requestOrigin))
		if got := fetch.TAOCheck(r, l); got != want {
			t.Errorf("TAOCheck(%+v, %q) = %t, want %t", r, l, got, want)
		}
	})
}
