package standard

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// Evidence is what the source and the suite have to say of the pinned standards: who cites a step, and which cases reach it.
type Evidence struct {
	source  *Source // nil when it is not at hand
	cases   []*conformance.Case
	reached map[decision][]string // the cases that reached it, in order
}

// decision is a step of an algorithm, and how it went.
type decision struct {
	url, step string
	held      bool
}

// Collect plays cases against the engine and notes the decisions that their traces tell. What an API throws counts as the
// decision to throw. The source may be nil.
func Collect(src *Source, cases []*conformance.Case) (*Evidence, error) {
	v := &Evidence{source: src, cases: cases, reached: make(map[decision][]string)}
	for _, one := range cases {
		add := func(d decision) {
			if names := v.reached[d]; len(names) == 0 || names[len(names)-1] != one.Name {
				v.reached[d] = append(v.reached[d], one.Name)
			}
		}
		trace := &fetch.Trace{Decide: func(d fetch.Decision) { add(decision{string(d.Algorithm), d.Step, d.Held}) }}
		result, err := conformance.Run(&one.Scenario, conformance.Options{Trace: func(int) *fetch.Trace { return trace }})
		if err != nil {
			return nil, err
		}
		for _, f := range result.Fetches {
			var thrown *fetch.TypeError
			if errors.As(f.Err, &thrown) {
				add(decision{string(thrown.Algorithm), thrown.Step, true})
			}
		}
	}
	return v, nil
}

// outcome returns the cases that reached an outcome of a step. A branch of a switch is not taken when another one is, and
// the last one, otherwise, is taken when the one before it is not.
func (v *Evidence) outcome(e *Entry, s Step, held bool) []string {
	names := v.reached[decision{e.URL(), s.Number, held}]
	if len(names) > 0 || s.Kind != KindCase {
		return names
	}
	var branches []string
	for _, other := range e.Steps {
		if other.Kind == KindCase && siblings(other.Number) == siblings(s.Number) {
			branches = append(branches, other.Number)
		}
	}
	if held {
		if n := len(branches); strings.HasSuffix(s.Number, "/otherwise") && n > 1 {
			return v.reached[decision{e.URL(), branches[n-2], false}]
		}
		return nil
	}
	for _, branch := range branches {
		if names := v.reached[decision{e.URL(), branch, true}]; branch != s.Number && len(names) > 0 {
			return names
		}
	}
	return nil
}

// Citing returns the functions that cite a step of e and the cases that cite or reach it; of e as a whole when the step
// is "".
func (v *Evidence) Citing(e *Entry, step string) (functions, cases []string) {
	if v.source != nil {
		for _, f := range v.source.citing(e, step) {
			functions = append(functions, f.String())
		}
	}
	cases = v.casesAbout(e, step)
	for _, held := range []bool{true, false} {
		if step != "" {
			cases = append(cases, v.reached[decision{e.URL(), step, held}]...)
		}
	}
	return functions, sorted(cases)
}

// casesAbout returns the names of the cases that cite an entry, or a step of it when that is not "".
func (v *Evidence) casesAbout(e *Entry, step string) []string {
	var names []string
	for _, c := range v.cases {
		if slices.ContainsFunc(c.Spec, func(cite string) bool {
			cited, number, err := Pinned().cited(cite)
			return err == nil && cited == e && (step == "" || number == step)
		}) {
			names = append(names, c.Name)
		}
	}
	return names
}

// cited reads what a case says it is about: an anchor of the Fetch Standard, or of another standard after its short name
// and a colon, with a step behind a number sign or not. The entry is nil when the standard is exempt.
func (x *Index) cited(cite string) (e *Entry, step string, err error) {
	name, rest, ok := strings.Cut(cite, ":")
	if !ok {
		name, rest = "fetch", cite
	}
	i := slices.IndexFunc(x.Standards, func(s *Standard) bool {
		return s.Base == "https://"+name+".spec.whatwg.org/" || s.Base == "https://w3c.github.io/webappsec-"+name+"/"
	})
	if i < 0 {
		return nil, "", fmt.Errorf("%q: the index has no standard %q", cite, name)
	}
	s := x.Standards[i]
	if s.Exempt != "" {
		return nil, "", nil
	}
	anchor, step, _ := strings.Cut(rest, "#")
	if e = s.Find(anchor); e == nil {
		return nil, "", fmt.Errorf("%q: %s has no anchor %q", cite, s.Base, anchor)
	}
	if step != "" && place(e.Steps, step) < 0 {
		return nil, "", fmt.Errorf("%q: %s (#%s) has no step %s", cite, e.Title, e.Anchor, step)
	}
	return e, step, nil
}

// sorted is names in order, each once.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
