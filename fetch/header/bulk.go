package header

import (
	"slices"
	"strings"
)

// few is how many lines a search through all of them is good for; more get a map.
const few = 32

// AppendAll does what Append does for each of lines in turn, in linear time.
//
// https://fetch.spec.whatwg.org/#concept-header-list-append
func (l *List) AppendAll(lines ...Line) {
	if len(*l)+len(lines) <= few {
		for _, line := range lines {
			l.Append(line.Name, line.Value)
		}
		return
	}
	first := l.places()
	for _, line := range lines {
		key := ByteLowercase(line.Name)
		if i, ok := first[key]; ok {
			line.Name = (*l)[i].Name // 1: keep the spelling of the first line of that name
		} else {
			first[key] = len(*l)
		}
		*l = append(*l, line) // 2: append the line
	}
}

// CombineAll does what Combine does for each of lines in turn, in linear time.
//
// https://fetch.spec.whatwg.org/#concept-header-list-combine
func (l *List) CombineAll(lines ...Line) {
	first := l.places()
	more := make(map[int][]string) // the values to combine into the line at each place
	for _, line := range lines {
		key := ByteLowercase(line.Name)
		if i, ok := first[key]; ok {
			more[i] = append(more[i], line.Value) // 1: combine with the first line's value
		} else {
			first[key] = len(*l)
			*l = append(*l, line) // 2: append a line
		}
	}
	for i, values := range more {
		(*l)[i].Value += ", " + strings.Join(values, ", ")
	}
}

// places returns the place of the first line of each name, byte-lowercased.
func (l *List) places() map[string]int {
	first := make(map[string]int, len(*l))
	for i, line := range slices.Backward(*l) {
		first[ByteLowercase(line.Name)] = i
	}
	return first
}
