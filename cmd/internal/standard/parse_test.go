package standard

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// shape is an index without hashes: what an eye can check.
func shape(x *Index) string {
	var b strings.Builder
	for _, s := range x.Standards {
		b.WriteString(s.Base + "\n")
		for _, e := range s.Entries {
			b.WriteString("#" + e.Anchor)
			for _, alias := range e.Aliases {
				b.WriteString(" #" + alias)
			}
			b.WriteString(" " + e.Title + "\n")
			for _, step := range e.Steps {
				b.WriteString("  " + step.Number + " " + string(step.Kind) + "\n")
			}
		}
	}
	return b.String()
}

// TestParseStandard reads small sources of our own, in the forms that standards have.
func TestParseStandard(t *testing.T) {
	for _, name := range []string{"whatwg", "w3c"} {
		t.Run(name, func(t *testing.T) {
			file := "testdata/" + name + ".bs"
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			x, err := ReadStandard(file, "", data)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+name+".shape", shape(x))
			again, err := ParseIndex("again", x.AppendIndex(nil))
			if err != nil || string(again.AppendIndex(nil)) != string(x.AppendIndex(nil)) {
				t.Errorf("the index file does not read back as it was: %v", err)
			}
		})
	}
}

// TestPrints holds what counts as the same text and as alike.
func TestPrints(t *testing.T) {
	const text = "If request's mode is not \"cors\" and the port is one of those that are blocked, then return a network error."
	for _, c := range []struct {
		name, other string
		equal, like bool
	}{
		{"itself", text, true, true},
		{"a word more", strings.Replace(text, "the port", "the effective port", 1), false, true},
		{"another", "Append each item of the list, in order, to the values that were found before.", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := PrintOf(text), PrintOf(c.other)
			if (a == b) != c.equal || a.Like(b) != c.like {
				t.Errorf("equal %v, like %v (%d bits), want %v, %v", a == b, a.Like(b), a.Distance(b), c.equal, c.like)
			}
		})
	}
}

// TestSlugs holds how branches are named.
func TestSlugs(t *testing.T) {
	got := strings.Join(slugs([]string{
		`mode is "same-origin"`, `'s current URL's scheme is "data"`, `'s current URL's scheme is not an HTTP(S) scheme`,
		"Otherwise", "a URL", "the", "twice the same", "twice the same",
	}), " ")
	const want = "mode-same-origin current-url-scheme-data current-url-scheme-not otherwise url empty twice-same twice-same-2"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestBikeshedAnchors holds the rule for definitions without an id.
func TestBikeshedAnchors(t *testing.T) {
	for _, c := range []struct{ dfnType, dfnFor, text, want string }{
		{"", "", "collect an HTTP quoted string", "collect-an-http-quoted-string"},
		{"", "header list", "contains", "header-list-contains"},
		{"", "/", "header list", "header-list"},
		{"", "header value", "get, decode, and split", "header-value-get-decode-and-split"},
		{"abstract-op", "", "set-site", "abstract-opdef-set-site"},
		{"method", "XMLHttpRequest", "send(body)", "dom-xmlhttprequest-send-body"},
		{"interface", "", "FetchLaterResult", "fetchlaterresult"},
		{"dictionary", "", "RequestInit", "requestinit"},
		{"typedef", "", "BodyInit", "typedefdef-bodyinit"},
		{"http-header", "", "`Sec-Fetch-Dest`", "http-header-sec-fetch-dest"},
	} {
		if got := anchorFor(c.dfnType, c.dfnFor, c.text); got != c.want {
			t.Errorf("%q for %q: got %s, want %s", c.text, c.dfnFor, got, c.want)
		}
	}
}

// TestIndexFileFaults holds that what is wrong with an index is told with its line.
func TestIndexFileFaults(t *testing.T) {
	const head = indexHeader + "\nstandard https://a.example/ a\n"
	for _, c := range []struct {
		name, text string
		line       int
	}{
		{"no standard", indexHeader + "\nentry a - a\n", 2},
		{"standard without source", indexHeader + "\nstandard https://a.example/\n", 2},
		{"step without entry", head + "1 do -\n", 3},
		{"hash", head + "entry a 12 a\n", 3},
		{"kind", head + "entry a - a\n1 perhaps -\n", 4},
		{"step twice", head + "entry a - a\n1 do -\n\n1 do -\n", 6},
		{"anchor twice", head + "entry a - a\nentry a - b\n", 4},
		{"alias of nothing", head + "alias b\n", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseIndex("x.index", []byte(c.text))
			var fault *FileError
			if !errors.As(err, &fault) || fault.Line != c.line || fault.File != "x.index" {
				t.Errorf("got %v, want a fault in line %d", err, c.line)
			}
		})
	}
}
