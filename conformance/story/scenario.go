package story

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/conformance"
)

// Judged is a scenario that was judged.
type Judged struct {
	Name string
	// First says that nothing was printed before.
	First       bool
	Stories     []Story
	Expect      []*conformance.Expectation
	Differences []conformance.Difference
}

// Scenario returns the stories of a scenario, and what became of its expectations.
func (style Style) Scenario(j Judged) string {
	var b strings.Builder
	for i := range j.Stories {
		if i > 0 || !j.First {
			b.WriteByte('\n')
		}
		b.WriteString(heading(&j, i, style))
		b.WriteString(style.Story(&j.Stories[i]))
		if i < len(j.Expect) && j.Expect[i] != nil {
			b.WriteString(expectation(&j, i, style))
		}
	}
	return b.String()
}

// heading names the scenario, and counts its fetches.
func heading(j *Judged, i int, style Style) string {
	text := Printable(j.Name)
	if len(j.Stories) > 1 {
		text = strings.TrimLeft(fmt.Sprintf("%s · fetch %d of %d", text, i+1, len(j.Stories)), " ·")
	}
	if text == "" {
		return ""
	}
	return style.write(Title, text) + "\n"
}

// expectation tells whether what was expected of fetch i holds.
func expectation(j *Judged, i int, style Style) string {
	var b strings.Builder
	held := true
	for _, d := range j.Differences {
		if d.Fetch != i {
			continue
		}
		if held {
			style.paragraph(&b, paragraph{cross, "Expected", Failure, "the expectation fails", nil})
			held = false
		}
		fmt.Fprintf(&b, "  %s\n", style.write(Strong, Printable(d.Field)))
		style.side(&b, "want", Good, d.Want)
		style.side(&b, "got", Bad, d.Got)
	}
	if held {
		style.paragraph(&b, paragraph{tick, "Expected", Success, "the expectation holds", nil})
	}
	return b.String()
}

// side shows one side of a difference, on as many lines as it has.
func (style Style) side(b *strings.Builder, label string, i Ink, text string) {
	for n, line := range strings.Split(text, "\n") {
		if n > 0 {
			label = ""
		}
		fmt.Fprintf(b, "    %s %s\n", style.write(Dim, fmt.Sprintf("%-4s", label)), style.write(i, Printable(line)))
	}
}
