package profile

import (
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// maxAgeRules are the parts of how Access-Control-Max-Age is read.
type maxAgeRules struct {
	// limit is the most seconds; zero is none.
	limit uint64
	// signs says that a sign may precede the digits, and that a negative number is 0.
	signs bool
	// refusesMalformed says that what is no number stores nothing.
	refusesMalformed bool
	// emptyIsAbsent says that an empty value is like none.
	emptyIsAbsent bool
	// zeroStoresNothing says that 0 leaves what is stored as it is.
	zeroStoresNothing bool
	// overflowIsMalformed says that a number of more than 63 bits is none.
	overflowIsMalformed bool
}

// rewrite returns l with a max-age that the standard reads as the browser reads
// the one that is there, and whether nothing is stored.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (m *maxAgeRules) rewrite(l header.List) (rewritten header.List, storesNothing bool) {
	value, ok := l.Get("Access-Control-Max-Age")
	if !ok || value == "" && m.emptyIsAbsent {
		return l, false
	}
	l = l.Clone()
	seconds, ok := m.parse(value)
	if !ok {
		l.Delete("Access-Control-Max-Age")
		return l, m.refusesMalformed
	}
	if m.limit > 0 {
		seconds = min(seconds, m.limit)
	}
	l.Set("Access-Control-Max-Age", strconv.FormatUint(seconds, 10))
	return l, seconds == 0 && m.zeroStoresNothing
}

func (m *maxAgeRules) parse(value string) (seconds uint64, ok bool) {
	if m.signs {
		if digits, negative := strings.CutPrefix(value, "-"); negative {
			_, ok := m.digits(digits)
			return 0, ok
		}
		value = strings.TrimPrefix(value, "+")
	}
	return m.digits(value)
}

// digits reads one or more digits.
func (m *maxAgeRules) digits(value string) (uint64, bool) {
	if value == "" || strings.Trim(value, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(value, 10, 63)
	if err != nil && m.overflowIsMalformed {
		return 0, false
	}
	return n, true // the greatest there is, if there are more
}
