package page

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

// Line returns the tally on a line of its own.
func (t Tally) Line(style Style) string {
	var parts []string
	for _, part := range []struct {
		n    int
		ink  ink
		what string
	}{
		{t.Allowed, goodly, " allowed"}, {t.Blocked, badly, " blocked"},
		{t.Held, goodly, " as expected"}, {t.Failed, badly, " not as expected"},
	} {
		if part.n > 0 {
			parts = append(parts, style.write(part.ink, Thousands(part.n)+part.what))
		}
	}
	head := Thousands(t.Scenarios) + " scenarios"
	if fetches := t.Allowed + t.Blocked + t.Held + t.Failed; fetches != t.Scenarios {
		head += ", " + Thousands(fetches) + " fetches"
	}
	return "\n" + style.write(strong, head+": ") + strings.Join(parts, ", ") + "\n"
}

// Remark returns a line about the input.
func Remark(text string, style Style) string {
	return style.write(dim, aside+" "+Text(text)) + "\n"
}
