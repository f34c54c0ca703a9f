package standard

import (
	"slices"

	"github.com/corsref/corsref/conformance"
)

// NewCiters finds who cites an entry or a step: functions of the source (which may be nil) and cases, those that name it
// and those that reach it. Source and cases have the numbers of the pinned index.
func NewCiters(pinned *Index, src *Source, cases []*conformance.Case, reached Collected) Citers {
	return func(e *Entry, step string) (functions, names []string) {
		p, _ := pinned.Find(e.URL())
		if p == nil || step == "-" {
			return nil, nil
		}
		if src != nil {
			functions = src.citing(pinned, p, step)
		}
		names = Citing(pinned, cases, p, step)
		if step != "" {
			names = append(names, reached.Cases(p.URL(), step)...)
		}
		slices.Sort(names)
		return functions, slices.Compact(names)
	}
}

// citing returns the functions that cite a step of e, or for the empty step those that implement e.
func (s *Source) citing(x *Index, e *Entry, step string) []string {
	var names []string
	add := func(f *Function) {
		if name := f.String(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if step == "" {
		for _, f := range s.Implementing(e) {
			add(f)
		}
		return names
	}
	for _, c := range s.Steps {
		if c.entry(x) != e {
			continue
		}
		if numbers, _ := c.Step.steps(e); slices.Contains(numbers, step) {
			add(c.Func)
		}
	}
	return names
}
