package conformance

import (
	"strconv"
	"strings"
)

// path is where in a document a value is.
type path []step

type step struct {
	name    string
	index   int
	isIndex bool
}

// String returns the path as in fetches[0].headers[1].
func (p path) String() string {
	var b strings.Builder
	for _, s := range p {
		switch {
		case s.isIndex:
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case b.Len() > 0:
			b.WriteString("." + quoteName(s.name))
		default:
			b.WriteString(quoteName(s.name))
		}
	}
	return b.String()
}

// quoteName returns the name of a field, in quotes unless it is a plain word.
func quoteName(name string) string {
	plain := name != ""
	for i := range len(name) {
		c := name[i] | 0x20
		if (c < 'a' || c > 'z') && (name[i] < '0' || name[i] > '9') && name[i] != '-' && name[i] != '_' {
			plain = false
		}
	}
	if plain && len(name) <= maxShown {
		return name
	}
	return quoted(name)
}

// maxShown is how much of a wrong text a message repeats.
const maxShown = 60

// quoted returns s in quotes, cut when it is long.
func quoted(s string) string {
	if len(s) <= maxShown {
		return strconv.Quote(s)
	}
	return strconv.Quote(strings.ToValidUTF8(s[:maxShown], "")) + "…"
}
