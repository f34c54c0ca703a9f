package header

import (
	"slices"
	"strings"
)

// SortedLowercaseSet returns the names byte-lowercased, each once, in ascending byte order. The argument is not changed.
//
// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
func SortedLowercaseSet(headerNames []string) []string {
	return AppendSortedLowercaseSet(nil, headerNames)
}

// AppendSortedLowercaseSet appends SortedLowercaseSet(headerNames) to dst, whose own items stay as they are. headerNames
// may lie directly behind dst in the same array. It does not allocate when dst has room for all of headerNames and
// ByteLowercase does not allocate for any of them.
//
// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
func AppendSortedLowercaseSet(dst, headerNames []string) []string {
	// 1, 2: a set of the lowercase names. Fast path: sorted names need no look-up, since equal ones are side by side.
	n := len(dst)
	for _, name := range headerNames {
		dst = append(dst, ByteLowercase(name))
	}
	// 3: sort them
	set := dst[n:]
	if len(set) < 2 {
		return dst
	}
	slices.Sort(set)
	return dst[:n+len(slices.Compact(set))]
}

// SortAndCombine returns the list that script iterates over: names byte-lowercased and in ascending byte order, and one
// line for each name, with its values combined as Get does. Only set-cookie lines stay apart, in order. l does not
// change.
//
// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
func (l List) SortAndCombine() List {
	// 1, 2: the names, sorted. Fast path: a stable sort of the lines by name keeps each name's lines together and in order.
	headers := make(List, len(l))
	for i := range l {
		headers[i] = Line{ByteLowercase(l[i].Name), l[i].Value}
	}
	slices.SortStableFunc(headers, func(a, b Line) int { return strings.Compare(a.Name, b.Name) })
	// 3: for each name
	var values []string
	n := 0
	for i := 0; i < len(headers); {
		name, end := headers[i].Name, i
		values := values[:0]
		for ; end < len(headers) && headers[end].Name == name; end++ {
			values = append(values, headers[end].Value)
		}
		if name == "set-cookie" {
			// 3.1: each value keeps a line
			n += copy(headers[n:], headers[i:end])
		} else {
			// 3.2: one line has the combined value
			headers[n] = Line{name, strings.Join(values, ", ")}
			n++
		}
		i = end
	}
	clear(headers[n:])
	return headers[:n] // 4: return the lines
}
