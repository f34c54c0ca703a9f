package standard

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// NotesFile has the notes, below the module's root. Parts of it are generated: each stands between two comments,
//
//	<!-- generated: NAME -->
//	<!-- end -->
const NotesFile = "SPEC_NOTES.md"

// GenerateNotes returns text with its generated parts written anew. More parts are what other packages have to say, by name.
func GenerateNotes(text string, x *Index, src *Source, scopes *Scopes, more map[string]string) (string, error) {
	parts := map[string]func() string{
		"deviations":    func() string { return markList(src, "Deviation") },
		"ambiguities":   func() string { return markList(src, "Ambiguous") },
		"not modelled":  func() string { return unmodelledTable(x, scopes) },
		"left out here": func() string { return markList(src, "Not modelled") },
		"algorithms":    func() string { return algorithmTable(x, src, scopes) },
	}
	for name, part := range more {
		parts[name] = func() string { return part }
	}
	for name, part := range parts {
		begin := "<!-- generated: " + name + " -->\n"
		head, rest, ok := strings.Cut(text, begin)
		_, tail, ok2 := strings.Cut(rest, "<!-- end -->\n")
		if !ok || !ok2 {
			return "", &FileError{File: NotesFile, Msg: fmt.Sprintf("the part %q is missing: %q and <!-- end -->", name, strings.TrimSpace(begin))}
		}
		text = head + begin + "\n" + part() + "\n<!-- end -->\n" + tail
	}
	return text, nil
}

// markList lists what stands behind one kind of mark in the source, with the function it concerns.
func markList(src *Source, kind string) string {
	var b strings.Builder
	for _, m := range src.Marks {
		if m.Kind != kind {
			continue
		}
		fmt.Fprintf(&b, "- `%s` ([%s](%s)): %s\n", path.Base(m.Func.Package)+"."+m.Func.Name, path.Base(m.File), m.File, markdown(m.Text))
	}
	return b.String()
}

// markdown makes a comment's text plain in Markdown.
func markdown(s string) string {
	s = strings.NewReplacer("|", `\|`, "<", "&lt;", "[", "", "]", "").Replace(s)
	return strings.ReplaceAll(s, "*", `\*`)
}

// unmodelledTable lists what the engine leaves out, by reason.
func unmodelledTable(x *Index, scopes *Scopes) string {
	var order []string
	where := make(map[string][]string)
	add := func(reason, place string) {
		if !slices.Contains(order, reason) {
			order = append(order, reason)
		}
		if !slices.Contains(where[reason], place) {
			where[reason] = append(where[reason], place)
		}
	}
	for _, s := range scopes.Algorithms {
		e, _ := x.Find(s.URL)
		for _, d := range s.Dispositions {
			if d.Kind != Unmodelled || e == nil {
				continue
			}
			place := link(e)
			if d.Steps != nil {
				place += " " + rangesText(d.Steps)
			}
			add(d.Reason, place)
		}
	}
	for _, beyond := range scopes.Beyond {
		if e, _ := x.Find(beyond.URL); e != nil {
			add(beyond.Reason, link(e))
		}
	}
	var b strings.Builder
	b.WriteString("| What, and why | Where |\n| --- | --- |\n")
	for _, reason := range order {
		fmt.Fprintf(&b, "| %s | %s |\n", markdown(reason), strings.Join(where[reason], "; "))
	}
	return b.String()
}

func rangesText(ranges []stepRange) string {
	var texts []string
	for _, r := range ranges {
		text := r.from
		if r.to != r.from {
			text += " to " + r.to
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
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
