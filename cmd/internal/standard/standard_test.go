package standard

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/cmd/internal/recorded"
)

// notesFile has the notes, below the module's root. Parts of it are generated: each stands between two comments,
//
//	<!-- generated: NAME -->
//	<!-- end -->
const notesFile = "SPEC_NOTES.md"

// TestNotes holds the generated parts of the notes to the source and the scope.
func TestNotes(t *testing.T) {
	text, err := fs.ReadFile(root, notesFile)
	if err != nil {
		t.Fatal(err)
	}
	tests, err := wptTable()
	if err != nil {
		t.Fatal(err)
	}
	known, err := recorded.KnownTable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := generateNotes(string(text), Pinned(), readSource(t), TheScope(), map[string]string{
		"engines":            recorded.FactsTable(),
		"engines, unknown":   known,
		"web-platform-tests": tests,
	})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("../../../"+notesFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), want); diff != "" {
		t.Errorf("%s is stale; go test ./cmd/internal/standard -update writes it (-file +now):\n%s", notesFile, diff)
	}
}

// generateNotes returns text with its generated parts written anew. More parts are what other packages have to say, by name.
func generateNotes(text string, x *Index, src *Source, scopes *Scopes, more map[string]string) (string, error) {
	parts := map[string]string{
		"contents":      contents(text),
		"deviations":    markList(src, "Deviation"),
		"ambiguities":   markList(src, "Ambiguous"),
		"not modelled":  unmodelledList(x, scopes),
		"left out here": markList(src, "Not modelled"),
		"fast paths":    markList(src, "Fast path"),
		"algorithms":    algorithmTable(x, src, scopes),
	}
	maps.Copy(parts, more)
	for name, part := range parts {
		begin := "<!-- generated: " + name + " -->\n"
		head, rest, ok := strings.Cut(text, begin)
		_, tail, ok2 := strings.Cut(rest, "<!-- end -->\n")
		if !ok || !ok2 {
			return "", &FileError{File: notesFile, Msg: fmt.Sprintf("the part %q is missing: %q and <!-- end -->", name, strings.TrimSpace(begin))}
		}
		text = head + begin + "\n" + part + "\n<!-- end -->\n" + tail
	}
	return text, nil
}

var (
	section       = regexp.MustCompile(`(?m)^##(#?) (.*)$`)
	notInFragment = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// contents is a table of contents, which links to the sections as GitHub names them.
func contents(text string) string {
	var b strings.Builder
	for _, m := range section.FindAllStringSubmatch(text, -1) {
		fragment := strings.ReplaceAll(notInFragment.ReplaceAllString(strings.ToLower(m[2]), ""), " ", "-")
		fmt.Fprintf(&b, "%s- [%s](#%s)\n", strings.Repeat("  ", len(m[1])), m[2], fragment)
	}
	return b.String()
}

// markList lists what stands behind one kind of mark in the source, with the function it concerns.
func markList(src *Source, kind string) string {
	var b strings.Builder
	for _, m := range src.Marks {
		if m.Kind != kind {
			continue
		}
		text := fmt.Sprintf("- `%s.%s` ([%s](%s)): %s", path.Base(m.Func.Package), m.Func.Name, path.Base(m.File), m.File, markdown(m.Text))
		b.WriteString(wrap(text) + "\n")
	}
	return b.String()
}

// wrap breaks an item of a list into lines of at most 120 characters.
func wrap(item string) string {
	var b strings.Builder
	width := 0
	for i, word := range strings.Fields(item) {
		switch n := utf8.RuneCountInString(word); {
		case i == 0:
			width = n
		case width+1+n > 120:
			b.WriteString("\n  ")
			width = 2 + n
		default:
			b.WriteByte(' ')
			width += 1 + n
		}
		b.WriteString(word)
	}
	return b.String()
}

// markdown makes a comment's text plain in Markdown.
func markdown(s string) string {
	s = strings.NewReplacer("|", `\|`, "<", "&lt;", "[", "", "]", "").Replace(s)
	return strings.ReplaceAll(s, "*", `\*`)
}

// unmodelledList lists what the engine leaves out, by reason: below each, where that is, a line each.
func unmodelledList(x *Index, scopes *Scopes) string {
	var order []string
	where := make(map[string][]string)
	add := func(reason, url, steps string) {
		e, _ := x.Find(url)
		if e == nil {
			return
		}
		if !slices.Contains(order, reason) {
			order = append(order, reason)
		}
		where[reason] = append(where[reason], link(e)+steps)
	}
	for _, s := range scopes.Algorithms {
		for _, d := range s.Dispositions {
			if d.Kind != Unmodelled {
				continue
			}
			steps := " "
			for i, r := range d.Steps {
				if i > 0 {
					steps += ", "
				}
				if steps += r.from; r.to != r.from {
					steps += " to " + r.to
				}
			}
			add(d.Reason, s.URL, strings.TrimRight(steps, " "))
		}
	}
	for _, beyond := range scopes.Beyond {
		add(beyond.Reason, beyond.URL, "")
	}
	var b strings.Builder
	for _, reason := range order {
		fmt.Fprintf(&b, "- %s\n  - %s\n", markdown(reason), strings.Join(where[reason], "\n  - "))
	}
	return b.String()
}

func link(e *Entry) string { return "[" + markdown(e.Title) + "](" + e.URL() + ")" }

// algorithmTable lists the algorithms in scope with the functions that implement them and what covers their decisions.
func algorithmTable(x *Index, src *Source, scopes *Scopes) string {
	var b strings.Builder
	b.WriteString("| Algorithm | Functions | Covered by |\n| --- | --- | --- |\n")
	for _, s := range scopes.Algorithms {
		e, _ := x.Find(s.URL)
		if e == nil {
			continue
		}
		var functions []string
		for _, f := range src.Implementing(e) {
			if f.IsFunc {
				functions = append(functions, "`"+path.Base(f.Package)+"."+f.Name+"`")
			}
		}
		by := "the suite"
		for _, d := range s.Dispositions {
			switch {
			case d.Steps == nil && d.Kind == Tested:
				by = "`" + d.Test + "`"
			case d.Steps == nil:
				by = "nothing: " + markdown(d.Reason)
			}
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", link(e), strings.Join(functions, ", "), by)
	}
	return b.String()
}
