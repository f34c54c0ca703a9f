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
	// Far says that the words have little in common: another step stands there.
	Far bool
}

// DriftKind says what happened to a step.
type DriftKind string

// The kinds of changes. A step that was reworded may have another number too.
const (
	Added      DriftKind = "added"
	Removed    DriftKind = "removed"
	Renumbered DriftKind = "renumbered"
	Reworded   DriftKind = "reworded"
)

// Entry is the newer of both entries, or the one there is.
func (d Drift) Entry() *Entry {
	if d.New != nil {
		return d.New
	}
	return d.Old
}

// Compare says what changed from one index to another, in the order of the newer one, removed entries last. Only entries
// for which inScope holds are looked at; one that is gone counts when it was an algorithm.
func Compare(older, newer *Index, inScope func(*Entry) bool) []Drift {
	var all []Drift
	matched := make(map[*Entry]bool)
	for _, s := range newer.Standards {
		before := older.Standard(s.Base)
		if before == nil || s.Exempt != "" {
			continue
		}
		for _, e := range s.Entries {
			was := before.counterpart(e, s)
			if was != nil {
				matched[was] = true
			}
			if !inScope(e) {
				continue
			}
			d := Drift{Old: was, New: e}
			if was != nil {
				d.Reworded = was.Text != e.Text && !was.Text.IsZero() && !e.Text.IsZero()
				d.Steps = compareSteps(was.Steps, e.Steps)
			}
			if was == nil || d.Reworded || len(d.Steps) > 0 || was.Anchor != e.Anchor {
				all = append(all, d)
			}
		}
	}
	for i := range all {
		if d := &all[i]; d.Old == nil {
			d.Perhaps = older.Standard(d.New.Base).forerunner(d.New, newer.Standard(d.New.Base))
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

// counterpart is the entry of s that became e, which is in after: that of the same anchor or alias, or one of the same
// title that is not there any more.
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
			return nil // there is no telling
		}
		found = was
	}
	return found
}

// forerunner is the entry of s with the most words in common with the title of e, which is in after, of those that are
// not there any more; nil when none has two words and half of them.
func (s *Standard) forerunner(e *Entry, after *Standard) *Entry {
	words := titleWords(e.Title)
	var best *Entry
	most := 1
	for _, was := range s.Entries {
		if after.Find(was.Anchor) != nil {
			continue
		}
		common, theirs := 0, titleWords(was.Title)
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

// titleWords are the words that tell titles apart.
func titleWords(title string) []string {
	return significantWords(strings.ReplaceAll(title, "-", " "))
}

// compareSteps says what happened to each step.
func compareSteps(before, after []Step) []StepDrift {
	pairs := matchSteps(before, after)
	var drifts []StepDrift
	taken := make(map[int]bool)
	for j, s := range after {
		i, ok := pairs[j]
		if !ok {
			drifts = append(drifts, StepDrift{Kind: Added, New: s.Number})
			continue
		}
		taken[i] = true
		was := before[i]
		switch {
		case was.Text != s.Text && !was.Text.IsZero() && !s.Text.IsZero():
			drifts = append(drifts, StepDrift{Kind: Reworded, Old: was.Number, New: s.Number, Far: was.Text.Distance(s.Text) > 52})
		case was.Number != s.Number:
			drifts = append(drifts, StepDrift{Kind: Renumbered, Old: was.Number, New: s.Number})
		}
	}
	for i, s := range before {
		if !taken[i] {
			drifts = append(drifts, StepDrift{Kind: Removed, Old: s.Number})
		}
	}
	return drifts
}

// matchSteps pairs steps: equal ones in order, then equal ones that moved, then steps whose own steps are paired, then
// alike ones below the same step, the closest first, and last those with the same number.
func matchSteps(before, after []Step) map[int]int {
	m := matcher{before: before, after: after, pairs: make(map[int]int), taken: make(map[int]bool)}
	m.equalInOrder()
	m.each(func(a, b Step) bool { return a.Text == b.Text && !a.Text.IsZero() })
	m.parents()
	m.closest()
	m.each(func(a, b Step) bool { return a.Number == b.Number })
	return m.pairs
}

type matcher struct {
	before, after []Step
	pairs         map[int]int // places in after to places in before
	taken         map[int]bool
}

func (m *matcher) pair(i, j int) { m.pairs[j], m.taken[i] = i, true }

func (m *matcher) free(i, j int) bool {
	_, paired := m.pairs[j]
	return !paired && !m.taken[i]
}

// equalInOrder pairs the longest sequence of steps that is in both.
func (m *matcher) equalInOrder() {
	n, k := len(m.before), len(m.after)
	length := make([][]int, n+1)
	for i := range length {
		length[i] = make([]int, k+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := k - 1; j >= 0; j-- {
			if m.same(i, j) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < k; {
		switch {
		case m.same(i, j) && length[i][j] == length[i+1][j+1]+1:
			m.pair(i, j)
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
}

func (m *matcher) same(i, j int) bool {
	a, b := m.before[i], m.after[j]
	if a.Text.IsZero() || b.Text.IsZero() {
		return a.Number == b.Number
	}
	return a.Text == b.Text
}

// each pairs what is left, in order, where ok holds.
func (m *matcher) each(ok func(a, b Step) bool) {
	for j, b := range m.after {
		for i, a := range m.before {
			if m.free(i, j) && ok(a, b) {
				m.pair(i, j)
			}
		}
	}
}

// parents pairs steps below which steps are paired, the innermost first.
func (m *matcher) parents() {
	for j := len(m.after) - 1; j >= 0; j-- {
		below, ok := m.pairs[j]
		if !ok {
			continue
		}
		a, b := place(m.before, above(m.before[below].Number)), place(m.after, above(m.after[j].Number))
		if a >= 0 && b >= 0 && m.free(a, b) {
			m.pair(a, b)
		}
	}
}

// closest pairs what is left and alike, and stands below the same step, the closest first; from the outside in.
func (m *matcher) closest() {
	type candidate struct{ distance, i, j int }
	for depth := 0; ; depth++ {
		var found []candidate
		deeper := false
		for j, b := range m.after {
			level := strings.Count(b.Number, ".") + strings.Count(b.Number, "/")
			deeper = deeper || level > depth
			if level != depth {
				continue
			}
			for i, a := range m.before {
				if m.free(i, j) && m.below(a, b) && a.Text.Like(b.Text) {
					found = append(found, candidate{a.Text.Distance(b.Text), i, j})
				}
			}
		}
		slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
		for _, c := range found {
			if m.free(c.i, c.j) {
				m.pair(c.i, c.j)
			}
		}
		if !deeper {
			return
		}
	}
}

// below reports whether the steps that two steps belong to are paired.
func (m *matcher) below(a, b Step) bool {
	i, j := place(m.before, above(a.Number)), place(m.after, above(b.Number))
	if i < 0 || j < 0 {
		return i == j
	}
	was, ok := m.pairs[j]
	return ok && was == i
}

// above is the number of the step that a step belongs to, "" for one of the outermost.
func above(number string) string {
	i := strings.LastIndexAny(number, "./")
	if i < 0 {
		return ""
	}
	return number[:i]
}

// place is where the step of that number is, -1 for nowhere.
func place(steps []Step, number string) int {
	return slices.IndexFunc(steps, func(s Step) bool { return s.Number == number })
}

// InScope reports whether an entry is one that the engine is held to, or that its source cites.
func InScope(scopes *Scopes, src *Source) func(*Entry) bool {
	urls := make(map[string]bool)
	for _, s := range scopes.Algorithms {
		urls[s.URL] = true
	}
	if src != nil {
		for _, c := range src.Anchors {
			urls[c.URL] = true
		}
	}
	return func(e *Entry) bool {
		return urls[e.URL()] || slices.ContainsFunc(e.Aliases, func(a string) bool { return urls[e.Base+"#"+a] })
	}
}

// list is numbers with commas, runs of neighbours as ranges.
func list(numbers []string, e *Entry) string {
	var b strings.Builder
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && e != nil && e.follows(numbers[end], numbers[end+1]) {
			end++
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(numbers[i])
		switch {
		case end == i+1:
			b.WriteString(", " + numbers[end])
		case end > i:
			b.WriteString(" to " + numbers[end])
		}
		i = end + 1
	}
	return b.String()
}

// follows reports whether b is the step that stands next to a, in the same list.
func (e *Entry) follows(a, b string) bool {
	prefix := a[:strings.LastIndexAny(a, "./")+1]
	if prefix != b[:strings.LastIndexAny(b, "./")+1] {
		return false
	}
	seen := false
	for _, s := range e.Steps {
		rest, ok := strings.CutPrefix(s.Number, prefix)
		switch {
		case s.Number == a:
			seen = true
		case seen && ok && !strings.ContainsAny(rest, "./"):
			return s.Number == b
		}
	}
	return false
}
