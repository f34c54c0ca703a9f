package profile_test

import (
	"net/url"
	"regexp"
	"slices"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
)

func suiteCases(t *testing.T) map[string]*conformance.Case {
	t.Helper()
	all, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	byName := make(map[string]*conformance.Case)
	for _, c := range all {
		byName[c.Name] = c
	}
	return byName
}

func verdicts(t *testing.T, c *conformance.Case, p fetch.Profile) []conformance.Verdict {
	t.Helper()
	r, err := conformance.Run(&c.Scenario, conformance.Options{Profile: p})
	if err != nil {
		t.Fatal(err)
	}
	return r.Output().Fetches
}

// TestFactsMatter removes each fact from its browser: what is predicted of one of
// the fact's cases must change.
func TestFactsMatter(t *testing.T) {
	cases := suiteCases(t)
	shown := make(map[string]map[string]bool) // by fact, the cases that some browser shows it in
	for _, set := range profile.Sets() {
		for _, f := range set.Facts {
			t.Run(set.Name+"/"+f.Name, func(t *testing.T) {
				if f.Line == "" || f.Security == "" || len(f.Cases) == 0 {
					t.Error("a fact has a line, a security meaning and cases")
				}
				if shown[f.Name] == nil {
					shown[f.Name] = make(map[string]bool)
				}
				matters := false
				for _, name := range f.Cases {
					c := cases[name]
					if c == nil {
						t.Errorf("the suite has no case %s", name)
						continue
					}
					with, without := verdicts(t, c, set.Profile()), verdicts(t, c, set.Without(f.Name).Profile())
					if len(conformance.CompareVerdicts(with, without)) > 0 {
						matters = true
						shown[f.Name][name] = true
					}
				}
				if !matters {
					t.Errorf("without it, nothing changes in %v", f.Cases)
				}
			})
		}
	}
	for _, set := range profile.Sets() {
		for _, f := range set.Facts {
			for _, name := range f.Cases {
				if !shown[f.Name][name] {
					t.Errorf("%s does not show %s in any browser", name, f.Name)
				}
			}
		}
	}
}

// TestWithoutFacts has no fact left: that is the standard.
func TestWithoutFacts(t *testing.T) {
	cases := suiteCases(t)
	for _, set := range profile.Sets() {
		var names []string
		for _, f := range set.Facts {
			names = append(names, f.Name)
		}
		none := set.Without(names...).Profile()
		for name, c := range cases {
			if d := conformance.CompareVerdicts(verdicts(t, c, fetch.Profile{}), verdicts(t, c, none)); len(d) > 0 {
				t.Errorf("%s: %s: %v", set.Name, name, d[0])
			}
		}
	}
}

// TestSecondUse starts from one profile twice: nothing is kept from the first.
func TestSecondUse(t *testing.T) {
	cases := suiteCases(t)
	for _, set := range profile.Sets() {
		p := set.Profile()
		for name, c := range cases {
			if d := conformance.CompareVerdicts(verdicts(t, c, p), verdicts(t, c, p)); len(d) > 0 {
				t.Errorf("%s: %s: %v", set.Name, name, d[0])
			}
		}
	}
}

// TestLinks reads each fact's links: they are addresses of pages that stay as they
// are, which files of a repository do at a revision.
func TestLinks(t *testing.T) {
	permanent := regexp.MustCompile(`^/[^/]+/[^/]+/(issues|pull)/[0-9]+$|^/[^/]+/[^/]+/blob/[0-9a-f]{40}/.+$`)
	for _, set := range profile.Sets() {
		for _, f := range set.Facts {
			for i, link := range f.Links {
				u, err := url.Parse(link)
				if err != nil || u.Scheme != "https" || u.Host != "github.com" || !permanent.MatchString(u.Path) || u.String() != link {
					t.Errorf("%s: %s: %s is not the https address of an issue or of a file at a revision", set.Name, f.Name, link)
				}
				if slices.Contains(f.Links[:i], link) {
					t.Errorf("%s: %s: %s is there twice", set.Name, f.Name, link)
				}
			}
		}
	}
}
