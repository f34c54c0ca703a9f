package main

import (
	"fmt"
	"io"
	"os"

	"github.com/corsref/corsref/conformance/engines"
	"github.com/corsref/corsref/conformance/runner"
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
func (p *progress) tell(r *runner.Result) {
	if p.out == nil {
		return
	}
	p.played++
	if r.Status == runner.Failed || r.Status == runner.Errored {
		p.failed++
	}
	p.show(fmt.Sprintf("%d of %d cases, %d failed; %s", p.played, p.all, p.failed, r.Area()))
}

// tellPlayed counts one more case of a browser's.
func (p *progress) tellPlayed(browser string, played *engines.Played) {
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
