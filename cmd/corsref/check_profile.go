package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// allProfiles is the flag's value for the standard and every browser.
const allProfiles = "all"

// profileNames are the values of --profile.
func profileNames() []string {
	names := []string{standardProfile}
	for _, set := range profile.Sets() {
		names = append(names, set.Name)
	}
	return append(names, allProfiles)
}

// chosenProfiles are the profiles of these names: the first one judges, the others
// are compared with it.
func chosenProfiles(names []string) ([]profile.Set, error) {
	var sets []profile.Set
	add := func(set profile.Set) {
		if !slices.ContainsFunc(sets, func(s profile.Set) bool { return s.Name == set.Name }) {
			sets = append(sets, set)
		}
	}
	for _, name := range names {
		set, known := profile.ByName(name)
		switch {
		case name == standardProfile:
			add(profile.Set{Name: standardProfile})
		case name == allProfiles:
			add(profile.Set{Name: standardProfile})
			for _, set := range profile.Sets() {
				add(set)
			}
		case known:
			add(set)
		default:
			return nil, usage("there is no profile %q; write %s", name, strings.Join(profileNames(), ", "))
		}
	}
	return sets, nil
}

// profileOf is what a set makes of the algorithms; the standard's has no facts.
func profileOf(set profile.Set) fetch.Profile {
	if len(set.Facts) == 0 {
		return fetch.Profile{}
	}
	return set.Profile()
}

// verdictsOf judges a scenario as a browser does. The server, if not nil, answers
// instead of the scenario's rules.
func verdictsOf(s *conformance.Scenario, server conformance.Server, set profile.Set) ([]conformance.Verdict, error) {
	result, err := conformance.Run(s, conformance.Options{Sites: psl.List, Server: server, Profile: profileOf(set)})
	if err != nil {
		return nil, err
	}
	return result.Output().Fetches, nil
}

// others says of the other profiles what they make of a scenario: one object each
// for programs, and for people where they differ and by which facts.
func (r *report) others(s *conformance.Scenario, server conformance.Server, first []conformance.Verdict) error {
	for _, set := range r.profiles[min(1, len(r.profiles)):] {
		verdicts, err := verdictsOf(s, server, set)
		if err == nil && r.json {
			err = r.line(conformance.Output{Name: s.Name, Profile: set.Name, Fetches: verdicts})
		} else if err == nil {
			err = r.differences(s, server, set, first, verdicts)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// line prints one object.
func (r *report) line(out conformance.Output) error {
	r.text = append(out.AppendJSON(r.text[:0]), '\n')
	_, err := r.out.Write(r.text)
	return err
}

// differences prints where a browser differs from the first profile, and the facts
// without which it would say something else.
func (r *report) differences(s *conformance.Scenario, server conformance.Server, set profile.Set, first, verdicts []conformance.Verdict) error {
	var b strings.Builder
	all := differential.Compare(first, verdicts)
	if len(all) == 0 {
		fmt.Fprintf(&b, "%s: the same\n", set.Name)
	} else {
		fmt.Fprintf(&b, "%s differs:\n", set.Name)
	}
	for _, d := range all {
		fmt.Fprintf(&b, "  %s\n", term.Text(d.String()))
	}
	if len(all) > 0 {
		facts, err := decisive(s, server, set, verdicts)
		if err != nil {
			return err
		}
		for _, f := range facts {
			fmt.Fprintf(&b, "  %s: %s\n", f.Name, f.Line)
		}
	}
	_, err := io.WriteString(r.out, b.String())
	return err
}

// decisive are the facts without which a browser's verdicts would be others.
func decisive(s *conformance.Scenario, server conformance.Server, set profile.Set, verdicts []conformance.Verdict) ([]profile.Fact, error) {
	var facts []profile.Fact
	for _, f := range set.Facts {
		less, err := verdictsOf(s, server, set.Without(f.Name))
		if err != nil {
			return nil, err
		}
		if len(differential.Compare(less, verdicts)) > 0 {
			facts = append(facts, f)
		}
	}
	return facts, nil
}
