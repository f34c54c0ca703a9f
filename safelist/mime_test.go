package safelist_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

func TestParseMIMEType(t *testing.T) {
	for _, r := range rows[byteString, *byteString](t, "parse-mime-type.json") {
		t.Run(r.Name, func(t *testing.T) {
			checkMIMEType(t, r.Why, r.Want, func() (safelist.MIMEType, bool) { return safelist.ParseMIMEType(string(r.Input)) })
		})
	}
}

func TestExtractMIMEType(t *testing.T) {
	for _, r := range rows[pairs, *byteString](t, "extract-mime-type.json") {
		t.Run(r.Name, func(t *testing.T) {
			checkMIMEType(t, r.Why, r.Want, func() (safelist.MIMEType, bool) { return safelist.ExtractMIMEType(r.Input.list()) })
		})
	}
}

// checkMIMEType compares a result with a serialization, null being failure; and parsing that serialization with the
// result.
func checkMIMEType(t *testing.T, why string, want *byteString, f func() (safelist.MIMEType, bool)) {
	t.Helper()
	got, ok := f()
	if want == nil {
		if ok || got.Type != "" || got.Subtype != "" || got.Parameters != nil {
			t.Errorf("got %q, %v, want failure: %s", got, ok, why)
		}
		return
	}
	if !ok || got.String() != string(*want) {
		t.Errorf("got %q, %v, want %q: %s", got, ok, *want, why)
	}
	again, ok := safelist.ParseMIMEType(got.String())
	if !ok || !equalMIMEType(again, got) {
		t.Errorf("parsed again: got %+v, %v, want %+v", again, ok, got)
	}
}

func equalMIMEType(a, b safelist.MIMEType) bool {
	return a.Type == b.Type && a.Subtype == b.Subtype && slices.Equal(a.Parameters, b.Parameters)
}

func TestMIMETypeParameter(t *testing.T) {
	m, ok := safelist.ParseMIMEType("Text/HTML;Charset=\"a b\";x=\"\"")
	if !ok || m.Essence() != "text/html" {
		t.Fatalf("got %q, %v", m.Essence(), ok)
	}
	for _, c := range []struct {
		name, value string
		ok          bool
	}{{"charset", "a b", true}, {"x", "", true}, {"y", "", false}} {
		if value, ok := m.Parameter(c.name); value != c.value || ok != c.ok {
			t.Errorf("Parameter(%q) = %q, %v, want %q, %v", c.name, value, ok, c.value, c.ok)
		}
	}
}

// Serializing a record that no parser made quotes what has to be quoted.
func TestMIMETypeString(t *testing.T) {
	m := safelist.MIMEType{Type: "a", Subtype: "b", Parameters: []safelist.MIMEParameter{
		{"token", "x"}, {"empty", ""}, {"quote", `"\`}, {"bytes", "\xE9 "},
	}}
	if got, want := m.String(), "a/b;token=x;empty=\"\";quote=\"\\\"\\\\\";bytes=\"\xE9 \""; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMIMETypeGroups(t *testing.T) {
	groups := []struct {
		name string
		is   func(safelist.MIMEType) bool
		in   []string
	}{
		{"image", safelist.MIMEType.IsImage, []string{"image/png", "image/svg+xml"}},
		{"audio or video", safelist.MIMEType.IsAudioOrVideo, []string{"audio/mpeg", "video/mp4", "application/ogg"}},
		{"XML", safelist.MIMEType.IsXML, []string{"text/xml", "application/xml", "image/svg+xml", "x/y+xml"}},
		{"HTML", safelist.MIMEType.IsHTML, []string{"text/html"}},
		{"JSON", safelist.MIMEType.IsJSON, []string{"application/json", "text/json", "x/y+json"}},
		{"CSS", safelist.MIMEType.IsCSS, []string{"text/css"}},
		{"JavaScript", safelist.MIMEType.IsJavaScript, []string{
			"application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
			"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
			"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
			"text/x-ecmascript", "text/x-javascript"}},
	}
	all := []string{"text/plain", "text/ogg", "application/html", "application/css", "x/xml", "x/json", "x/javascript",
		"text/javascript1.6", "application/jscript", "application/livescript", "text/csv", "x/image", "x/+jsonx"}
	for _, g := range groups {
		all = append(all, g.in...)
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for _, s := range all {
				m, ok := safelist.ParseMIMEType(s + ";charset=x")
				if want := slices.Contains(g.in, s); !ok || g.is(m) != want {
					t.Errorf("%s: got %v, want %v", s, !want, want)
				}
			}
		})
	}
}

func TestDetermineNosniff(t *testing.T) {
	for _, r := range rows[pairs, bool](t, "determine-nosniff.json") {
		t.Run(r.Name, func(t *testing.T) {
			if got := safelist.DetermineNosniff(r.Input.list()); got != r.Want {
				t.Errorf("got %v, want %v: %s", got, r.Want, r.Why)
			}
		})
	}
}

// extractMIMEType is the literal twin of safelist.ExtractMIMEType.
func extractMIMEType(l header.List) (safelist.MIMEType, bool) {
	var charset, essence *string
	var mimeType *safelist.MIMEType
	parts, ok := l.GetDecodeAndSplit("Content-Type")
	if !ok {
		return safelist.MIMEType{}, false
	}
	for value := range parts {
		temporaryMimeType, ok := safelist.ParseMIMEType(value)
		if !ok || temporaryMimeType.Essence() == "*/*" {
			continue
		}
		mimeType = &temporaryMimeType
		if essence == nil || mimeType.Essence() != *essence {
			charset = nil
			if value, ok := mimeType.Parameter("charset"); ok {
				charset = &value
			}
			e := mimeType.Essence()
			essence = &e
		} else if _, ok := mimeType.Parameter("charset"); !ok && charset != nil {
			mimeType.Parameters = append(mimeType.Parameters, safelist.MIMEParameter{Name: "charset", Value: *charset})
		}
	}
	if mimeType == nil {
		return safelist.MIMEType{}, false
	}
	return *mimeType, true
}
