// Package page prints stories for people: aligned, short, and plain enough to read without colour.
package page

import "strings"

// Style is how a page looks. The zero Style is plain text of the default width.
type Style struct {
	// Colour says that the page goes to a terminal that shows colours.
	Colour bool
	// Width is the most columns a line of prose may take; 0 is 100.
	Width int
}

// ink is a way of writing, as the parameters of the terminal's SGR sequence.
type ink string

const (
	plain  ink = ""
	strong ink = "1"
	dim    ink = "2"
	good   ink = "32"
	bad    ink = "31"
	wire   ink = "36"
	title  ink = "1;36"
	goodly ink = "1;32"
	badly  ink = "1;31"
)

// write wraps text in an ink, if the page has colours.
func (s Style) write(i ink, text string) string {
	if !s.Colour || i == plain || strings.TrimSpace(text) == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

func (s Style) width() int {
	if s.Width <= 0 {
		return 100
	}
	return max(s.Width, 60)
}

// The marks in the first column, which tell the same as the colours.
const (
	tick    = "✓"
	cross   = "✗"
	forth   = "→"
	back    = "←"
	aside   = "·"
	unshown = "–"
)
