package main

import (
	"fmt"
	"io"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance/suite"
)

// progress counts the results of a run and shows them on a terminal.
type progress struct {
	*term.Progress
	played, all, failed int
}

func newProgress(out io.Writer, all int) *progress {
	return &progress{Progress: term.ProgressOn(out), all: all}
}

// tell counts one more result.
func (p *progress) tell(r *suite.Result) {
	p.count(r.Status == suite.Failed || r.Status == suite.Errored, "failed", r.Area)
}

// tellPlayed counts one more case that a browser played.
func (p *progress) tellPlayed(browser string, played *recorded.Played) {
	failed := len(played.Profile) > 0 || played.Err != nil && !played.Skipped()
	p.count(failed, "not as predicted", func() string { return browser })
}

func (p *progress) count(failed bool, what string, where func() string) {
	p.played++
	if failed {
		p.failed++
	}
	if p.Shown() {
		p.Show(fmt.Sprintf("%d of %d cases, %d %s; %s", p.played, p.all, p.failed, what, where()))
	}
}
