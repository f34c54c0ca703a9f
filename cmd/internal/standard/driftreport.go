package standard

import (
	"fmt"
	"slices"
	"strings"
)

// NothingInCommonError says that two indexes have no standard in common.
type NothingInCommonError struct{ Old, New string }

// Error says which standards there are.
func (e *NothingInCommonError) Error() string {
	return fmt.Sprintf("there is nothing to compare: one text is of %s, the other of %s; give two texts of one standard", e.Old, e.New)
}

// DriftReport is what changed between two indexes, for people. The evidence may be nil; it says who cites what changed.
// The error is a [*NothingInCommonError].
func DriftReport(older, newer *Index, v *Evidence) (string, error) {
	if !slices.ContainsFunc(newer.Standards, func(s *Standard) bool { return older.Standard(s.Base) != nil }) {
		return "", &NothingInCommonError{bases(older), bases(newer)}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "From %s\nto   %s\n", sources(older), sources(newer))
	all := Compare(older, newer)
	if len(all) == 0 {
		b.WriteString("\nNothing in scope changed.\n")
	}
	w := driftWriter{b: &b, evidence: v, oldNumbers: older.isPinned()}
	for _, d := range all {
		b.WriteByte('\n')
		w.entry(d)
	}
	return b.String(), nil
}

func bases(x *Index) string {
	var all []string
	for _, s := range x.Standards {
		all = append(all, s.Base)
	}
	return strings.Join(all, ", ")
}

// isPinned reports whether x has the text that the engine follows: then the source has its numbers.
func (x *Index) isPinned() bool {
	return !slices.ContainsFunc(x.Standards, func(s *Standard) bool {
		p := Pinned().Standard(s.Base)
		return p != nil && s.generated() && !slices.EqualFunc(s.Entries, p.Entries, func(a, b *Entry) bool {
			return a.Anchor == b.Anchor && a.Text == b.Text && slices.Equal(a.Steps, b.Steps)
		})
	})
}

// generated reports whether the standard's entries were read from its source.
func (s *Standard) generated() bool { return s.Exempt == "" && s.Source != "by hand" }

// driftWriter writes a report.
type driftWriter struct {
	b          *strings.Builder
	evidence   *Evidence
	oldNumbers bool // the source has the numbers of the older text
}

func sources(x *Index) string {
	var names []string
	for _, s := range x.Standards {
		if s.generated() {
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
		what := s.New
		switch {
		case s.New == "":
			what = s.Old
		case s.Old != "" && s.Old != s.New:
			what += ", was " + s.Old
		}
		w.line(d, string(s.Kind), what, w.number(s))
	}
	w.renumbered(d)
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
	e, _ := Pinned().Find(d.Entry().URL())
	if w.evidence == nil || e == nil {
		return
	}
	var functions, cases []string
	for _, step := range steps {
		if step != "-" {
			f, c := w.evidence.Citing(e, step)
			functions, cases = append(functions, f...), append(cases, c...)
		}
	}
	if len(functions) > 0 {
		fmt.Fprintf(w.b, "             cited by %s\n", strings.Join(sorted(functions), "\n                      "))
	}
	if len(cases) > 0 {
		fmt.Fprintf(w.b, "             cases: %s\n", someOf(sorted(cases)))
	}
}

// renumbered tells the steps that only have other numbers, a run of neighbours in one line.
func (w *driftWriter) renumbered(d Drift) {
	var runs [][]StepDrift
	for _, s := range d.Steps {
		if s.Kind != Renumbered || d.moved(s) {
			continue
		}
		if n := len(runs); n > 0 {
			if last := runs[n-1][len(runs[n-1])-1]; d.New.follows(last.New, s.New) && d.Old.follows(last.Old, s.Old) {
				runs[n-1] = append(runs[n-1], s)
				continue
			}
		}
		runs = append(runs, []StepDrift{s})
	}
	for _, run := range runs {
		verb, last := "was", run[len(run)-1]
		if len(run) > 1 {
			verb = "were"
		}
		var cited []string
		for _, s := range run {
			cited = append(cited, w.number(s))
		}
		w.line(d, string(Renumbered), span(run[0].New, last.New, len(run))+", "+verb+" "+span(run[0].Old, last.Old, len(run)), cited...)
	}
}

// moved reports whether a step has another number only because the step that it belongs to has: it needs no line.
func (d Drift) moved(s StepDrift) bool {
	i, j := strings.LastIndexAny(s.Old, "./"), strings.LastIndexAny(s.New, "./")
	return i > 0 && j > 0 && s.Old[i:] == s.New[j:] && slices.ContainsFunc(d.Steps, func(parent StepDrift) bool {
		return parent.Old == s.Old[:i] && parent.New == s.New[:j]
	})
}

// span is a run of n numbers.
func span(from, to string, n int) string {
	switch n {
	case 1:
		return from
	case 2:
		return from + ", " + to
	}
	return from + " to " + to
}

// follows reports whether b is the step that stands next to a, in the same list.
func (e *Entry) follows(a, b string) bool {
	for _, s := range e.Steps[place(e.Steps, a)+1:] {
		if siblings(s.Number) == siblings(a) {
			return s.Number == b
		}
	}
	return false
}
