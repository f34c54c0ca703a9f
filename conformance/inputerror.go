package conformance

import (
	"strconv"
	"strings"
)

// InputError says what a document gets wrong, and where. It is only ever used as a pointer.
type InputError struct {
	File   string
	Line   int    // from 1; 0 when not known
	Column int    // from 1, in characters; 0 when not known
	Field  string // as in fetches[0].headers[1]; "" for the document itself
	Msg    string // what is wrong; how to fix it
}

// Error returns file:line:col: field: what is wrong; how to fix it.
func (e *InputError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		b.WriteString(":" + strconv.Itoa(e.Line))
		if e.Column > 0 {
			b.WriteString(":" + strconv.Itoa(e.Column))
		}
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	b.WriteString(e.Msg)
	return b.String()
}
