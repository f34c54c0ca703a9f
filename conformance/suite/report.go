package suite

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
)

// Status is what became of a case.
type Status string

// The statuses.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Skipped Status = "skipped"
	Errored Status = "errored" // it could not be played
)

// Result is what became of one case.
type Result struct {
	Case        *conformance.Case
	Status      Status
	Differences []conformance.Difference // of a failed one
	Err         error                    // a *[Skip] of a skipped one, why of an errored one
}

// Report is what became of a suite.
type Report struct {
	Implementation Description
	Results        []Result
}

// Count is how many cases came to what.
type Count struct {
	Area                             string
	Passed, Failed, Skipped, Errored int
}

// Cases is the number of cases.
func (c Count) Cases() int { return c.Passed + c.Failed + c.Skipped + c.Errored }

// Played is the number of cases that were played.
func (c Count) Played() int { return c.Passed + c.Failed + c.Errored }

func (c *Count) add(s Status) {
	switch s {
	case Passed:
		c.Passed++
	case Failed:
		c.Failed++
	case Skipped:
		c.Skipped++
	case Errored:
		c.Errored++
	}
}

// Total counts all cases.
func (r *Report) Total() Count {
	var total Count
	for i := range r.Results {
		total.add(r.Results[i].Status)
	}
	return total
}

// Areas counts by area, sorted by name.
func (r *Report) Areas() []Count {
	var areas []Count
	for i := range r.Results {
		area := AreaOf(r.Results[i].Case.Name)
		at, ok := slices.BinarySearchFunc(areas, area, func(c Count, area string) int { return strings.Compare(c.Area, area) })
		if !ok {
			areas = slices.Insert(areas, at, Count{Area: area})
		}
		areas[at].add(r.Results[i].Status)
	}
	return areas
}
