package fetch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// literalBlocking is "blocked due to its MIME type" and "blocked due to nosniff" word for word.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
func literalBlocking(d fetch.Destination, l header.List) (byMIMEType, byNosniff bool) {
	m, ok := safelist.ExtractMIMEType(l)
	essence := ""
	if ok {
		essence = m.Type + "/" + m.Subtype
	}
	script := slices.Contains([]string{"audioworklet", "paintworklet", "script", "serviceworker", "sharedworker", "worker"}, d.String())
	byMIMEType = script && (strings.HasPrefix(essence, "audio/") || strings.HasPrefix(essence, "image/") || strings.HasPrefix(essence, "video/") || essence == "text/csv")
	value, _ := l.Get("X-Content-Type-Options")
	if !strings.EqualFold(slices.Collect(header.DecodeAndSplit(value))[0], "nosniff") {
		return byMIMEType, false
	}
	javaScript := []string{"application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript", "text/ecmascript",
		"text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
		"text/javascript1.5", "text/jscript", "text/livescript", "text/x-ecmascript", "text/x-javascript"}
	return byMIMEType, script && !slices.Contains(javaScript, essence) || d == fetch.DestinationStyle && essence != "text/css"
}

// FuzzBlocking checks what is blocked for its type, for every destination.
func FuzzBlocking(f *testing.F) {
	for _, mimeType := range []string{"text/javascript", "text/csv;charset=x", "IMAGE/png", "text/css, */*", "", "text/javascript1.6", "application/json,text/css"} {
		f.Add("Content-Type:" + mimeType)
		f.Add("Content-Type:" + mimeType + "\nX-Content-Type-Options:NoSniff")
		f.Add("content-type:" + mimeType + "\nX-Content-Type-Options:\nx-content-type-options:nosniff")
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := linesOf(text)
		for d := fetch.DestinationEmpty; d <= fetch.DestinationXSLT; d++ {
			mimeType, nosniff := fetch.ShouldBlockMIMEType(d, l), fetch.ShouldBlockNosniff(d, l)
			wantMIMEType, wantNosniff := literalBlocking(d, l)
			if mimeType.Passed() == wantMIMEType || nosniff.Passed() == wantNosniff {
				t.Errorf("%v, %q: blocked %t and %t, want %t and %t", d, l, !mimeType.Passed(), !nosniff.Passed(), wantMIMEType, wantNosniff)
			}
		}
	})
}
