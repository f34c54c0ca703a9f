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
}

// judge decides whether a header is safelisted, or does not know it.
type judge func(name, value string) (safe, known bool)

// maxSafelisted is the limit on all safelisted values together.
const maxSafelisted = 1024

// unsafeNames appends the names that a preflight asks for.
//
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
func (r *namesRules) unsafeNames(dst []string, l header.List) []string {
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
	return safelist.RequestHeader(name, value)
}

// lastLines leaves of the lines of each name the last one, in the first one's place.
func lastLines(l header.List) header.List {
	out := l[:0:0]
	for _, line := range l {
		if out.Contains(line.Name) {
			out.Set(line.Name, line.Value)
		} else {
			out = append(out, line)
		}
	}
	return out
}

// mergeLines makes one line of all lines of a name, as objects keyed by name do.
func mergeLines(r *fetch.Request) {
	merged := r.Headers[:0:0]
	merged.CombineAll(r.Headers...)
	r.Headers = append(r.Headers[:0], merged...)
}
