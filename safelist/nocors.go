package safelist

import "github.com/corsref/corsref/fetch/header"

// IsPrivilegedNoCORSRequestHeaderName reports whether name is a privileged no-CORS request-header name: Range.
//
// https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name
func IsPrivilegedNoCORSRequestHeaderName(name string) bool {
	return header.EqualFold(name, "Range")
}

// IsNoCORSSafelistedRequestHeaderName reports whether name is a no-CORS-safelisted request-header name: Accept,
// Accept-Language, Content-Language or Content-Type.
//
// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
func IsNoCORSSafelistedRequestHeaderName(name string) bool {
	return header.EqualFold(name, "Accept") ||
		header.EqualFold(name, "Accept-Language") ||
		header.EqualFold(name, "Content-Language") ||
		header.EqualFold(name, "Content-Type")
}

// IsNoCORSSafelistedRequestHeader reports whether (name, value) is a no-CORS-safelisted request-header: one that script
// may set on a request whose mode is no-cors.
//
// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
func IsNoCORSSafelistedRequestHeader(name, value string) bool {
	// 1: the name must be one of the four
	if !IsNoCORSSafelistedRequestHeaderName(name) {
		return false
	}
	// 2: the value must be safelisted
	return IsCORSSafelistedRequestHeader(name, value)
}
