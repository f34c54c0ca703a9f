package standard

import (
	"slices"
	"strings"
)

// Drift is what changed of one entry from one index to another.
type Drift struct {
	Old, New *Entry // Old is nil when the entry was added, New when it was removed
	// Perhaps is what an entry that was added may have been: one that is gone, with most of its words.
	Perhaps *Entry
	// Reworded says that the entry's own words changed, those outside its steps.
	Reworded bool
	Steps    []StepDrift
}

// StepDrift is what changed of one step.
type StepDrift struct {
	Kind     DriftKind
	Old, New string // numbers; "" for a step that was not there, or is not any more
}

// DriftKind says what happened to a step.
type DriftKind string

// The kinds of changes. A step that was reworded or replaced may have another number too.
const (
	Added      DriftKind = "added"
	Removed    DriftKind = "removed"
	Renumbered DriftKind = "renumbered"
	Reworded   DriftKind = "reworded"
	Replaced   DriftKind = "replaced" // the words have little in common
)

// Entry is the newer of both entries, or the one there is.
func (d Drift) Entry() *Entry {
	if d.New != nil {
		return d.New
	}
	return d.Old
}

// Compare says what changed from one index to another of what the engine is held to, in the order of the newer one, removed
// entries last. Every algorithm that is gone counts.
func Compare(older, newer *Index) []Drift {
	var all []Drift
	matched := make(map[*Entry]bool)
	for _, s := range newer.Standards {
		before := older.Standard(s.Base)
		if before == nil || s.Exempt != "" {
			continue
		}
		for _, e := range s.Entries {
			d := Drift{Old: before.counterpart(e, s), New: e}
			matched[d.Old] = true
			switch {
			case !inScope(e):
				continue
			case d.Old == nil:
				d.Perhaps = before.forerunner(e, s)
			default:
				d.Reworded = d.Old.Text.differs(e.Text)
				d.Steps = compareSteps(d.Old.Steps, e.Steps)
			}
			if d.Old == nil || d.Reworded || len(d.Steps) > 0 || d.Old.Anchor != e.Anchor {
				all = append(all, d)
			}
		}
	}
	for _, s := range older.Standards {
		if newer.Standard(s.Base) == nil {
			continue
		}
		for _, e := range s.Entries {
			if !matched[e] && (inScope(e) || len(e.Steps) > 0) {
				all = append(all, Drift{Old: e})
			}
		}
	}
	return all
}

// inScope reports whether the engine is held to an entry. Of a standard that is not pinned, every entry counts.
func inScope(e *Entry) bool {
	return Pinned().Standard(e.Base) == nil || slices.ContainsFunc(TheScope().Algorithms, func(s *Scope) bool {
		base, anchor, _ := strings.Cut(s.URL, "#")
		return base == e.Base && (anchor == e.Anchor || slices.Contains(e.Aliases, anchor))
	})
}

// counterpart is the entry of s that became e, which is in after: that of the same anchor or alias, or the one of the same
// title that is gone.
func (s *Standard) counterpart(e *Entry, after *Standard) *Entry {
	if was := s.Find(e.Anchor); was != nil {
		return was
	}
	var found *Entry
	for _, was := range s.Entries {
		if foldTitle(was.Title) != foldTitle(e.Title) || after.Find(was.Anchor) != nil {
			continue
		}
		if found != nil {
			return nil // two may be it
		}
		found = was
	}
	return found
}

// forerunner is the entry of s that is gone and has the most words in common with the title of e, which is in after: at
// least two, and half of them.
func (s *Standard) forerunner(e *Entry, after *Standard) (best *Entry) {
	titleWords := func(e *Entry) []string { return significantWords(strings.ReplaceAll(e.Title, "-", " ")) }
	words, most := titleWords(e), 1
	for _, was := range s.Entries {
		if after.Find(was.Anchor) != nil {
			continue
		}
		common, theirs := 0, titleWords(was)
		for _, word := range words {
			if slices.Contains(theirs, word) {
				common++
			}
		}
		if common > most && 2*common >= max(len(words), len(theirs)) {
			best, most = was, common
		}
	}
	return best
}

// compareSteps says what happened to each step.
func compareSteps(before, after []Step) []StepDrift {
	m := match(before, after)
	var drifts []StepDrift
	for j, s := range after {
		i, ok := m.pairs[j]
		if !ok {
			drifts = append(drifts, StepDrift{Added, "", s.Number})
			continue
		}
		switch was := before[i]; {
		case was.Text.differs(s.Text) && was.Text.Distance(s.Text) > 52:
			drifts = append(drifts, StepDrift{Replaced, was.Number, s.Number})
		case was.Text.differs(s.Text):
			drifts = append(drifts, StepDrift{Reworded, was.Number, s.Number})
		case was.Number != s.Number:
			drifts = append(drifts, StepDrift{Renumbered, was.Number, s.Number})
		}
	}
	for i, s := range before {
		if !m.taken[i] {
			drifts = append(drifts, StepDrift{Removed, s.Number, ""})
		}
	}
	return drifts
}
