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

// place is where the step of that number is, -1 for nowhere.
func place(steps []Step, number string) int {
	return slices.IndexFunc(steps, func(s Step) bool { return s.Number == number })
}

// Standard returns the standard with that base address, or nil.
func (x *Index) Standard(base string) *Standard {
	i := slices.IndexFunc(x.Standards, func(s *Standard) bool { return s.Base == base })
	if i < 0 {
		return nil
	}
	return x.Standards[i]
}

// Find returns the entry with that address, by its own anchor or an alias, or nil; and the standard that the address is
// in, or nil.
func (x *Index) Find(url string) (*Entry, *Standard) {
	var in *Standard
	for _, s := range x.Standards {
		if !strings.HasPrefix(url, s.Base) {
			continue
		}
		_, anchor, _ := strings.Cut(url, "#")
		if e := s.Find(anchor); e != nil || s.Exempt != "" {
			return e, s
		}
		in = s
	}
	return nil, in
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

// Lookup finds entries by an address, an anchor or a title, those with steps first.
func (x *Index) Lookup(name string) []*Entry {
	if e, _ := x.Find(name); e != nil {
		return []*Entry{e}
	}
	var anchored, titled []*Entry
	for _, s := range x.Standards {
		if e := s.Find(strings.TrimPrefix(name, "#")); e != nil {
			anchored = append(anchored, e)
		}
		for _, e := range s.Entries {
			if foldTitle(e.Title) == foldTitle(name) {
				titled = append(titled, e)
			}
		}
	}
	if len(anchored) > 0 {
		return anchored
	}
	slices.SortStableFunc(titled, func(a, b *Entry) int { return min(len(b.Steps), 1) - min(len(a.Steps), 1) })
	return titled
}

// Near returns the titles and anchors of a few algorithms that have all the words of a name.
func (x *Index) Near(name string) []string {
	words := strings.Fields(foldTitle(strings.ReplaceAll(name, "-", " ")))
	var near []string
	for _, s := range x.Standards {
		for _, e := range s.Entries {
			text := foldTitle(strings.ReplaceAll(e.Title+" "+e.Anchor, "-", " "))
			lacks := func(word string) bool { return !strings.Contains(text, word) }
			if len(e.Steps) > 0 && len(near) < 8 && !slices.ContainsFunc(words, lacks) {
				near = append(near, e.Title+" (#"+e.Anchor+")")
			}
		}
	}
	return near
}

// foldTitle is a title as it is compared: without case and quotation marks.
func foldTitle(s string) string {
	return strings.ToLower(strings.NewReplacer("`", "", `"`, "", "’", "'").Replace(s))
}
