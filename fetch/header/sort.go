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

// AppendSortedLowercaseSet appends SortedLowercaseSet(headerNames) to dst and returns it. Only what is appended is
// sorted and freed of duplicates; dst's own items stay. headerNames may be dst[len(dst):] of the same array. It does not
// allocate when dst has room for all of headerNames and ByteLowercase does not allocate for any of them.
//
// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
func AppendSortedLowercaseSet(dst, headerNames []string) []string {
	// Steps 1 and 2. Fast path: sorting first leaves equal names side by side, so that the set needs no lookups.
	n := len(dst)
	for _, name := range headerNames {
		dst = append(dst, ByteLowercase(name))
	}
	// Step 3.
	set := dst[n:]
	if len(set) < 2 {
		return dst
	}
	slices.Sort(set)
	return dst[:n+len(slices.Compact(set))]
}

// SortAndCombine returns the list script iterates over: names byte-lowercased and in ascending byte order, one line a
// name with its values combined as Get does, except that every set-cookie line stays a line of its own, in order. l is
// not changed.
//
// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
func (l List) SortAndCombine() List {
	// Steps 1 and 2. Fast path: a stable sort by lowercase name brings the lines of one name together, in order, so that
	// no name is searched for again.
	headers := make(List, len(l))
	for i := range l {
		headers[i] = Line{ByteLowercase(l[i].Name), l[i].Value}
	}
	slices.SortStableFunc(headers, func(a, b Line) int { return strings.Compare(a.Name, b.Name) })
	// Step 3: for each name.
	n := 0
	for i := 0; i < len(headers); {
		name, end := headers[i].Name, i+1
		for end < len(headers) && headers[end].Name == name {
			end++
		}
		if name == "set-cookie" {
			// Step 3.1: each value on its own.
			n += copy(headers[n:], headers[i:end])
		} else {
			// Step 3.2: one combined value.
			headers[n] = Line{name, combined(headers[i:end])}
			n++
		}
		i = end
	}
	clear(headers[n:])
	// Step 4.
	return headers[:n]
}

// combined joins the values of lines of one name.
func combined(lines List) string {
	if len(lines) == 1 {
		return lines[0].Value
	}
	size := 0
	for i := range lines {
		size += len(", ") + len(lines[i].Value)
	}
	var b strings.Builder
	b.Grow(size)
	for i := range lines {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(lines[i].Value)
	}
	return b.String()
}
