package main

import (
	"fmt"
	"io"
	"os"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance/suite"
	"golang.org/x/term"
)

// progress shows on a terminal how far a run is. The zero progress shows nothing.
type progress struct {
	out          io.Writer
	played, all  int
	failed, wide int
}

// newProgress shows progress on a terminal, and nothing elsewhere.
func newProgress(out io.Writer, all int) *progress {
	if file, ok := out.(*os.File); !ok || !term.IsTerminal(int(file.Fd())) {
		return &progress{}
	}
	return &progress{out: out, all: all}
}

// tell counts one more result.
func (p *progress) tell(r *suite.Result) {
	if p.out == nil {
		return
	}
	p.played++
	if r.Status == suite.Failed || r.Status == suite.Errored {
		p.failed++
	}
	p.show(fmt.Sprintf("%d of %d cases, %d failed; %s", p.played, p.all, p.failed, r.Area()))
}

// tellPlayed counts one more case of a browser's.
func (p *progress) tellPlayed(browser string, played *recorded.Played) {
	if p.out == nil {
		return
	}
	p.played++
	if len(played.Profile) > 0 || played.Err != nil && !played.Skipped() {
		p.failed++
	}
	p.show(fmt.Sprintf("%d of %d cases, %d not as predicted; %s", p.played, p.all, p.failed, browser))
}

// show replaces the line.
func (p *progress) show(line string) {
	fmt.Fprintf(p.out, "\r%-*s", p.wide, line)
	p.wide = len(line)
}

// done takes the line away.
func (p *progress) done() {
	if p.out != nil && p.played > 0 {
		p.show("")
		fmt.Fprint(p.out, "\r")
	}
}
