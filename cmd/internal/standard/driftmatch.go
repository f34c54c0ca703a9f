package standard

import (
	"slices"
	"strings"
)

// matching pairs the steps of an algorithm before and after a change.
type matching struct {
	before, after []Step
	pairs         map[int]int // places in after to places in before
	taken         map[int]bool
}

// match pairs equal steps in order, then equal ones that moved, then steps whose own steps are paired, then alike ones
// below the same step, the closest first, and last those with the same number.
func match(before, after []Step) *matching {
	m := &matching{before: before, after: after, pairs: make(map[int]int), taken: make(map[int]bool)}
	m.equalInOrder()
	m.each(func(a, b Step) bool { return a.Text == b.Text && !a.Text.IsZero() })
	m.parents()
	m.closest()
	m.each(func(a, b Step) bool { return a.Number == b.Number })
	return m
}

// pair pairs two steps that are both free.
func (m *matching) pair(i, j int) {
	if m.free(i, j) {
		m.pairs[j], m.taken[i] = i, true
	}
}

func (m *matching) free(i, j int) bool {
	_, paired := m.pairs[j]
	return !paired && !m.taken[i]
}

// equalInOrder pairs the longest sequence of steps that both have.
func (m *matching) equalInOrder() {
	same := func(i, j int) bool {
		a, b := m.before[i], m.after[j]
		if a.Text.IsZero() || b.Text.IsZero() {
			return a.Number == b.Number
		}
		return a.Text == b.Text
	}
	n, k := len(m.before), len(m.after)
	length := make([][]int, n+1)
	length[n] = make([]int, k+1)
	for i := n - 1; i >= 0; i-- {
		length[i] = make([]int, k+1)
		for j := k - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if same(i, j) {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < n && j < k; {
		switch {
		case same(i, j):
			m.pair(i, j)
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
}

// each pairs what is left, in order, where ok holds.
func (m *matching) each(ok func(a, b Step) bool) {
	for j, b := range m.after {
		for i, a := range m.before {
			if ok(a, b) {
				m.pair(i, j)
			}
		}
	}
}

// above is the place of the step that a step belongs to, -1 for none.
func above(steps []Step, i int) int {
	return place(steps, strings.TrimRight(siblings(steps[i].Number), "./"))
}

// parents pairs steps below which steps are paired, the innermost first.
func (m *matching) parents() {
	for j := len(m.after) - 1; j >= 0; j-- {
		if i, ok := m.pairs[j]; ok {
			if a, b := above(m.before, i), above(m.after, j); a >= 0 && b >= 0 {
				m.pair(a, b)
			}
		}
	}
}

// closest pairs what is alike and stands below the same step, from the outside in, the closest first.
func (m *matching) closest() {
	depth := func(s Step) int { return strings.Count(s.Number, ".") + strings.Count(s.Number, "/") }
	for level := 0; slices.ContainsFunc(m.after, func(s Step) bool { return depth(s) >= level }); level++ {
		type candidate struct{ distance, i, j int }
		var found []candidate
		for j, b := range m.after {
			for i, a := range m.before {
				if depth(b) == level && m.free(i, j) && m.below(i, j) && a.Text.Like(b.Text) {
					found = append(found, candidate{a.Text.Distance(b.Text), i, j})
				}
			}
		}
		slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
		for _, c := range found {
			m.pair(c.i, c.j)
		}
	}
}

// below reports whether the steps that two steps belong to are paired, or there are none.
func (m *matching) below(i, j int) bool {
	a, b := above(m.before, i), above(m.after, j)
	if a < 0 || b < 0 {
		return a == b
	}
	was, ok := m.pairs[b]
	return ok && was == a
}
