package page

import (
	"strings"

	"github.com/corsref/corsref/cmd/corsref/internal/story"
)

// Story returns the story as lines of text.
func Story(s *story.Story, style Style) string {
	p := printer{style: style, story: s, table: table{style: style}}
	var b strings.Builder
	b.WriteString(p.headline())
	for i := range s.Exchanges {
		p.exchange(&s.Exchanges[i])
	}
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
	story *story.Story
	table table
}

func (p *printer) headline() string {
	s := p.story
	from := "from " + value(s.Origin) + " · mode " + s.Mode + " · credentials " + s.Credentials
	return p.style.write(strong, value(s.Method)+" "+value(s.URL)) + "\n" + p.style.write(dim, from) + "\n"
}

// labelled is a line of prose behind a mark and a label, its other lines under the first word of it.
func (p *printer) labelled(b *strings.Builder, mark, label string, i ink, prose string) {
	const at = 11
	b.WriteString(p.style.write(i, pad(mark, mark, 2)+label))
	b.WriteString(strings.Repeat(" ", max(at-2-columns(label), 1)))
	b.WriteString(strings.Join(wrap(prose, p.style.width()-at), "\n"+strings.Repeat(" ", at)) + "\n")
}
