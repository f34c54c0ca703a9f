package suite

import (
	"fmt"
	"slices"
	"strings"
)

// Diff is what was expected and not observed, after a minus, and what was observed and not expected, after a plus, line by
// line.
func (r *Result) Diff() string {
	var b strings.Builder
	for _, d := range r.Differences {
		at := fmt.Sprintf("fetches[%d].%s:", d.Fetch, d.Field)
		want, got := strings.Split(d.Want, "\n"), strings.Split(d.Got, "\n")
		if len(want) == 1 && len(got) == 1 {
			fmt.Fprintf(&b, "- %s %s\n+ %s %s\n", at, d.Want, at, d.Got)
			continue
		}
		fmt.Fprintf(&b, "  %s\n", at)
		for _, line := range diffLines(want, got) {
			fmt.Fprintf(&b, "%c   %s\n", line.mark, line.text)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

type diffLine struct {
	mark byte // - + or a space
	text string
}

// diffLines is a way from a to b: each line of a stays if b has it behind those that stayed before.
func diffLines(a, b []string) (out []diffLine) {
	add := func(mark byte, lines ...string) {
		for _, line := range lines {
			out = append(out, diffLine{mark, line})
		}
	}
	for _, line := range a {
		at := slices.Index(b, line)
		if at < 0 {
			add('-', line)
			continue
		}
		add('+', b[:at]...)
		add(' ', line)
		b = b[at+1:]
	}
	add('+', b...)
	return out
}
