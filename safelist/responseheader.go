package safelist

import "github.com/corsref/corsref/fetch/header"

// IsCORSSafelistedResponseHeaderName reports whether name is a CORS-safelisted response-header name, given the response's
// CORS-exposed header-name list: one of the seven names that are always visible, or an item of list that is not a
// forbidden response-header name. A * in list is a name like any other here.
//
// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
func IsCORSSafelistedResponseHeaderName(name string, list []string) bool {
	return isAlwaysExposed(name) || isListed(name, list)
}

// isListed reports whether name is in list and is not forbidden.
func isListed(name string, list []string) bool {
	for _, item := range list {
		if header.EqualFold(item, name) {
			return !IsForbiddenResponseHeaderName(name)
		}
	}
	return false
}

// alwaysExposed has the names that are safelisted for any list.
var alwaysExposed = [...]string{
	"Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified", "Pragma",
}

// isAlwaysExposed reports whether name is safelisted for any list.
func isAlwaysExposed(name string) bool {
	for _, exposed := range alwaysExposed {
		if header.EqualFold(name, exposed) {
			return true
		}
	}
	return false
}

// CORSSafelistedResponseHeaders returns the lines of l whose names are CORS-safelisted response-header names given list,
// in order: the header list of a CORS filtered response. l does not change.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
func CORSSafelistedResponseHeaders(l header.List, list []string) header.List {
	return AppendCORSSafelistedResponseHeaders(nil, l, list)
}

// AppendCORSSafelistedResponseHeaders appends CORSSafelistedResponseHeaders(l, list) to dst. It does not allocate when dst
// has room and list has at most 16 names.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
func AppendCORSSafelistedResponseHeaders(dst, l header.List, list []string) header.List {
	// Fast path: a long list becomes a set.
	const few = 16
	if len(list) <= few {
		for _, line := range l {
			if IsCORSSafelistedResponseHeaderName(line.Name, list) {
				dst = append(dst, line)
			}
		}
		return dst
	}
	set := make(map[string]struct{}, len(list))
	for _, item := range list {
		set[header.ByteLowercase(item)] = struct{}{}
	}
	for _, line := range l {
		_, listed := set[header.ByteLowercase(line.Name)]
		if isAlwaysExposed(line.Name) || listed && !IsForbiddenResponseHeaderName(line.Name) {
			dst = append(dst, line)
		}
	}
	return dst
}
