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

// index returns the place of the first line named name, or −1.
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
// there is no such line. It allocates only when several lines have the name.
//
// https://fetch.spec.whatwg.org/#concept-header-list-get
func (l List) Get(name string) (value string, ok bool) {
	// 1: null when no line has the name
	// 2: join the values. Fast path: one line needs no joining.
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
	// 2: join the values with a comma and a space
	var values []string
	for i := range l {
		if EqualFold(l[i].Name, name) {
			values = append(values, l[i].Value)
		}
	}
	return strings.Join(values, ", ")
}

// Append adds a line at the end of l. When l already has a line of that name, the new line takes the first one's spelling
// of the name.
//
// https://fetch.spec.whatwg.org/#concept-header-list-append
func (l *List) Append(name, value string) {
	if i := l.index(name); i >= 0 {
		name = (*l)[i].Name // 1: keep the spelling of the first line of that name
	}
	*l = append(*l, Line{name, value}) // 2: append the line
}

// Delete removes all lines named name, in place.
//
// https://fetch.spec.whatwg.org/#concept-header-list-delete
func (l *List) Delete(name string) {
	*l = slices.DeleteFunc(*l, func(line Line) bool { return EqualFold(line.Name, name) })
}

// Set gives the value to the first line named name and removes the other lines of that name. When there is no such line,
// it adds one at the end.
//
// https://fetch.spec.whatwg.org/#concept-header-list-set
func (l *List) Set(name, value string) {
	if i := l.index(name); i >= 0 { // 1: replace the first line's value, and remove the others
		(*l)[i].Value = value
		rest := (*l)[i+1:]
		rest.Delete(name)
		*l = (*l)[:i+1+len(rest)]
		return
	}
	*l = append(*l, Line{name, value}) // 2: append a line
}

// Combine appends a comma, a space and value to the value of the first line named name. When there is no such line, it
// adds one at the end. Other lines of that name stay as they are.
//
// https://fetch.spec.whatwg.org/#concept-header-list-combine
func (l *List) Combine(name, value string) {
	if i := l.index(name); i >= 0 {
		(*l)[i].Value += ", " + value // 1: combine with the first line's value
		return
	}
	*l = append(*l, Line{name, value}) // 2: append a line
}

// Clone returns a list that shares no lines with l; nil stays nil.
func (l List) Clone() List {
	return slices.Clone(l)
}
