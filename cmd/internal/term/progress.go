package term

import (
	"fmt"
	"io"
)

// Progress is a line that says how far a run is. The zero Progress shows nothing.
type Progress struct {
	out  io.Writer
	wide int
}

// ProgressOn shows progress on a terminal, and nothing on anything else.
func ProgressOn(out io.Writer) *Progress {
	if file := terminal(out); file != nil {
		return &Progress{out: file}
	}
	return &Progress{}
}

// Shown reports whether anybody sees the line.
func (p *Progress) Shown() bool { return p.out != nil }

// Show replaces the line.
func (p *Progress) Show(line string) {
	if p.out != nil {
		fmt.Fprintf(p.out, "\r%-*s", p.wide, line)
		p.wide = len(line)
	}
}

// Done takes the line away.
func (p *Progress) Done() {
	if p.wide > 0 {
		p.Show("")
		fmt.Fprint(p.out, "\r")
		p.wide = 0
	}
}
