package term

import (
	"strings"

	"github.com/corsref/corsref/conformance/story"
)

// Text shows a text on one line, with every character escaped that could steer a terminal.
func Text(s string) string { return story.Printable(s) }

// Lines shows a text of several lines in the same way. The middle of a very long line is left out.
func Lines(s string) string {
	const most = 600
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if len(line) > most {
			line = line[:most/2] + "…" + line[len(line)-most/2:]
		}
		lines[i] = Text(line)
	}
	return strings.Join(lines, "\n")
}
