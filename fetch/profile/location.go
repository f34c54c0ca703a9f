package profile

import (
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// locationRules are the parts of "location URL".
type locationRules struct {
	// escapes says that bytes from 0x80 are percent-encoded one by one.
	escapes bool
	// sameTwice says that several lines with one value are one line.
	sameTwice bool
	// joins says that several lines are one value, with commas.
	joins bool
	// emptyIsAbsent says that an empty value is none, emptyFails that it is no URL.
	emptyIsAbsent, emptyFails bool
}

// locationURL returns the location URL of a response that came from u.
//
// https://fetch.spec.whatwg.org/#concept-response-location-url
func (r *locationRules) locationURL(res fetch.Response, u origin.URL, fragment string, hasFragment bool) (origin.URL, header.Extraction) {
	if value, ok := r.value(res.Headers); ok {
		switch {
		case value == "" && r.emptyFails && fetch.IsRedirectStatus(res.Status):
			return origin.URL{}, header.Failure
		case value == "" && r.emptyIsAbsent:
			res.Headers = nil
		case r.escapes:
			res.Headers = header.List{{Name: "Location", Value: escape(value)}}
		default:
			res.Headers = header.List{{Name: "Location", Value: value}}
		}
	}
	return fetch.LocationURL(res, u, fragment, hasFragment)
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
