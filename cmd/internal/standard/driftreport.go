package standard

import (
	"fmt"
	"slices"
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
	w := driftWriter{b: &b, citers: citers, oldNumbers: older.isPinned()}
	for _, d := range all {
		b.WriteByte('\n')
		w.entry(d)
	}
	return b.String()
}

// isPinned reports whether x has the text that the engine follows: then the source has its numbers.
func (x *Index) isPinned() bool {
	for _, s := range x.Standards {
		if p := Pinned().Standard(s.Base); p != nil && s.generated() && !s.equal(p) {
			return false
		}
	}
	return true
}

// equal reports whether two standards have the same text.
func (s *Standard) equal(other *Standard) bool {
	return slices.EqualFunc(s.Entries, other.Entries, func(a, b *Entry) bool {
		return a.Anchor == b.Anchor && a.Text == b.Text && slices.Equal(a.Steps, b.Steps)
	})
}

// generated reports whether the standard's entries were read from its source.
func (s *Standard) generated() bool { return s.Exempt == "" && s.Source != "by hand" }

// driftWriter writes a report.
type driftWriter struct {
	b          *strings.Builder
	citers     Citers
	oldNumbers bool // the source has the numbers of the older text
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

// entry is one entry: its name and address, what happened to it and to its steps, and who cites what.
func (w *driftWriter) entry(d Drift) {
	e := d.Entry()
	fmt.Fprintf(w.b, "%s\n  %s\n", e.Title, e.URL())
	switch {
	case d.Old == nil:
		w.line(d, "added", count(len(e.Steps), "step", "steps"), "")
		if d.Perhaps != nil {
			fmt.Fprintf(w.b, "  %-10s was %s, #%s\n", "perhaps", d.Perhaps.Title, d.Perhaps.Anchor)
		}
		return
	case d.New == nil:
		w.line(d, "removed", "it had "+count(len(e.Steps), "step", "steps"), "")
		return
	case d.Old.Anchor != d.New.Anchor:
		fmt.Fprintf(w.b, "  %-10s was #%s\n", "anchor", d.Old.Anchor)
	}
	if d.Reworded {
		w.line(d, "reworded", "what it says beside its steps", "")
	}
	for _, s := range d.Steps {
		if s.Kind == Renumbered {
			continue
		}
		what := string(s.Kind)
		if s.Far {
			what = "replaced"
		}
		w.line(d, what, s.describe(), w.number(s))
	}
	w.renumbered(d)
}

// describe is the numbers of a step that was added, removed or reworded.
func (s StepDrift) describe() string {
	switch {
	case s.Kind == Removed:
		return s.Old
	case s.Kind == Reworded && s.Old != s.New:
		return s.New + ", was " + s.Old
	}
	return s.New
}

// number is the one under which the source cites a step; "-" when the source cannot.
func (w *driftWriter) number(s StepDrift) string {
	number := s.New
	if w.oldNumbers {
		number = s.Old
	}
	if number == "" {
		return "-"
	}
	return number
}

// line is one change, and who cites what changed.
func (w *driftWriter) line(d Drift, what, text string, steps ...string) {
	fmt.Fprintf(w.b, "  %-10s %s\n", what, text)
	if w.citers == nil {
		return
	}
	var functions, cases []string
	for _, step := range steps {
		f, c := w.citers(d.Entry(), step)
		functions, cases = append(functions, f...), append(cases, c...)
	}
	functions, cases = sorted(functions), sorted(cases)
	if len(functions) > 0 {
		fmt.Fprintf(w.b, "             cited by %s\n", strings.Join(functions, "\n                      "))
	}
	if len(cases) > 0 {
		fmt.Fprintf(w.b, "             cases: %s\n", someOf(cases))
	}
}

// sorted is names in order, each once.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// renumbered tells the steps that only have other numbers, runs of them together.
func (w *driftWriter) renumbered(d Drift) {
	var run []StepDrift
	flush := func() {
		if len(run) == 0 {
			return
		}
		var before, after, cited []string
		for _, s := range run {
			before, after, cited = append(before, s.Old), append(after, s.New), append(cited, w.number(s))
		}
		verb := "was"
		if len(run) > 1 {
			verb = "were"
		}
		w.line(d, string(Renumbered), list(after, d.New)+", "+verb+" "+list(before, d.Old), cited...)
		run = nil
	}
	for _, s := range d.Steps {
		if s.Kind != Renumbered || d.moved(s) {
			continue
		}
		if n := len(run); n > 0 && !(d.New.follows(run[n-1].New, s.New) && d.Old.follows(run[n-1].Old, s.Old)) {
			flush()
		}
		run = append(run, s)
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
