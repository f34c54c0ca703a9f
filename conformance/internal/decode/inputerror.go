package decode

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

	steps []any // the way from the document to the value: names and indexes
	key   bool  // what is wrong is the value's key
}

// Fault returns the InputError of the value at a place: the names of members and the indexes that lead to it. Line and
// column are not known; [Text.Into] finds them.
func Fault(msg string, at ...any) *InputError {
	return &InputError{Field: field(at), Msg: msg, steps: at}
}

// Error returns file:line:column: field: what is wrong; how to fix it.
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

// under returns the error with one more step before the others.
func (e *InputError) under(step any) *InputError {
	e.steps = append([]any{step}, e.steps...)
	return e
}

// field writes steps as in fetches[0].headers[1].
func field(steps []any) string {
	var b strings.Builder
	for _, s := range steps {
		switch s := s.(type) {
		case int:
			b.WriteString("[" + strconv.Itoa(s) + "]")
		case string:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(quoteName(s))
		}
	}
	return b.String()
}

// quoteName returns the name of a member, in quotes unless it is a plain word.
func quoteName(name string) string {
	plain := func(r rune) bool {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '_'
	}
	if name == "" || len(name) > maxShown || strings.ContainsFunc(name, func(r rune) bool { return !plain(r) }) {
		return Quote(name)
	}
	return name
}

// maxShown is how many bytes of a wrong text a message repeats.
const maxShown = 60

// Quote returns a text in quotes, cut when it is long.
func Quote(s string) string {
	if len(s) <= maxShown {
		return strconv.Quote(s)
	}
	return strconv.Quote(strings.ToValidUTF8(s[:maxShown], "")) + "…"
}
