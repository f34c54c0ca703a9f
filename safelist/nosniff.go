package safelist

import "github.com/corsref/corsref/fetch/header"

// DetermineNosniff reports whether the first part of X-Content-Type-Options in l is nosniff, in any case.
//
// https://fetch.spec.whatwg.org/#determine-nosniff
func DetermineNosniff(l header.List) bool {
	values, ok := l.Get("X-Content-Type-Options") // 1: get, decode, and split the values
	if !ok {
		return false // 2: no line has the name
	}
	nosniff := false
	for first := range header.DecodeAndSplit(values) {
		nosniff = header.EqualFold(first, "nosniff") // 3, 4: only the first value counts
		break
	}
	return nosniff
}
