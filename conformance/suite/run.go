package suite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/corsref/corsref/conformance"
)

// Run plays the cases and returns one result a case, in their order. Progress, if not nil, is told each as it comes, by
// one goroutine at a time. When ctx ends, what has not been played is an error.
func Run(ctx context.Context, cases []*conformance.Case, impl Implementation, progress func(*Result)) *Report {
	d := impl.Describe()
	report := &Report{Implementation: d, Results: make([]Result, len(cases))}
	var told sync.Mutex
	InParallel(longestFirst(cases), d.Parallel, func(i int) {
		report.Results[i] = play(ctx, cases[i], impl, d.Sight)
		if progress != nil {
			told.Lock()
			defer told.Unlock()
			progress(&report.Results[i])
		}
	})
	return report
}

// InParallel calls do for each index, in this order, as many at once as there are workers, and returns when all are done.
func InParallel(indices []int, workers int, do func(i int)) {
	queue := make(chan int)
	var running sync.WaitGroup
	for range max(workers, 1) {
		running.Go(func() {
			for i := range queue {
				do(i)
			}
		})
	}
	for _, i := range indices {
		queue <- i
	}
	close(queue)
	running.Wait()
}

// longestFirst is the order in which cases are started, so that those that wait do so while others run.
func longestFirst(cases []*conformance.Case) []int {
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(Waits(&cases[b].Scenario), Waits(&cases[a].Scenario))
	})
	return order
}

// Waits is how many seconds pass in a scenario.
func Waits(s *conformance.Scenario) float64 {
	var seconds float64
	for i := range s.Fetches {
		if after := s.Fetches[i].After; after != nil {
			seconds += *after
		}
	}
	return seconds
}

// play plays one case.
func play(ctx context.Context, c *conformance.Case, impl Implementation, sight Sight) Result {
	r := Result{Case: c, Status: Passed}
	bare := c.Scenario
	bare.Expect = nil
	verdicts, err := []conformance.Verdict(nil), ctx.Err()
	if err == nil {
		verdicts, err = impl.Play(ctx, &bare)
	}
	var skip *Skip
	switch {
	case errors.As(err, &skip):
		r.Status, r.Err = Skipped, skip
	case err != nil:
		r.Status, r.Err = Errored, err
	case len(verdicts) != len(c.Fetches):
		r.Status, r.Err = Errored, fmt.Errorf("%d verdicts for %d fetches", len(verdicts), len(c.Fetches))
	}
	if r.Status != Passed {
		return r
	}
	for i, e := range c.Expect {
		for _, difference := range sight.compare(e, verdicts[i]) {
			difference.Fetch = i
			r.Differences = append(r.Differences, difference)
			r.Status = Failed
		}
	}
	return r
}
