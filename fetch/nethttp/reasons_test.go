package nethttp_test

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
)

// notCarried are the reasons for which net/http cannot carry a scenario as it is, and which scenarios they may hold for.
// TestSuite prints the cases with -v.
var notCarried = []struct {
	reason string
	holds  func(*conformance.Scenario) bool
}{
	{"net/http refuses to send a control byte in a header value", func(s *conformance.Scenario) bool {
		return slices.ContainsFunc(s.Fetches, func(f conformance.FetchInit) bool { return hasControlByte(f.Headers) })
	}},
	{"net/http refuses a response with a control byte in a header value", func(s *conformance.Scenario) bool {
		return slices.ContainsFunc(s.Server, func(r conformance.Rule) bool { return hasControlByte(r.Headers) })
	}},
	{"net/http refuses, or joins, lines that say how long a response is", func(s *conformance.Scenario) bool {
		return slices.ContainsFunc(s.Server, func(r conformance.Rule) bool { return framesItself(r.Headers) })
	}},
}

// hasControlByte reports whether a value has a control byte other than tab.
func hasControlByte(fields conformance.Fields) bool {
	return slices.ContainsFunc(fields, func(f conformance.Field) bool {
		return strings.ContainsFunc(f.Value, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7F })
	})
}

// framesItself reports whether there is a Transfer-Encoding, more than one Content-Length or one that is no number.
func framesItself(fields conformance.Fields) bool {
	lengths := 0
	for _, f := range fields {
		switch {
		case header.EqualFold(f.Name, "Transfer-Encoding"):
			return true
		case header.EqualFold(f.Name, "Content-Length"):
			if lengths++; lengths > 1 || strings.Trim(f.Value, "0123456789") != "" {
				return true
			}
		}
	}
	return false
}

// reasonFor is why a scenario is not carried; "" when there is no reason.
func reasonFor(s *conformance.Scenario) string {
	for _, r := range notCarried {
		if r.holds(s) {
			return r.reason
		}
	}
	return ""
}
