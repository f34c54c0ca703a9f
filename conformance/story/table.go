package story

import (
	"regexp"
	"strings"
)

// row is one line of a story's table: a mark, a name, a value and a note.
type row struct {
	mark  string
	ink   Ink // of the mark
	name  string
	value string
	note  string
	// side says that the whole row is an aside.
	side bool
}

// The columns of the table: the mark, the name, and as wide as names need, the value.
const (
	markColumn = 2
	nameColumn = 4
	widestName = 34
)

// block is a line and the rows below it.
type block struct {
	head []span
	rows []row
	// close says that no empty line parts it from the block before.
	close bool
}

// span is a piece of text in an ink.
type span struct {
	ink  Ink
	text string
}

// moreRow says how many rows are left out.
func moreRow(n int, what string) row {
	return row{mark: "…", ink: Dim, name: "and " + thousands(n) + " more " + what, side: true}
}

// notModelledRow says what a browser may do that the engine does not.
func notModelledRow(what string) row {
	return row{mark: aside, ink: Dim, name: what + " (not modelled)", side: true}
}

// valueColumn is where values begin. All blocks share it.
func valueColumn(blocks []block) int {
	widest := 12
	for _, b := range blocks {
		for _, r := range b.rows {
			if r.value != "" || r.note != "" {
				widest = max(widest, min(columns(r.name), widestName))
			}
		}
	}
	return nameColumn + widest + 2
}

// table writes blocks, an empty line before each.
func (style Style) table(b *strings.Builder, blocks []block) {
	at := valueColumn(blocks)
	for _, block := range blocks {
		if !block.close {
			b.WriteByte('\n')
		}
		for _, s := range block.head {
			b.WriteString(style.write(s.ink, s.text))
		}
		b.WriteByte('\n')
		notes := noteColumn(block.rows)
		for _, r := range block.rows {
			style.row(b, r, at, notes)
		}
	}
}

// noteColumn is where the notes of a block begin, relative to its values: behind the longest that is not long.
func noteColumn(rows []row) int {
	const long = 36
	at := 0
	for _, r := range rows {
		if n := columns(r.value); r.note != "" && !r.side && n <= long {
			at = max(at, n)
		}
	}
	return at
}

// row writes a row: its value at one column, its note behind the value where there is room, and otherwise below it.
func (style Style) row(b *strings.Builder, r row, at, notes int) {
	nameInk, valueInk, noteInk := Plain, Plain, Dim
	switch {
	case r.side:
		nameInk, valueInk = Dim, Dim
	case r.ink == Bad:
		noteInk = Bad
	}
	b.WriteString(strings.Repeat(" ", markColumn))
	b.WriteString(pad(style.write(r.ink, r.mark), r.mark, nameColumn-markColumn))
	b.WriteString(style.write(nameInk, r.name))
	if r.value == "" && r.note == "" {
		b.WriteByte('\n')
		return
	}
	used := nameColumn + columns(r.name)
	gap := max(at-used, 2)
	b.WriteString(strings.Repeat(" ", gap))
	width := max(style.width()-at, 30)
	indent := "\n" + strings.Repeat(" ", at)
	write := func(ink Ink, lines []string) {
		for i, line := range lines {
			if i > 0 {
				b.WriteString(indent)
			}
			b.WriteString(style.write(ink, line))
		}
	}
	values := wrap(r.value, width, true)
	write(valueInk, values)
	if n := len(values); n > 1 {
		used, gap = at+columns(values[n-1]), 2
	} else if used += gap + columns(values[0]); r.value == "" && notes == 0 {
		gap = 0
	} else {
		gap = max(at+notes+2-used, 2)
	}
	switch {
	case r.note == "":
	case used+gap+columns(r.note) > style.width():
		b.WriteString(indent)
		write(noteInk, wrap(r.note, width, true))
	default:
		b.WriteString(strings.Repeat(" ", gap))
		write(noteInk, []string{r.note})
	}
	b.WriteByte('\n')
}

// pad fills what shows as text up to a width.
func pad(written, text string, width int) string {
	return written + strings.Repeat(" ", max(width-columns(text), 0))
}

// words are what stands between spaces, or with spaces in it between backquotes.
var words = regexp.MustCompile("(`[^`]*`|[^ ])+")

// wrap breaks a text that does not fit between its words, into lines of at most width columns. A word that is longer is
// broken, too, if that is asked for; otherwise it has a line of its own.
func wrap(text string, width int, broken bool) []string {
	if columns(text) <= width {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, word := range words.FindAllString(text, -1) {
		if line != "" && columns(line)+1+columns(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for rest := []rune(word); broken && len(rest) > width; rest = []rune(word) {
			lines, word = append(lines, string(rest[:width])), string(rest[width:])
		}
		line = word
	}
	return append(lines, line)
}
