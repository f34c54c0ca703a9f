package fetch

import "github.com/corsref/corsref/fetch/header"

// isPlain reports whether no line of l has a name that HTTP-network-or-cache fetch
// appends, sets or looks for. It may say no of others.
func isPlain(l header.List) bool {
	for i := range l {
		if !isPlainName(l[i].Name) {
			return false
		}
	}
	return true
}

// isPlainName is isPlain of one name. Fast path: first letters and lengths tell
// the names apart from almost all others. Accept-Encoding is only ever appended where
// there is a Range.
func isPlainName(name string) bool {
	if name == "" {
		return true
	}
	switch name[0] | 0x20 {
	case 'c':
		return len(name) != len("Cache-Control") && len(name) != len("Content-Length")
	case 'i', // If-Match and its like
		'o', // Origin
		'p', // Pragma
		'r', // Range, Referer
		's': // Sec-Fetch-Dest and its like, Sec-Purpose
		return false
	}
	return true
}

// appendHeader appends a line to f.out's header list.
//
// https://fetch.spec.whatwg.org/#concept-header-list-append
func (f *Fetch) appendHeader(name, value string) {
	// Fast path: there is no line of that name yet.
	if f.plain {
		f.out.Headers = append(f.out.Headers, header.Line{Name: name, Value: value})
		return
	}
	f.out.Headers.Append(name, value)
}

// setHeader sets a line of f.out's header list.
//
// https://fetch.spec.whatwg.org/#concept-header-list-set
func (f *Fetch) setHeader(name, value string) {
	// Fast path: there is no line of that name yet.
	if f.plain {
		f.out.Headers = append(f.out.Headers, header.Line{Name: name, Value: value})
		return
	}
	f.out.Headers.Set(name, value)
}

// hasHeader reports whether f.out's header list contained name before anything was
// appended to it.
//
// https://fetch.spec.whatwg.org/#header-list-contains
func (f *Fetch) hasHeader(name string) bool { return !f.plain && f.out.Headers.Contains(name) }
