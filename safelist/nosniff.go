package safelist

import "github.com/corsref/corsref/fetch/header"

// DetermineNosniff reports whether the first part of X-Content-Type-Options in l is nosniff, in any case.
//
// https://fetch.spec.whatwg.org/#determine-nosniff
func DetermineNosniff(l header.List) bool {
	// Steps 1 and 2. Fast path: only the first part is looked at, and only the first line can hold it whole.
	value, ok := l.Get("X-Content-Type-Options")
	if !ok {
		return false
	}
	// Steps 3 and 4.
	nosniff := false
	header.EachPart(value, func(first string) bool {
		nosniff = header.EqualFold(first, "nosniff")
		return false
	})
	return nosniff
}
