package profile

import (
	"slices"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// namesRules are the parts of "CORS-unsafe request-header names".
type namesRules struct {
	// judges are asked in order; the first that knows a header decides whether it
	// is safelisted.
	judges []judge
	// repeats says that a name is listed once a line.
	repeats bool
	// unlimited says that there is no limit on all safelisted values together.
	unlimited bool
	// afterRedirect returns the names of a request that was redirected, if they are not
	// those of its header list.
	afterRedirect func(*state, *memory) []string
	// judgesTypeAsSet says that of the Content-Type of an XMLHttpRequest the one that
	// script set must be safe too, not only what send() made of it.
	judgesTypeAsSet bool
}

// judge decides whether a header is safelisted, or does not know it.
type judge func(name, value string) (safe, known bool)

// maxSafelisted is the limit on all safelisted values together.
const maxSafelisted = 1024

// of returns the names that a preflight of a request asks for.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func (r *namesRules) of(s *state, m *memory) []string {
	var names []string
	switch {
	case r.afterRedirect == nil:
		names = r.unsafe(nil, r.asSet(s))
	case s.Redirects() == 0:
		names = slices.Clone(m.names)
	default:
		names = r.afterRedirect(s, m)
	}
	if r.setType(s) && !slices.Contains(names, "content-type") {
		value, _ := s.Request.Headers.Get("Content-Type")
		names = r.unsafe(names, header.List{{Name: "Content-Type", Value: value}})
		slices.Sort(names)
	}
	return names
}

// setType reports whether the Content-Type that script set is judged.
func (r *namesRules) setType(s *state) bool {
	return r.judgesTypeAsSet && s.TypeSet != "" && s.Request.Headers.Contains("Content-Type")
}

// asSet is the header list whose names are asked for.
func (r *namesRules) asSet(s *state) header.List {
	l := s.Request.Headers
	if r.setType(s) {
		l = l.Clone()
		l.Set("Content-Type", s.TypeSet)
	}
	return l
}

// unsafe appends the names of l that are to be asked for.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func (r *namesRules) unsafe(dst []string, l header.List) []string {
	n, size := len(dst), 0
	for _, line := range l {
		if r.safe(line.Name, line.Value) {
			size += len(line.Value)
		} else {
			dst = append(dst, header.ByteLowercase(line.Name))
		}
	}
	if size > maxSafelisted && !r.unlimited {
		dst = dst[:n]
		for _, line := range l {
			dst = append(dst, header.ByteLowercase(line.Name))
		}
	}
	if r.repeats {
		slices.Sort(dst[n:])
		return dst
	}
	return header.AppendSortedLowercaseSet(dst[:n], dst[n:])
}

func (r *namesRules) safe(name, value string) bool {
	for _, j := range r.judges {
		if safe, known := j(name, value); known {
			return safe
		}
	}
	return safelist.IsCORSSafelistedRequestHeader(name, value)
}

// joinLines makes one line of all lines of a name, in the first one's place: of a
// name that has one value the last, of others all with commas that no empty line
// follows.
func joinLines(l header.List) header.List {
	out := l[:0:0]
	for _, line := range l {
		if before, _ := out.Get(line.Name); before == "" || line.Value == "" || hasOneValue(line.Name) {
			out.Set(line.Name, line.Value)
		} else {
			out.Combine(line.Name, line.Value)
		}
	}
	return out
}

// hasOneValue reports whether a request header of that name has one value, so that
// a second line replaces the first.
func hasOneValue(name string) bool {
	switch header.ByteLowercase(name) {
	case "authorization", "content-length", "content-type", "from", "host", "if-modified-since",
		"if-unmodified-since", "max-forwards", "proxy-authorization", "referer", "user-agent":
		return true
	}
	return false
}

// mergeLines makes one line of all lines of a name, as objects keyed by name do.
func mergeLines(_ *memory, r *fetch.Request) {
	merged := r.Headers[:0:0]
	merged.CombineAll(r.Headers...)
	r.Headers = append(r.Headers[:0], merged...)
}
