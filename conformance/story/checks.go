package story

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// Check is one header (or the status) of an answer that was judged.
type Check struct {
	Passed bool
	// Subject is the header's name, or "status".
	Subject string
	// Got is the value as received; Absent says that there was none.
	Got    string
	Absent bool
	// Note says what the value was compared with.
	Note string
	// names are what the list was found to allow, in a check that passed.
	names []string
}

const (
	allowOrigin      = "Access-Control-Allow-Origin"
	allowCredentials = "Access-Control-Allow-Credentials"
	allowMethods     = "Access-Control-Allow-Methods"
	allowHeaders     = "Access-Control-Allow-Headers"
)

// appendCheck adds to checks what the engine told of a response with these headers. A CORS check that came to the
// credentials has judged the origin before; the names that one list allows are told in one line.
func appendCheck(checks []Check, c fetch.Check, headers header.List) []Check {
	if c.Header == allowCredentials {
		got, _ := headers.Get(allowOrigin)
		checks = append(checks, Check{Passed: true, Subject: allowOrigin, Got: got, Note: "is the request's origin"})
	}
	if n := len(checks) - 1; c.Passed() && c.Header == allowHeaders && n >= 0 && checks[n].Subject == allowHeaders {
		checks[n].names = append(checks[n].names, c.Want)
		return checks
	}
	check := Check{Passed: c.Passed(), Subject: c.Header, Got: c.Got}
	if check.Subject == "" {
		check.Subject = "status"
	} else {
		check.Absent = !headers.Contains(c.Header)
	}
	if check.Passed {
		check.pass(c)
	} else {
		check.Note = failedNote(c)
	}
	return append(checks, check)
}

// pass notes why c passed. What a list allows is noted by settle, once all of it is known.
func (check *Check) pass(c fetch.Check) {
	switch c.Header {
	case "":
		check.Note = "is in the range " + c.Want
	case allowOrigin:
		check.Note = "is the request's origin"
		if c.Got == "*" {
			check.Note = "any origin, without credentials"
		}
	case allowCredentials:
		check.Note = "credentials are included"
	case allowMethods, allowHeaders:
		check.names = []string{c.Want}
	case "Cross-Origin-Resource-Policy":
		check.Note = "lets the page have it"
		if check.Absent {
			check.Note = "none is needed"
		}
	}
}

// settle notes for every list that allows names which it lists and which its wildcard covers.
func settle(checks []Check, headers header.List) {
	for i := range checks {
		if check := &checks[i]; check.names != nil {
			check.Note = coverage(headers, check.Subject, check.names)
		}
	}
}

// coverage says which names a list header lists, which its wildcard covers, and which need neither. Its time is linear in
// the header and in the names.
func coverage(headers header.List, list string, names []string) string {
	fold := func(name string) string { return name }
	if list == allowHeaders {
		fold = header.ByteLowercase
	}
	found := make(map[string]bool, len(names))
	for _, name := range names {
		found[fold(name)] = false
	}
	wildcard := false
	tokens, _ := headers.ExtractTokens(list)
	for _, token := range tokens {
		wildcard = wildcard || token == "*"
		if _, wanted := found[fold(token)]; wanted {
			found[fold(token)] = true
		}
	}
	var listed, covered, free []string
	for _, name := range names {
		switch {
		case found[fold(name)]:
			listed = append(listed, name)
		case list == allowMethods && safelist.IsCORSSafelistedMethod(name):
			free = append(free, name)
		case wildcard:
			covered = append(covered, name)
		default: // step 7.4: the upload listener asked, and there is no list
			free = append(free, name)
		}
	}
	var parts []string
	if listed != nil {
		parts = append(parts, "lists "+strings.Join(listed, ", "))
	}
	if covered != nil {
		parts = append(parts, "* covers "+strings.Join(covered, ", "))
	}
	if free != nil {
		parts = append(parts, strings.Join(free, ", ")+" needs no listing")
	}
	return strings.Join(parts, "; ")
}

func hasWildcard(headers header.List, list string) bool {
	tokens, _ := headers.ExtractTokens(list)
	return slices.Contains(tokens, "*")
}

// failedNote says what would have passed.
func failedNote(c fetch.Check) string {
	switch c.Code {
	case fetch.CodeAllowOriginWildcard, fetch.CodeMethodWildcardCredentials, fetch.CodeHeaderWildcardCredentials:
		return "needs " + c.Want + ": * does not count with credentials"
	case fetch.CodeHeaderWildcardAuthorization:
		return "needs authorization: * never covers it"
	case fetch.CodeAllowMethodsMalformed, fetch.CodeAllowHeadersMalformed:
		return "is not a list of names"
	}
	if c.Want == "" {
		return ""
	}
	return "needs " + c.Want
}
