package standard

import (
	"fmt"
	"strings"
)

// Page is what there is to say of one entry.
type Page struct {
	Entry     *Entry
	Functions []*Function
	Scope     *Scope // nil when it is not in scope
	Beyond    string // why it is not in scope, if that is said
	Lines     map[string]string
	Reached   Collected
	Cites     func(step string) []string // the cases that cite a step, or the entry
}

// Lookup finds entries by an address, an anchor or a title.
func (x *Index) Lookup(name string) []*Entry {
	if e, _ := x.Find(name); e != nil {
		return []*Entry{e}
	}
	var found []*Entry
	anchor := strings.TrimPrefix(name, "#")
	for _, s := range x.Standards {
		if e := s.Find(anchor); e != nil {
			found = append(found, e)
		}
	}
	if len(found) > 0 {
		return found
	}
	return x.ByTitle(name)
}

// Near returns titles and anchors that have all the words of a name, a few of them.
func (x *Index) Near(name string) []string {
	words := strings.Fields(foldTitle(strings.ReplaceAll(name, "-", " ")))
	var near []string
	for _, s := range x.Standards {
		for _, e := range s.Entries {
			text := foldTitle(strings.ReplaceAll(e.Title+" "+e.Anchor, "-", " "))
			all := len(e.Steps) > 0
			for _, word := range words {
				all = all && strings.Contains(text, word)
			}
			if all && len(near) < 8 {
				near = append(near, e.Title+" (#"+e.Anchor+")")
			}
		}
	}
	return near
}

// String is the page: name and address, functions, each step with what it does and which cases reach it.
func (p *Page) String() string {
	var b strings.Builder
	e := p.Entry
	fmt.Fprintf(&b, "%s\n%s\n", e.Title, e.URL())
	for _, alias := range e.Aliases {
		fmt.Fprintf(&b, "also %s#%s\n", e.Base, alias)
	}
	b.WriteByte('\n')
	for _, f := range p.Functions {
		fmt.Fprintf(&b, "  %-52s %s:%d\n", f.Package+"."+f.Name, f.File, f.Line)
	}
	switch {
	case p.Beyond != "":
		fmt.Fprintf(&b, "  not in scope: %s\n", p.Beyond)
	case len(p.Functions) == 0:
		b.WriteString("  no function implements it\n")
	}
	if len(e.Steps) > 0 {
		b.WriteByte('\n')
	}
	width := 0
	for _, s := range e.Steps {
		width = max(width, min(len(s.Number), 24))
	}
	for _, s := range e.Steps {
		p.step(&b, s, width)
	}
	if names := p.Cites(""); len(names) > 0 {
		fmt.Fprintf(&b, "\n%s about it:\n", count(len(names), "case is", "cases are"))
		for _, name := range names {
			fmt.Fprintf(&b, "  %s\n", name)
		}
	}
	return b.String()
}

// step is one step: its number, what it does, and below it what reached its outcomes.
func (p *Page) step(b *strings.Builder, s Step, width int) {
	mark := " "
	if s.Kind.Decides() {
		mark = "?"
	}
	line := p.Lines[s.Number]
	if line == "" {
		line = p.excuse(s)
	}
	fmt.Fprintf(b, "  %-*s %s %s\n", width, s.Number, mark, line)
	if p.Scope == nil || s.Kind != KindIf && s.Kind != KindCase && len(p.Reached.Cases(p.Entry.URL(), s.Number)) == 0 {
		return
	}
	for _, held := range []bool{true, false} {
		names := p.Entry.reached(p.Reached, s, held)
		if len(names) == 0 {
			continue
		}
		answer := "no"
		if held {
			answer = "yes"
		}
		fmt.Fprintf(b, "  %-*s     %-3s %s\n", width, "", answer, someOf(names))
	}
}

// excuse is what is said of a step that has no line of its own.
func (p *Page) excuse(s Step) string {
	if p.Scope != nil {
		if d, ok := p.Scope.Of(p.Entry, s.Number, true); ok && (d.Kind == Unmodelled || d.Kind == Implied) && d.Reason != "" {
			if d.Kind == Unmodelled {
				return "(not modelled: " + d.Reason + ")"
			}
			return "(" + d.Reason + ")"
		}
	}
	return "(" + string(s.Kind) + ")"
}

// someOf is how many cases there are and the first of them.
func someOf(names []string) string {
	if len(names) <= 2 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%d cases: %s, …", len(names), strings.Join(names[:2], ", "))
}

// count is a number of things.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
