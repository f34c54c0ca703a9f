package main

import (
	"fmt"
	"strings"
)

// A mutant is one change of the engine.
type mutant struct {
	number int
	file   string // from the module's root, with slashes
	line   int
	fn     string // the function, with its receiver's type
	text   string // what is changed, on one line
	change string // true, false, negate or drop
	nth    int    // of those that are otherwise equal, from 1
}

// key names the mutant as long as the code around it stays: it has no line number.
func (m *mutant) key() string {
	key := fmt.Sprintf("%s %s: %s → %s", m.file, m.fn, m.text, m.change)
	if m.nth > 1 {
		key += fmt.Sprintf(" (%d)", m.nth)
	}
	return key
}

// oneLine is source text without its line breaks.
func oneLine(source string) string {
	const most = 90
	text := strings.Join(strings.Fields(source), " ")
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
