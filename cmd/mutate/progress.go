package main

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// progress shows on a terminal how far the run is.
type progress struct {
	shown bool
}

// phase begins a phase and returns what counts one step of it.
func (p *progress) phase(name string, all int) func() {
	p.done()
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return func() {}
	}
	n := 0
	return func() {
		n++
		p.shown = true
		fmt.Fprintf(os.Stderr, "\r%s: %d of %d mutants", name, n, all)
	}
}

// done takes the line away.
func (p *progress) done() {
	if p.shown {
		fmt.Fprintf(os.Stderr, "\r%60s\r", "")
		p.shown = false
	}
}
