package standard

import (
	"slices"
	"strings"
)

// entry is the algorithm whose step is cited.
func (c *Citation) entry(x *Index) *Entry {
	if c.Title == "" {
		e, _ := x.Find(c.URL)
		return e
	}
	// The algorithm with the longest title that the text ends with.
	text := strings.TrimSuffix(foldTitle(c.Title), "'")
	var best *Entry
	for _, s := range x.Standards {
		for _, e := range s.Entries {
			if len(e.Steps) == 0 || best != nil && len(e.Title) <= len(best.Title) {
				continue
			}
			if before, ok := strings.CutSuffix(text, foldTitle(e.Title)); ok && (before == "" || strings.ContainsAny(before[len(before)-1:], " (")) {
				best = e
			}
		}
	}
	return best
}

// Words are what the source says that each step of e does, by number. The source may be nil.
func (s *Source) Words(x *Index, e *Entry) map[string]string {
	words := make(map[string]string)
	if s == nil {
		return words
	}
	for _, c := range s.Steps {
		if c.Words == "" || c.entry(x) != e {
			continue
		}
		numbers, _ := c.Step.steps(e)
		for _, number := range numbers {
			if words[number] == "" {
				words[number] = c.Words
			}
		}
	}
	return words
}

// Implementing returns the functions whose doc comment ends with the anchor of e, or an alias of it. The source may be nil.
func (s *Source) Implementing(e *Entry) []*Function {
	var found []*Function
	for _, f := range s.functions() {
		base, anchor, ok := strings.Cut(f.URL, "#")
		if ok && f.inEngine() && strings.HasPrefix(base+"#", e.Base[:len(e.Base)-1]) && (anchor == e.Anchor || slices.Contains(e.Aliases, anchor)) {
			found = append(found, f)
		}
	}
	return found
}

func (s *Source) functions() []*Function {
	if s == nil {
		return nil
	}
	return s.Functions
}

// citing returns the functions that cite a step of e, which is of the pinned index, or those that implement e when the
// step is "".
func (s *Source) citing(e *Entry, step string) []*Function {
	if step == "" {
		return s.Implementing(e)
	}
	var found []*Function
	for _, c := range s.Steps {
		if c.entry(Pinned()) == e && !slices.Contains(found, c.Func) {
			if numbers, _ := c.Step.steps(e); slices.Contains(numbers, step) {
				found = append(found, c.Func)
			}
		}
	}
	return found
}
