package main

import (
	"fmt"

	"github.com/corsref/corsref/cmd/internal/term"
)

// phase begins a phase of the run and returns what counts one step of it.
func phase(p *term.Progress, name string, all int) func() {
	p.Done()
	n := 0
	return func() {
		n++
		p.Show(fmt.Sprintf("%s: %d of %d mutants", name, n, all))
	}
}
