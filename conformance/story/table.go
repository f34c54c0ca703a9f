package story

import (
	"iter"
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

// table is the rows of a whole story, in blocks with a line above each. All blocks share their columns.
type table struct {
	style  Style
	blocks []block
}

type block struct {
	head string // may have inks in it
	rows []row
	// close says that no empty line parts it from the block before.
	close bool
}

func (t *table) block(head string, rows ...row) {
	t.blocks = append(t.blocks, block{head: head, rows: rows})
}

// answer appends a block that belongs to the one before it.
func (t *table) answer(head string, rows ...row) {
	t.blocks = append(t.blocks, block{head: head, rows: rows, close: true})
}

// valueColumn is where values begin.
func (t *table) valueColumn() int {
	widest := 12
	for _, b := range t.blocks {
		for _, r := range b.rows {
			if r.value != "" || r.note != "" {
				widest = max(widest, min(columns(r.name), widestName))
			}
		}
	}
	return nameColumn + widest + 2
}

// appendTo writes the table, an empty line before each block.
func (t *table) appendTo(b *strings.Builder) {
	at := t.valueColumn()
	for _, block := range t.blocks {
		if !block.close {
			b.WriteByte('\n')
		}
		b.WriteString(block.head + "\n")
		notes := noteColumn(block.rows)
		for _, r := range block.rows {
			t.row(b, r, at, notes)
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

func (t *table) row(b *strings.Builder, r row, at, notes int) {
	nameInk, valueInk, noteInk := Plain, Plain, Dim
	switch {
	case r.side:
		nameInk, valueInk = Dim, Dim
	case r.ink == Bad:
		noteInk = Bad
	}
	b.WriteString(strings.Repeat(" ", markColumn))
	b.WriteString(pad(t.style.write(r.ink, r.mark), r.mark, nameColumn-markColumn))
	line := t.style.write(nameInk, r.name)
	used := nameColumn + columns(r.name)
	if r.value == "" && r.note == "" {
		b.WriteString(line + "\n")
		return
	}
	gap := max(at-used, 2)
	b.WriteString(line + strings.Repeat(" ", gap))
	used += gap
	width := max(t.style.width()-at, 30)
	lines := wrap(r.value, width, width)
	for i, text := range lines {
		if i > 0 {
			b.WriteString("\n" + strings.Repeat(" ", at))
			used = at
		}
		b.WriteString(t.style.write(valueInk, text))
		used += columns(text)
	}
	if r.note != "" {
		gap := 2
		if len(lines) == 1 {
			gap = max(at+notes+2-used, 2)
			if r.value == "" && notes == 0 {
				gap = 0
			}
		}
		note := wrap(r.note, width, width)
		if used+gap+columns(r.note) > t.style.width() {
			b.WriteString("\n" + strings.Repeat(" ", at))
		} else {
			b.WriteString(strings.Repeat(" ", gap))
			note = []string{r.note}
		}
		for i, text := range note {
			if i > 0 {
				b.WriteString("\n" + strings.Repeat(" ", at))
			}
			b.WriteString(t.style.write(noteInk, text))
		}
	}
	b.WriteByte('\n')
}

// pad fills what shows as text up to a width.
func pad(written, text string, width int) string {
	return written + strings.Repeat(" ", max(width-columns(text), 0))
}

// wrap breaks a text at spaces into lines of at most width columns. What stands between backquotes is one word. A word
// longer than broken is broken, if that is not 0; otherwise it has a line of its own.
func wrap(text string, width, broken int) []string {
	var lines []string
	line := ""
	for word := range words(text) {
		for broken > 0 && len(word) > broken && columns(word) > broken {
			if line != "" {
				lines = append(lines, line)
			}
			line = breakOff(word, broken)
			word = word[len(line):]
		}
		switch {
		case line == "":
			line = word
		case columns(line)+1+columns(word) > width, broken > 0 && columns(line) >= broken:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// breakOff is the part of a long word that goes on a line: up to a comma, if there is one in its second half.
func breakOff(word string, width int) string {
	head := string([]rune(word)[:width])
	if comma := strings.LastIndexByte(head, ','); comma > len(head)/2 {
		return head[:comma+1]
	}
	return head
}

// words are the parts of a text between spaces that are not quoted.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, quoted := 0, false
		for i := range len(text) {
			switch {
			case text[i] == '`':
				quoted = !quoted
			case text[i] == ' ' && !quoted:
				if !yield(text[start:i]) {
					return
				}
				start = i + 1
			}
		}
		yield(text[start:])
	}
}
