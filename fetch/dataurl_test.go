package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

func TestProcessDataURL(t *testing.T) {
	for _, c := range []struct {
		name, url, mimeType, body string
		ok                        bool
		why                       string
	}{
		{"no comma", "data:text/plain", "", "", false, "7"},
		{"plain", "data:,a%20b%zz%4", "text/plain;charset=US-ASCII", "a b%zz%4", true, "10, 14"},
		{"type", "data: text/html ;x=y,<p>", "text/html;x=y", "<p>", true, "6, 13"},
		{"parameter alone", "data:;charset=utf-8,x", "text/plain;charset=utf-8", "x", true, "12"},
		{"base64", "data:;base64,YQ%3D%3D", "text/plain;charset=US-ASCII", "a", true, "11"},
		{"base64 with spaces", "data:image/png;  BASE64, Y%0AWI=", "image/png", "ab", true, "11, 11.5"},
		{"base64 that is none", "data:;base64,Y", "", "", false, "11.3"},
		{"not quite base64", "data:base64,YQ==", "text/plain;charset=US-ASCII", "YQ==", true, "11: a semicolon must stand before it"},
		{"hex digits", "data:,%aF%Fa", "text/plain;charset=US-ASCII", "\xaf\xfa", true, "10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, body, ok := fetch.ProcessDataURL(mustURL(t, c.url))
			if ok != c.ok || ok && (m.String() != c.mimeType || string(body) != c.body) {
				t.Errorf("got %q, %q, %v, want %q, %q, %v: %s", m, body, ok, c.mimeType, c.body, c.ok, c.why)
			}
		})
	}
}

// TestPercentDecode reads bodies that are not base64, which no verdict shows.
func TestPercentDecode(t *testing.T) {
	for body, want := range map[string]string{
		"%41%7a%7A": "Azz", "%g0": "%g0", "%0g": "%0g", "%/0": "%/0", "%:0": "%:0", "%@0": "%@0", "%G0": "%G0", "%`0": "%`0", "%4": "%4", "%": "%", "4142": "4142",
	} {
		_, got, ok := fetch.ProcessDataURL(parse(t, "data:,"+body))
		if !ok || string(got) != want {
			t.Errorf("%s: got %q, %t, want %q", body, got, ok, want)
		}
	}
}
