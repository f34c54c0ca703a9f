package recorded

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
)

// Judge compares a browser with the standard and with its profile.
type Judge struct {
	Browser suite.Implementation
	Set     profile.Set
	Sites   origin.PublicSuffixList
}

// Played is what a browser made of a case.
type Played struct {
	Case     *conformance.Case
	Verdicts []conformance.Verdict
	// Standard and Profile are where the engine says otherwise as the standard has
	// it, and as the browser's profile predicts.
	Standard, Profile []conformance.Difference
	// Cached says that the browser asked its HTTP cache, where it differs from its profile.
	Cached bool
	// Err is a *[suite.Skip], or why there are no verdicts.
	Err error
}

// Skipped reports whether the browser cannot play the case.
func (p *Played) Skipped() bool {
	var skip *suite.Skip
	return errors.As(p.Err, &skip)
}

// Play plays the cases, many at once, and returns them in their order. Progress,
// if not nil, is told each as it comes, by one goroutine at a time.
func (j *Judge) Play(ctx context.Context, cases []*conformance.Case, progress func(*Played)) []Played {
	all := make([]Played, len(cases))
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	var told sync.Mutex
	suite.InParallel(order, j.Browser.Describe().Parallel, func(i int) {
		all[i] = j.play(ctx, cases[i])
		if progress != nil {
			told.Lock()
			defer told.Unlock()
			progress(&all[i])
		}
	})
	return all
}

func (j *Judge) play(ctx context.Context, c *conformance.Case) Played {
	p := Played{Case: c}
	bare := c.Scenario
	bare.Expect = nil
	var profiled []conformance.Verdict
	p.Verdicts, p.Err = j.Browser.Play(ctx, &bare)
	if p.Err == nil {
		p.Standard, _, p.Err = compare(&bare, conformance.Options{Sites: j.Sites}, p.Verdicts)
	}
	if p.Err == nil {
		p.Profile, profiled, p.Err = compare(&bare, conformance.Options{Sites: j.Sites, Profile: j.Set.Profile()}, p.Verdicts)
	}
	p.Cached = p.Err == nil && cached(&bare, profiled, p.Verdicts)
	return p
}

// compare compares what the engine says, which it returns too, with verdicts of a browser.
func compare(s *conformance.Scenario, options conformance.Options, verdicts []conformance.Verdict) ([]conformance.Difference, []conformance.Verdict, error) {
	result, err := conformance.Run(browser.Staged(s), options)
	if err != nil {
		return nil, nil, err
	}
	want := result.Output().Fetches
	return conformance.CompareVerdicts(want, verdicts), want, nil
}

// Shrink returns the smallest scenario that the browser and its profile still
// disagree on.
func (j *Judge) Shrink(ctx context.Context, s *conformance.Scenario) (Played, error) {
	small, err := differential.Shrink(s, func(candidates []*conformance.Scenario) ([]bool, error) {
		cases := make([]*conformance.Case, len(candidates))
		for i, c := range candidates {
			cases[i] = &conformance.Case{Scenario: *c}
		}
		keep := make([]bool, len(cases))
		for i, p := range j.Play(ctx, cases, nil) {
			keep[i] = p.Err == nil && len(p.Profile) > 0 && !p.Cached
		}
		return keep, ctx.Err()
	})
	if err != nil {
		return Played{}, err
	}
	return j.play(ctx, &conformance.Case{Scenario: *small}), nil
}

// Fuzz returns n scenarios of a seed, from an index on, as cases.
func Fuzz(seed uint64, from, n int) []*conformance.Case {
	cases := make([]*conformance.Case, n)
	for i := range cases {
		cases[i] = &conformance.Case{Scenario: *differential.Generate(seed, from+i)}
	}
	return cases
}

// Agreement counts how often a browser agrees with the standard and with its profile.
type Agreement struct {
	Area                                       string
	Played, Standard, Profile, Skipped, Failed int
	Cached                                     int // answered from the HTTP cache, and not among those played
}

func (a *Agreement) add(p *Played) {
	switch {
	case p.Skipped():
		a.Skipped++
		return
	case p.Err != nil:
		a.Failed++
		return
	case p.Cached:
		a.Cached++
		return
	}
	a.Played++
	if len(p.Standard) == 0 {
		a.Standard++
	}
	if len(p.Profile) == 0 {
		a.Profile++
	}
}

// Areas counts by area, in the order of the cases, and all together last.
func Areas(all []Played) []Agreement {
	var areas []Agreement
	total := Agreement{Area: "all"}
	at := make(map[string]int)
	for i := range all {
		area := suite.AreaOf(all[i].Case.Name)
		k, ok := at[area]
		if !ok {
			k = len(areas)
			at[area] = k
			areas = append(areas, Agreement{Area: area})
		}
		areas[k].add(&all[i])
		total.add(&all[i])
	}
	return append(areas, total)
}

// RecordsOf are the records of the cases that were played: of those in which a
// browser differs from the standard, what it did.
func RecordsOf(all []Played, version string) Records {
	records := make(Records)
	for i := range all {
		switch p := &all[i]; {
		case p.Skipped(), p.Err == nil && len(p.Standard) == 0:
			records[p.Case.Name] = nil
		case p.Err == nil:
			record := Record(version, p.Verdicts)
			records[p.Case.Name] = &record
		}
	}
	return records
}

// numberOf is the version number in what a browser says of itself.
func numberOf(version string) string {
	for word := range strings.FieldsSeq(version) {
		if word[0] >= '0' && word[0] <= '9' {
			return word
		}
	}
	return version
}

// SameVersion reports whether a browser is of the version that its profile was
// recorded on, as far as that is given.
func (j *Judge) SameVersion() bool {
	number := numberOf(j.Browser.Describe().Version)
	return number == j.Set.Version || strings.HasPrefix(number, j.Set.Version+".") || strings.HasPrefix(number, j.Set.Version+"esr")
}
