package story

import "strings"

// Tally counts what became of scenarios and their fetches. Fetches of which something is expected count as held or failed,
// the others as allowed or blocked.
type Tally struct {
	Scenarios                      int
	Allowed, Blocked, Held, Failed int
}

// Add counts what another tally did.
func (t *Tally) Add(other Tally) {
	t.Scenarios += other.Scenarios
	t.Allowed += other.Allowed
	t.Blocked += other.Blocked
	t.Held += other.Held
	t.Failed += other.Failed
}

// Tally returns a tally on a line of its own.
func (style Style) Tally(t Tally) string {
	var parts []string
	for _, part := range []struct {
		n    int
		ink  Ink
		what string
	}{
		{t.Allowed, Success, " allowed"}, {t.Blocked, Failure, " blocked"},
		{t.Held, Success, " as expected"}, {t.Failed, Failure, " not as expected"},
	} {
		if part.n > 0 {
			parts = append(parts, style.write(part.ink, thousands(part.n)+part.what))
		}
	}
	head := thousands(t.Scenarios) + " scenarios"
	if fetches := t.Allowed + t.Blocked + t.Held + t.Failed; fetches != t.Scenarios {
		head += ", " + thousands(fetches) + " fetches"
	}
	return "\n" + style.write(Strong, head+": ") + strings.Join(parts, ", ") + "\n"
}

// Remark returns a line about the input.
func (style Style) Remark(text string) string {
	return style.write(Dim, aside+" "+Printable(text)) + "\n"
}
