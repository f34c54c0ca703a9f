package recorded

import (
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
)

// Consensus is about the cases in which all browsers do the same: how often that
// is what the standard says.
type Consensus struct {
	Played   int // by all browsers
	Same     int // of them, where all did the same
	Standard int // of those, as the standard has it
	Shared   int // or as it is with the facts that the browsers share
	// Own are the other cases: what they do alike, each profile has for a reason of its own.
	Own []*conformance.Case
	// Unexplained are the cases among them that not every profile predicts.
	Unexplained []*conformance.Case
}

// Agree compares what several browsers made of the same cases.
func Agree(sites origin.PublicSuffixList, browsers [][]Played) (Consensus, error) {
	var c Consensus
	shared := profile.Shared().Profile()
	for i := range browsers[0] {
		same, played := together(browsers, i)
		if !played {
			continue
		}
		c.Played++
		if !same {
			continue
		}
		c.Same++
		first := &browsers[0][i]
		if len(first.Standard) == 0 {
			c.Standard++
			continue
		}
		bare := first.Case.Scenario
		bare.Expect = nil
		differ, _, err := compare(&bare, conformance.Options{Sites: sites, Profile: shared}, first.Verdicts)
		switch {
		case err != nil:
			return c, err
		case len(differ) == 0:
			c.Shared++
		case predicted(browsers, i):
			c.Own = append(c.Own, first.Case)
		default:
			c.Unexplained = append(c.Unexplained, first.Case)
		}
	}
	return c, nil
}

// together reports whether all browsers played the case, and did the same.
func together(browsers [][]Played, i int) (same, played bool) {
	same = true
	for b := range browsers {
		if browsers[b][i].Err != nil || browsers[b][i].Cached {
			return false, false
		}
		same = same && len(conformance.CompareVerdicts(browsers[0][i].Verdicts, browsers[b][i].Verdicts)) == 0
	}
	return same, true
}

// predicted reports whether each browser's profile predicts it.
func predicted(browsers [][]Played, i int) bool {
	for b := range browsers {
		if len(browsers[b][i].Profile) > 0 {
			return false
		}
	}
	return true
}
