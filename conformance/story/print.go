package story

import (
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
)

// Story returns the story as lines of text.
func (style Style) Story(s *Story) string {
	p := printer{style: style, story: s, table: table{style: style}}
	var b strings.Builder
	b.WriteString(p.headline())
	p.exchanges()
	if s.Unsent != nil {
		p.need(s.Unsent)
	}
	if s.End.Script != nil {
		p.script(s.End.Script)
	}
	p.table.appendTo(&b)
	b.WriteString("\n" + p.verdict())
	return b.String()
}

// printer turns the facts of one story into a table.
type printer struct {
	style Style
	story *Story
	table table
}

func (p *printer) headline() string {
	s := p.story
	from := "from " + Printable(s.Origin) + " · mode " + s.Mode + " · credentials " + s.Credentials
	head := p.style.write(Strong, Printable(s.Method+" "+s.URL)) + "\n" + p.style.write(Dim, from) + "\n"
	if s.Ignored != nil {
		names := make([]string, 0, most)
		for _, name := range s.Ignored[:min(len(s.Ignored), most)] {
			names = append(names, value(name))
		}
		why := ", which script cannot set"
		if s.Mode == "no-cors" {
			why += " in mode no-cors"
		}
		head += p.style.write(Dim, "never sent: "+strings.Join(names, ", ")+why) + "\n"
	}
	return head
}

// exchanges tells of all requests; of an endless redirect, of the first and the last few.
func (p *printer) exchanges() {
	const first, last = 3, 2
	all := p.story.Exchanges
	end := len(all)
	if blocked := p.story.End.Blocked; blocked != nil && blocked.Code == fetch.CodeRedirectTooMany {
		end = first
	}
	for i := range all {
		switch {
		case i < end || i >= len(all)-last:
			p.exchange(&all[i])
		case i == end:
			p.table.block(p.style.write(Dim, "… and "+strconv.Itoa(len(all)-first-last)+" more requests with their answers"))
		}
	}
}

// labelled is a line of prose behind a mark and a label, its other lines under the first word of it.
func (p *printer) labelled(b *strings.Builder, mark, label string, i Ink, prose string) {
	const at = 12
	b.WriteString(p.style.write(i, pad(mark, mark, 2)+label))
	b.WriteString(strings.Repeat(" ", max(at-2-columns(label), 1)))
	b.WriteString(strings.Join(wrap(prose, p.style.width()-at, 0), "\n"+strings.Repeat(" ", at)) + "\n")
}
