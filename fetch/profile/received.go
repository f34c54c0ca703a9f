package profile

import (
	"slices"
	"unicode/utf8"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// receivedRules are the parts of what becomes of a response's header lines
// before the algorithms see them.
type receivedRules struct {
	// replaces says that bytes that are no UTF-8 become U+FFFD's three bytes.
	replaces bool
	// dropsEmpty says that of several lines of a name the empty ones are dropped.
	dropsEmpty bool
	// joinsTypes says that several lines of Content-Type are joined without a space.
	joinsTypes bool
	// lowersPolicies says that the Referrer-Policy of a redirect is read in lower case.
	lowersPolicies bool
}

func (r *receivedRules) received(status int, l header.List) header.List {
	if *r == (receivedRules{}) {
		return l
	}
	l = slices.Clone(l)
	for i := range l {
		if r.lowersPolicies && fetch.IsRedirectStatus(status) && header.EqualFold(l[i].Name, "Referrer-Policy") {
			l[i].Value = header.ByteLowercase(l[i].Value)
		}
	}
	if r.replaces {
		for i := range l {
			l[i].Value = replaceInvalid(l[i].Value)
		}
	}
	if r.joinsTypes {
		l = joinTypes(l)
	}
	if r.dropsEmpty {
		l = dropEmpty(l)
	}
	return l
}

// replaceInvalid puts U+FFFD's bytes in the place of each byte that is no UTF-8.
func replaceInvalid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b []byte
	for s != "" {
		c, size := utf8.DecodeRuneInString(s)
		if c == utf8.RuneError && size == 1 {
			b = append(b, "\uFFFD"...)
		} else {
			b = append(b, s[:size]...)
		}
		s = s[size:]
	}
	return string(b)
}

// dropEmpty drops empty lines of names that have others, but for
// Access-Control-Allow-Origin, of which two lines are refused.
func dropEmpty(l header.List) header.List {
	out := l[:0:0]
	for i, line := range l {
		if line.Value == "" && hasOther(l, i) && !header.EqualFold(line.Name, "Access-Control-Allow-Origin") {
			continue
		}
		out = append(out, line)
	}
	return out
}

// hasOther reports whether there is a line of the same name that has a value, or
// is an earlier one.
func hasOther(l header.List, i int) bool {
	for j, other := range l {
		if j != i && header.EqualFold(other.Name, l[i].Name) && (other.Value != "" || j < i) {
			return true
		}
	}
	return false
}

// joinTypes makes one line of all lines of Content-Type, of which the first that
// are empty do not count.
func joinTypes(l header.List) header.List {
	first := -1
	out := l[:0]
	for _, line := range l {
		if header.EqualFold(line.Name, "Content-Type") {
			switch {
			case first >= 0 && out[first].Value == "":
				out[first].Value = line.Value
				continue
			case first >= 0:
				out[first].Value += "," + line.Value
				continue
			}
			first = len(out)
		}
		out = append(out, line)
	}
	return out
}
