package story

// Style is how a story looks. The zero Style is plain text of 100 columns.
type Style struct {
	// Paint writes a text in an ink; nil leaves it as it is.
	Paint func(Ink, string) string
	// Width is the most columns that a line of prose may take; 0 is 100, and less than 60 is 60.
	Width int
}

// Ink says what a piece of text is for. What it looks like is for [Style.Paint] to say.
type Ink uint8

// The inks.
const (
	Plain   Ink = iota
	Strong      // what the eye should find first
	Dim         // asides
	Good        // what passed
	Bad         // what failed
	Wire        // the arrows of requests and answers
	Title       // the name of a scenario
	Success     // a verdict that is good
	Failure     // a verdict that is not
)

func (s Style) write(i Ink, text string) string {
	if s.Paint == nil {
		return text
	}
	return s.Paint(i, text)
}

func (s Style) width() int {
	if s.Width <= 0 {
		return 100
	}
	return max(s.Width, 60)
}

// The marks in the first column tell the same as the inks.
const (
	tick    = "✓"
	cross   = "✗"
	forth   = "→"
	back    = "←"
	aside   = "·"
	unshown = "–"
)
