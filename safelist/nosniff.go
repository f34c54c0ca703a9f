package safelist

import "github.com/corsref/corsref/fetch/header"

// DetermineNosniff reports whether the first part of X-Content-Type-Options in l is nosniff, in any case.
//
// https://fetch.spec.whatwg.org/#determine-nosniff
func DetermineNosniff(l header.List) bool {
	// Steps 1 and 2.
	value, ok := l.Get("X-Content-Type-Options")
	if !ok {
		return false
	}
	// Steps 3 and 4. Fast path: the value is not split behind its first part.
	nosniff := false
	header.EachPart(value, func(first string) bool {
		nosniff = header.EqualFold(first, "nosniff")
		return false
	})
	return nosniff
}
