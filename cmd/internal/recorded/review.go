package recorded

import (
	"context"
	"slices"

	"github.com/corsref/corsref/conformance"
)

// Finding is what is to be said of a case that a browser was given.
type Finding string

// What can be said of a case.
const (
	Predicted Finding = "predicted" // the browser does what its profile says
	Skipped   Finding = "skipped"   // the browser cannot play it
	Listed    Finding = "known"     // it differs, and is known to
	Mended    Finding = "mended"    // it was known to differ, and does not
	Unsteady  Finding = "unsteady"  // it differed, and then did not
	Different Finding = "different" // it differs, twice over
	Cached    Finding = "cached"    // it asked its HTTP cache
	Unplayed  Finding = "unplayed"  // there is no verdict
)

// Surprises reports whether a finding is one that nobody has written down yet.
func (f Finding) Surprises() bool { return f == Different || f == Unplayed }

// Review says of each case what is to be said of it, given the differences that
// are known. What differs without being known is played once more; if it is as
// predicted then, that is what counts for its verdicts, and all keeps only how it
// differed from the profile.
func (j *Judge) Review(ctx context.Context, all []Played, known []*conformance.Case) []Finding {
	name := j.Browser.Describe().Name
	findings := make([]Finding, len(all))
	var again []int
	for i := range all {
		listed := IsKnown(known, name, all[i].Case.Name)
		switch p := &all[i]; {
		case p.Skipped():
			findings[i] = Skipped
		case listed && p.agrees():
			findings[i] = Mended
		case listed:
			findings[i] = Listed
		case p.Err != nil:
			findings[i] = Unplayed
		case p.agrees():
			findings[i] = Predicted
		case p.Cached:
			findings[i] = Cached
		default:
			again = append(again, i)
		}
	}
	cases := make([]*conformance.Case, len(again))
	for k, i := range again {
		cases[k] = all[i].Case
	}
	for k, p := range j.Play(ctx, cases, nil) {
		findings[again[k]] = Different
		if p.agrees() {
			findings[again[k]] = Unsteady
			all[again[k]].Verdicts, all[again[k]].Standard = p.Verdicts, p.Standard
		}
	}
	return findings
}

// agrees reports whether the browser did what its profile says.
func (p *Played) agrees() bool { return p.Err == nil && len(p.Profile) == 0 }

// Surprised reports whether any finding surprises.
func Surprised(findings []Finding) bool { return slices.ContainsFunc(findings, Finding.Surprises) }
