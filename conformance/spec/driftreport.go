package spec

import (
	"fmt"
	"strings"
)

// Citers says who cites a step, or an entry when the step is "". Nil: nobody is asked.
type Citers func(e *Entry, step string) (functions, cases []string)

// DriftReport is what changed between two indexes, for people.
func DriftReport(older, newer *Index, all []Drift, citers Citers) string {
	var b strings.Builder
	fmt.Fprintf(&b, "From %s\nto   %s\n", sources(older), sources(newer))
	if len(all) == 0 {
		b.WriteString("\nNothing in scope changed.\n")
	}
	for _, d := range all {
		b.WriteByte('\n')
		d.write(&b, citers)
	}
	return b.String()
}

func sources(x *Index) string {
	var names []string
	for _, s := range x.Standards {
		if s.Source != "" && s.Source != "by hand" {
			names = append(names, s.Source)
		}
	}
	return strings.Join(names, ", ")
}

// write is one entry: its name and address, what happened to it and to its steps, and who cites what.
func (d Drift) write(b *strings.Builder, citers Citers) {
	e := d.Entry()
	fmt.Fprintf(b, "%s\n  %s\n", e.Title, e.URL())
	switch {
	case d.Old == nil:
		d.line(b, "added", fmt.Sprintf("with %d steps", len(e.Steps)), "", citers)
		return
	case d.New == nil:
		d.line(b, "removed", fmt.Sprintf("it had %d steps", len(e.Steps)), "", citers)
		return
	case d.Old.Anchor != d.New.Anchor:
		d.line(b, "anchor", "was #"+d.Old.Anchor, "", nil)
	}
	if d.Reworded {
		d.line(b, "reworded", "what it says beside its steps", "", citers)
	}
	for _, s := range d.Steps {
		if s.Kind != Renumbered {
			what := string(s.Kind)
			if s.Far {
				what = "replaced"
			}
			d.line(b, what, s.describe(), d.cited(s), citers)
		}
	}
	d.renumbered(b)
}

// describe is the numbers of a step that was added, removed or reworded.
func (s StepDrift) describe() string {
	text := s.New
	switch {
	case s.Kind == Removed:
		return s.Old
	case s.Kind == Reworded && s.Old != s.New:
		text += ", was " + s.Old
	}
	return text
}

// cited is the number under which the source cites a step: its new one, or the old one of what is gone.
func (d Drift) cited(s StepDrift) string {
	if s.New == "" {
		return s.Old
	}
	return s.New
}

func (d Drift) line(b *strings.Builder, what, text, step string, citers Citers) {
	fmt.Fprintf(b, "  %-10s %s\n", what, text)
	if citers == nil {
		return
	}
	functions, cases := citers(d.Entry(), step)
	if len(functions) > 0 {
		fmt.Fprintf(b, "             cited by %s\n", strings.Join(functions, ", "))
	}
	switch {
	case len(cases) > 3:
		fmt.Fprintf(b, "             reached by %d cases: %s, …\n", len(cases), strings.Join(cases[:3], ", "))
	case len(cases) > 0:
		fmt.Fprintf(b, "             reached by %s\n", strings.Join(cases, ", "))
	}
}

// renumbered tells the steps that only have other numbers, runs of them together.
func (d Drift) renumbered(b *strings.Builder) {
	var before, after []string
	flush := func() {
		if len(after) > 0 {
			now := list(after, d.New)
			was := list(before, d.Old)
			verb := "was"
			if len(after) > 1 {
				verb = "were"
			}
			fmt.Fprintf(b, "  %-10s %s, %s %s\n", Renumbered, now, verb, was)
		}
		before, after = nil, nil
	}
	for _, s := range d.Steps {
		if s.Kind != Renumbered || d.moved(s) {
			continue
		}
		if n := len(after); n > 0 && !(d.New.follows(after[n-1], s.New) && d.Old.follows(before[n-1], s.Old)) {
			flush()
		}
		before, after = append(before, s.Old), append(after, s.New)
	}
	flush()
}

// moved reports whether a step has another number only because the step that it belongs to has: it needs no line.
func (d Drift) moved(s StepDrift) bool {
	i, j := strings.LastIndexAny(s.Old, "./"), strings.LastIndexAny(s.New, "./")
	if i <= 0 || j <= 0 || s.Old[i:] != s.New[j:] {
		return false
	}
	for _, parent := range d.Steps {
		if parent.Old == s.Old[:i] && parent.New == s.New[:j] {
			return true
		}
	}
	return false
}
