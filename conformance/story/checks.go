package story

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

const (
	allowOrigin      = "Access-Control-Allow-Origin"
	allowCredentials = "Access-Control-Allow-Credentials"
	allowMethods     = "Access-Control-Allow-Methods"
	allowHeaders     = "Access-Control-Allow-Headers"
)

// list is a check of a list header that allows names. They come one by one, and are told in one row.
type list struct {
	row     int // in the last block
	subject string
	names   []string
}

// check tells of a check of the answer received last. A CORS check that came to the credentials has judged the origin
// before.
func (t *teller) check(c fetch.Check) {
	if t.answer == nil || len(t.story.blocks) == 0 {
		return
	}
	headers := t.answer.Headers
	if c.Header == allowCredentials {
		got, _ := headers.Get(allowOrigin)
		t.add(row{mark: tick, ink: Good, name: allowOrigin, value: shown(got), note: "is the request's origin"})
	}
	if n := len(t.lists) - 1; c.Passed() && n >= 0 && c.Header == allowHeaders && t.lists[n].subject == allowHeaders {
		t.lists[n].names = append(t.lists[n].names, c.Want)
		return
	}
	r := row{mark: tick, ink: Good, name: "status", value: shown(c.Got)}
	if c.Header != "" {
		r.name = cell(c.Header)
		if !headers.Contains(c.Header) {
			r.value = "(none)"
		}
	}
	if c.Passed() {
		r.note = passedNote(c, headers)
	} else {
		r.mark, r.ink, r.note = cross, Bad, cell(failedNote(c))
	}
	if c.Passed() && (c.Header == allowMethods || c.Header == allowHeaders) {
		t.lists = append(t.lists, list{t.rows(), c.Header, []string{c.Want}})
	}
	t.add(r)
}

// rows is how many rows the last block has.
func (t *teller) rows() int { return len(t.story.blocks[len(t.story.blocks)-1].rows) }

// settle notes for every list which names it allows.
func (t *teller) settle() {
	for _, l := range t.lists {
		t.story.blocks[len(t.story.blocks)-1].rows[l.row].note = cell(coverage(t.answer.Headers, l.subject, l.names))
	}
	t.lists = nil
}

// passedNote says what a value that passed was compared with. What a list allows is noted by settle.
func passedNote(c fetch.Check, headers header.List) string {
	switch c.Header {
	case "":
		return "is in the range " + c.Want
	case allowOrigin:
		if c.Got == "*" {
			return "any origin, without credentials"
		}
		return "is the request's origin"
	case allowCredentials:
		return "credentials are included"
	case "Cross-Origin-Resource-Policy":
		if headers.Contains(c.Header) {
			return "lets the page have it"
		}
		return "none is needed"
	}
	return ""
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

// coverage says which of these names a list header allows, and which methods need no listing.
func coverage(headers header.List, list string, names []string) string {
	tokens, _ := headers.ExtractTokens(list)
	if list == allowMethods && !slices.Contains(tokens, names[0]) && (safelist.IsCORSSafelistedMethod(names[0]) || !slices.Contains(tokens, "*")) {
		return names[0] + " needs no listing"
	}
	return "allows " + strings.Join(names, ", ")
}
