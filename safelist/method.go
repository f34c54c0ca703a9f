// Package safelist has the Fetch Standard's classes of methods and headers: what a page may send without asking, what it
// may never send, what it may see of a response; and the parsers of MIME types and of single ranges they rest on.
//
// Names and values are byte sequences held in Go strings, as in package header.
package safelist

import "github.com/corsref/corsref/fetch/header"

// IsCORSSafelistedMethod reports whether m is a CORS-safelisted method: GET, HEAD or POST, in upper case.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-method
func IsCORSSafelistedMethod(m string) bool {
	return m == "GET" || m == "HEAD" || m == "POST"
}

// IsForbiddenMethod reports whether m is a forbidden method: CONNECT, TRACE or TRACK, in any case.
//
// https://fetch.spec.whatwg.org/#forbidden-method
func IsForbiddenMethod(m string) bool {
	return header.EqualFold(m, "CONNECT") || header.EqualFold(m, "TRACE") || header.EqualFold(m, "TRACK")
}

// NormalizeMethod returns m in upper case when it is DELETE, GET, HEAD, OPTIONS, POST or PUT in any case, and m as it is
// otherwise: patch stays patch.
//
// https://fetch.spec.whatwg.org/#concept-method-normalize
func NormalizeMethod(m string) string {
	for _, upper := range [...]string{"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"} {
		if header.EqualFold(m, upper) {
			return upper
		}
	}
	return m
}
