package standard

import (
	"slices"
	"strings"
)

// Index is what is known of some standards: anchors, titles, the numbers of steps, and hashes.
type Index struct {
	Standards []*Standard
}

// Standard is one standard.
type Standard struct {
	// Base is the address that anchors are appended to, with its final slash.
	Base string
	// Source says what text was read, such as "whatwg/fetch 586cd2a".
	Source  string
	Entries []*Entry
	// Exempt is the reason why the anchors of this standard are not checked; "" if they are.
	Exempt string
}

// Entry is an algorithm, or a definition without steps.
type Entry struct {
	Base    string // of its standard
	Anchor  string
	Aliases []string // other anchors, those of headings
	Title   string
	// Text stands for all the words of the entry but its steps'.
	Text  Print
	Steps []Step
}

// Step is a step, a branch or a condition.
type Step struct {
	Number string
	Kind   Kind
	Text   Print // stands for the step's own words
}

// Kind says what a step does.
type Kind string

// The kinds. Those that decide are KindIf, KindCase and KindCondition.
const (
	KindDo        Kind = "do"
	KindIf        Kind = "if"        // goes one of two ways
	KindLoop      Kind = "loop"      // for each, while
	KindSwitch    Kind = "switch"    // has branches, which are the steps that decide
	KindCase      Kind = "case"      // a branch of a switch
	KindCondition Kind = "condition" // one of the conditions of a step that decides
	KindItem      Kind = "item"      // an item of a list that decides nothing
)

var kinds = []Kind{KindDo, KindIf, KindLoop, KindSwitch, KindCase, KindCondition, KindItem}

// Decides reports whether a step of the kind can go two ways.
func (k Kind) Decides() bool { return k == KindIf || k == KindCase || k == KindCondition }

// URL is the address of the entry.
func (e *Entry) URL() string { return e.Base + "#" + e.Anchor }

// Step returns the step of that number, and whether there is one.
func (e *Entry) Step(number string) (Step, bool) {
	i := slices.IndexFunc(e.Steps, func(s Step) bool { return s.Number == number })
	if i < 0 {
		return Step{}, false
	}
	return e.Steps[i], true
}

// Last returns the number of the last step of the list that begins with number, such as "7.15" for "7.8".
func (e *Entry) Last(number string) string {
	prefix := number[:strings.LastIndexAny(number, "./")+1]
	last := number
	for _, s := range e.Steps {
		if rest, ok := strings.CutPrefix(s.Number, prefix); ok && !strings.ContainsAny(rest, "./") {
			last = s.Number
		}
	}
	return last
}

// Standard returns the standard with that base address.
func (x *Index) Standard(base string) *Standard {
	for _, s := range x.Standards {
		if s.Base == base {
			return s
		}
	}
	return nil
}

// Find returns the entry with that address, by its own anchor or an alias, and whether its standard is one that the
// index knows; the entry is nil if there is none, or if the standard's anchors are exempt.
func (x *Index) Find(url string) (e *Entry, known bool) {
	for _, s := range x.Standards {
		if !strings.HasPrefix(url, s.Base) {
			continue
		}
		if s.Exempt != "" {
			return nil, true
		}
		_, anchor, _ := strings.Cut(url, "#")
		if e := s.Find(anchor); e != nil {
			return e, true
		}
		known = true
	}
	return nil, known
}

// ExemptReason returns why an address is not checked, "" if it is.
func (x *Index) ExemptReason(url string) string {
	for _, s := range x.Standards {
		if s.Exempt != "" && strings.HasPrefix(url, s.Base) {
			return s.Exempt
		}
	}
	return ""
}

// Find returns the entry with that anchor or alias, or nil. An entry's own anchor goes before an alias.
func (s *Standard) Find(anchor string) *Entry {
	for _, e := range s.Entries {
		if e.Anchor == anchor {
			return e
		}
	}
	for _, e := range s.Entries {
		if slices.Contains(e.Aliases, anchor) {
			return e
		}
	}
	return nil
}

// ByTitle returns the entries with that title, case and quotation marks ignored, those with steps first.
func (x *Index) ByTitle(title string) []*Entry {
	var found []*Entry
	for _, s := range x.Standards {
		for _, e := range s.Entries {
			if foldTitle(e.Title) == foldTitle(title) {
				found = append(found, e)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *Entry) int { return min(len(b.Steps), 1) - min(len(a.Steps), 1) })
	return found
}

// foldTitle is a title as it is compared.
func foldTitle(s string) string {
	return strings.ToLower(strings.NewReplacer("`", "", `"`, "", "’", "'").Replace(s))
}
