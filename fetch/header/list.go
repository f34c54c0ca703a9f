package header

import (
	"slices"
	"strings"
)

// Contains reports whether l has a line named name.
//
// https://fetch.spec.whatwg.org/#header-list-contains
func (l List) Contains(name string) bool {
	return l.index(name) >= 0
}

// index is the place of the first line named name, or −1.
func (l List) index(name string) int {
	for i := range l {
		if EqualFold(l[i].Name, name) {
			return i
		}
	}
	return -1
}

// Count returns how many lines are named name.
func (l List) Count(name string) int {
	n := 0
	for i := range l {
		if EqualFold(l[i].Name, name) {
			n++
		}
	}
	return n
}

// Get returns the values of all lines named name, in order, with a comma and a space between them; ok is false when
// there is no such line. It does not allocate when there is one.
//
// https://fetch.spec.whatwg.org/#concept-header-list-get
func (l List) Get(name string) (value string, ok bool) {
	// Step 1: null when list does not contain name.
	// Step 2. Fast path: one line needs no joining.
	for i := range l {
		if !EqualFold(l[i].Name, name) {
			continue
		}
		if ok {
			return l.getAll(name), true
		}
		value, ok = l[i].Value, true
	}
	return value, ok
}

// getAll is Get of a name that several lines have.
//
// https://fetch.spec.whatwg.org/#concept-header-list-get
func (l List) getAll(name string) string {
	// Step 2.
	size := 0
	for i := range l {
		if EqualFold(l[i].Name, name) {
			size += len(", ") + len(l[i].Value)
		}
	}
	var b strings.Builder
	b.Grow(size)
	between := ""
	for i := range l {
		if EqualFold(l[i].Name, name) {
			b.WriteString(between)
			b.WriteString(l[i].Value)
			between = ", "
		}
	}
	return b.String()
}

// Append adds a line at the end of l. When l has a line of that name already, the new line takes over the first one's
// spelling of the name.
//
// https://fetch.spec.whatwg.org/#concept-header-list-append
func (l *List) Append(name, value string) {
	// Step 1: reuse the casing of the first match.
	if i := l.index(name); i >= 0 {
		name = (*l)[i].Name
	}
	// Step 2.
	*l = append(*l, Line{name, value})
}

// Delete removes all lines named name, in place.
//
// https://fetch.spec.whatwg.org/#concept-header-list-delete
func (l *List) Delete(name string) {
	*l = slices.DeleteFunc(*l, func(line Line) bool { return EqualFold(line.Name, name) })
}

// Set gives the first line named name the value and removes the others of that name; without such a line it adds one at
// the end.
//
// https://fetch.spec.whatwg.org/#concept-header-list-set
func (l *List) Set(name, value string) {
	// Step 1.
	if i := l.index(name); i >= 0 {
		(*l)[i].Value = value
		rest := (*l)[i+1:]
		rest.Delete(name)
		*l = (*l)[:i+1+len(rest)]
		return
	}
	// Step 2.
	*l = append(*l, Line{name, value})
}

// Combine puts a comma, a space and value behind the value of the first line named name; without such a line it adds
// one at the end. Other lines of that name stay as they are.
//
// https://fetch.spec.whatwg.org/#concept-header-list-combine
func (l *List) Combine(name, value string) {
	// Step 1.
	if i := l.index(name); i >= 0 {
		(*l)[i].Value += ", " + value
		return
	}
	// Step 2.
	*l = append(*l, Line{name, value})
}

// Clone returns a list that shares no lines with l; nil stays nil.
func (l List) Clone() List {
	return slices.Clone(l)
}
