package standard

import (
	"fmt"
	"strings"
)

// Page is what there is to say of an entry, for people: its name and address, its functions, each step with what it does
// and which cases reach it.
func (v *Evidence) Page(e *Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", e.Title, e.URL())
	for _, alias := range e.Aliases {
		fmt.Fprintf(&b, "also %s#%s\n", e.Base, alias)
	}
	b.WriteByte('\n')
	functions, beyond := v.source.Implementing(e), TheScope().WhyBeyond(e)
	for _, f := range functions {
		fmt.Fprintf(&b, "  %-52s %s:%d\n", f.Package+"."+f.Name, f.File, f.Line)
	}
	switch {
	case beyond != "":
		fmt.Fprintf(&b, "  not in scope: %s\n", beyond)
	case v.source == nil:
		b.WriteString("  the engine's source is not at hand: functions and what steps do are left out\n")
	case len(functions) == 0:
		b.WriteString("  no function implements it\n")
	}
	if len(e.Steps) > 0 {
		b.WriteByte('\n')
	}
	width := 0
	for _, s := range e.Steps {
		width = max(width, min(len(s.Number), 24))
	}
	scope, words := TheScope().Scope(e), v.source.Words(Pinned(), e)
	for _, s := range e.Steps {
		mark, line := " ", words[s.Number]
		if s.Kind.Decides() {
			mark = "?"
		}
		if line == "" {
			line = scope.excuse(e, s)
		}
		fmt.Fprintf(&b, "  %-*s %s %s\n", width, s.Number, mark, line)
		for _, held := range []bool{true, false} {
			if names := v.outcome(e, s, held); scope != nil && len(names) > 0 {
				fmt.Fprintf(&b, "  %-*s     %-3s %s\n", width, "", yesNo(held), someOf(names))
			}
		}
	}
	if names := v.casesAbout(e, ""); len(names) > 0 {
		fmt.Fprintf(&b, "\n%s about it:\n  %s\n", count(len(names), "case is", "cases are"), strings.Join(names, "\n  "))
	}
	return b.String()
}

// excuse is what the scope says of a step that has no words, or else its kind.
func (s *Scope) excuse(e *Entry, step Step) string {
	switch d := s.Of(e, step.Number, true); {
	case d == nil || d.Reason == "":
	case d.Kind == Unmodelled:
		return "(not modelled: " + d.Reason + ")"
	case d.Kind == Implied:
		return "(" + d.Reason + ")"
	}
	return "(" + string(step.Kind) + ")"
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
