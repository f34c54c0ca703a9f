package standard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
)

// CaseCitation is what a case says it is about: an algorithm or definition, and maybe a step of it.
type CaseCitation struct {
	Entry *Entry
	Step  string // "" for the entry as a whole
}

// CiteError is a citation of a case that leads nowhere.
type CiteError struct {
	Case, Cite, Msg string
}

// Error names case and citation.
func (e *CiteError) Error() string { return fmt.Sprintf("case %s cites %q: %s", e.Case, e.Cite, e.Msg) }

// CaseCitations reads the "spec" of a case: anchors of the Fetch Standard, or of another one after its short name and a
// colon, each with a step behind a number sign or not. What an exempt standard has is left out.
func CaseCitations(x *Index, c *conformance.Case) ([]CaseCitation, error) {
	var all []CaseCitation
	for _, cite := range c.Spec {
		fault := func(format string, args ...any) error {
			return &CiteError{c.Name, cite, fmt.Sprintf(format, args...)}
		}
		name, rest, ok := strings.Cut(cite, ":")
		if !ok {
			name, rest = "fetch", cite
		}
		s := x.byShortName(name)
		if s == nil {
			return nil, fault("the index has no standard %q", name)
		}
		if s.Exempt != "" {
			continue
		}
		anchor, step, _ := strings.Cut(rest, "#")
		e := s.Find(anchor)
		if e == nil {
			return nil, fault("%s has no anchor %q", s.Base, anchor)
		}
		if _, ok := e.Step(step); step != "" && !ok {
			return nil, fault("%s (#%s) has no step %s", e.Title, e.Anchor, step)
		}
		all = append(all, CaseCitation{e, step})
	}
	return all, nil
}

// byShortName is the standard that a short name means, as in "fetch" or "mixed-content".
func (x *Index) byShortName(name string) *Standard {
	i := slices.IndexFunc(x.Standards, func(s *Standard) bool {
		return s.Base == "https://"+name+".spec.whatwg.org/" || s.Base == "https://w3c.github.io/webappsec-"+name+"/"
	})
	if i < 0 {
		return nil
	}
	return x.Standards[i]
}

// Citing returns the names of the cases that cite an entry, or a step of it when that is not "".
func Citing(x *Index, cases []*conformance.Case, e *Entry, step string) []string {
	var names []string
	for _, c := range cases {
		cites, err := CaseCitations(x, c)
		if err != nil {
			continue // a test reports it
		}
		if slices.ContainsFunc(cites, func(cite CaseCitation) bool {
			return cite.Entry.URL() == e.URL() && (step == "" || cite.Step == step)
		}) {
			names = append(names, c.Name)
		}
	}
	return names
}
