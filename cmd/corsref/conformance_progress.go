package main

import (
	"fmt"
	"io"
	"sync"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance/suite"
)

// progress counts the results of a run and shows them on a terminal. Several goroutines may tell it.
type progress struct {
	*term.Progress
	mu                  sync.Mutex
	played, all, failed int
}

func newProgress(out io.Writer, all int) *progress {
	return &progress{Progress: term.ProgressOn(out), all: all}
}

// tell counts one more result.
func (p *progress) tell(r *suite.Result) {
	p.count(r.Status == suite.Failed || r.Status == suite.Errored, "failed", suite.AreaOf(r.Case.Name))
}

// tellPlayed counts one more case that a browser played.
func (p *progress) tellPlayed(browser string, played *recorded.Played) {
	p.count(len(played.Profile) > 0 || played.Err != nil && !played.Skipped(), "not as predicted", browser)
}

func (p *progress) count(failed bool, what, where string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.played++
	if failed {
		p.failed++
	}
	p.Show(fmt.Sprintf("%d of %d cases, %d %s; %s", p.played, p.all, p.failed, what, where))
}
