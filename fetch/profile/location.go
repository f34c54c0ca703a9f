package profile

import (
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// locationRules are the parts of "location URL".
type locationRules struct {
	// escapes says that bytes from 0x80 are percent-encoded one by one.
	escapes bool
	// sameTwice says that several lines with one value are one line.
	sameTwice bool
	// joins says that several lines are one value, with commas.
	joins bool
	// emptyIsAbsent says that an empty value is none.
	emptyIsAbsent bool
}

// lines returns what the location URL is made of, given a response's header list.
//
// https://fetch.spec.whatwg.org/#concept-response-location-url
func (r *locationRules) lines(l header.List) header.List {
	value, ok := r.value(l)
	switch {
	case !ok:
		return l
	case value == "" && r.emptyIsAbsent:
		return nil
	case r.escapes:
		value = escape(value)
	}
	return header.List{{Name: "Location", Value: value}}
}

// value is the one value that there is.
func (r *locationRules) value(l header.List) (string, bool) {
	if r.joins {
		return l.Get("Location")
	}
	value, n := "", 0
	for _, line := range l {
		if !header.EqualFold(line.Name, "Location") {
			continue
		}
		if n++; n > 1 && (!r.sameTwice || line.Value != value) {
			return "", false
		}
		value = line.Value
	}
	return value, n > 0
}

// escape percent-encodes bytes from 0x80.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= 0x80 {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
