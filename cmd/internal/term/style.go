// Package term writes to terminals: which colours and width a story has there, text that cannot steer the terminal, and
// how far a run is.
package term

import (
	"io"
	"os"
	"strings"

	"github.com/corsref/corsref/conformance/story"
	"golang.org/x/term"
)

// StyleOf is how a story looks on out: as wide as the terminal, and in colour unless NO_COLOR is set or the terminal is
// dumb; plain text of the default width on anything else.
func StyleOf(out io.Writer) story.Style {
	file := terminal(out)
	if file == nil {
		return story.Style{}
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		width = 0
	}
	style := story.Style{Width: min(width, 120)}
	if os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" {
		style.Paint = Paint
	}
	return style
}

// terminal is out, or what it wraps, as the terminal that it writes to; nil when it writes to none.
func terminal(out io.Writer) *os.File {
	if wrapped, ok := out.(interface{ Unwrap() io.Writer }); ok {
		out = wrapped.Unwrap()
	}
	file, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return file
}

// sgr has the parameters of the SGR control sequence of every ink.
var sgr = [...]string{
	story.Strong: "1", story.Dim: "2", story.Good: "32", story.Bad: "31", story.Wire: "36",
	story.Title: "1;36", story.Success: "1;32", story.Failure: "1;31",
}

// Paint writes a text in the colour of an ink.
func Paint(ink story.Ink, text string) string {
	if ink == story.Plain || strings.TrimSpace(text) == "" {
		return text
	}
	return "\x1b[" + sgr[ink] + "m" + text + "\x1b[0m"
}
