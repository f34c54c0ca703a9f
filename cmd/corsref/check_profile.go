package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
)

// standardSet is the profile without facts.
var standardSet = profile.Set{Name: "standard"}

// profileNames are the values of --profile.
func profileNames() []string {
	return append(append([]string{standardSet.Name}, browserNames()...), "all")
}

// browserNames are the browsers that there are profiles of.
func browserNames() []string {
	var names []string
	for _, set := range profile.Sets() {
		names = append(names, set.Name)
	}
	return names
}

// chosenProfiles are the profiles of these names, each once: the first one judges, the others are compared with it.
func chosenProfiles(names []string) ([]profile.Set, error) {
	var chosen []profile.Set
	add := func(sets ...profile.Set) {
		for _, set := range sets {
			if !slices.ContainsFunc(chosen, func(s profile.Set) bool { return s.Name == set.Name }) {
				chosen = append(chosen, set)
			}
		}
	}
	for _, name := range names {
		set, known := profile.ByName(name)
		switch {
		case known:
			add(set)
		case name == standardSet.Name:
			add(standardSet)
		case name == "all":
			add(standardSet)
			add(profile.Sets()...)
		default:
			return nil, usage("there is no profile %q; write %s", name, strings.Join(profileNames(), ", "))
		}
	}
	if chosen == nil {
		return nil, usage("--profile is empty; write %s", strings.Join(profileNames(), ", "))
	}
	return chosen, nil
}

// profileOf is what a set makes of the algorithms.
func profileOf(set profile.Set) fetch.Profile {
	if set.Name == standardSet.Name {
		return fetch.Profile{}
	}
	return set.Profile()
}

// compare says what another profile makes of a scenario than the first one: for programs an object, for people where the
// two differ, and by which facts.
func (r *report) compare(s *conformance.Scenario, file string, set profile.Set, first []conformance.Verdict) error {
	verdicts, err := r.verdicts(s, file, set)
	if missing, ok := errors.AsType[*missingError](err); ok {
		missing.Profile = set.Name
	}
	if err != nil {
		return err
	}
	if r.json {
		return r.line(conformance.Output{Name: s.Name, Profile: set.Name, Fetches: verdicts})
	}
	differences, unseen := conformance.CompareVerdicts(first, verdicts), story.Unseen(s, set.Name)
	switch {
	case len(differences) == 0 && unseen == "":
		_, err := fmt.Fprintf(r.out, "%s: the same\n", set.Name)
		return err
	case len(differences) == 0:
		_, err := fmt.Fprintf(r.out, "%s: no difference is predicted, but %s\n", set.Name, term.Text(unseen))
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s differs:\n", set.Name)
	if unseen != "" {
		fmt.Fprintf(&b, "  predicted only: %s\n", term.Text(unseen))
	}
	for i, d := range differences {
		if i == 0 || differences[i-1].Fetch != d.Fetch { // the others follow from the first
			fmt.Fprintf(&b, "  %s\n", term.Text(d.Between()))
		}
	}
	for _, fact := range set.Facts {
		less, err := r.verdicts(s, file, set.Without(fact.Name))
		if err != nil || len(conformance.CompareVerdicts(less, verdicts)) > 0 {
			fmt.Fprintf(&b, "  %s: %s\n", fact.Name, fact.Line)
		}
	}
	_, err = io.WriteString(r.out, b.String())
	return err
}

// verdicts judges a scenario with a profile.
func (r *report) verdicts(s *conformance.Scenario, file string, set profile.Set) ([]conformance.Verdict, error) {
	options, err := r.options(s, file, set)
	if err != nil {
		return nil, err
	}
	result, err := conformance.Run(s, options)
	if err != nil {
		return nil, err
	}
	return result.Output().Fetches, nil
}
