package fetch

import "github.com/corsref/corsref/fetch/header"

// Profile says where a user agent departs from the standard: named facts, each
// a seam of the algorithms. The zero value departs nowhere. Package
// fetch/profile has those of the browsers.
type Profile struct {
	// Name is the profile's name; "" is the standard.
	Name string
	// AppendUnsafeRequestHeaderNames replaces the CORS-unsafe request-header
	// names; nil is [safelist.AppendUnsafeRequestHeaderNames].
	AppendUnsafeRequestHeaderNames func(dst []string, headers header.List) []string
}
