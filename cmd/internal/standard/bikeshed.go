package standard

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	metadataShortname = regexp.MustCompile(`(?mi)^Shortname: *(\S+)$`)
	metadataDraft     = regexp.MustCompile(`(?m)^ED: *(\S+)$`)
	metadataWHATWG    = regexp.MustCompile(`(?m)^Group: *WHATWG$`)
)

// ReadStandard reads file, which holds an index or a standard's source. The address of the standard comes from its
// metadata. source names the text in the index; when it is "", the file's name and hash do.
func ReadStandard(file, source string, data []byte) (*Index, error) {
	if IsIndex(data) {
		return ParseIndex(file, data)
	}
	base := ""
	if m := metadataShortname.FindSubmatch(data); m != nil && metadataWHATWG.Match(data) {
		base = "https://" + strings.ToLower(string(m[1])) + ".spec.whatwg.org/"
	} else if m := metadataDraft.FindSubmatch(data); m != nil {
		base = strings.TrimSuffix(string(m[1]), "/") + "/"
	}
	if base == "" {
		return nil, &FileError{File: file, Msg: "is neither an index nor the source of a standard: it has no Shortname and no ED; give a .bs file"}
	}
	if source == "" {
		source = fmt.Sprintf("%s sha256:%.6x", filepath.Base(file), sha256.Sum256(data))
	}
	s, err := ParseStandard(base, source, data)
	if err != nil {
		return nil, err
	}
	return &Index{Standards: []*Standard{s}}, nil
}

// ParseStandard reads the source of a standard, in Bikeshed's format.
func ParseStandard(base, source string, text []byte) (*Standard, error) {
	// W3C's standards write in Markdown what WHATWG's write in HTML.
	markdown := !bytes.Contains(text, []byte("\nGroup: WHATWG\n"))
	if markdown {
		text = markdownLists(text)
	}
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, &FileError{File: source, Msg: err.Error()}
	}
	p := &standardParser{
		standard: &Standard{Base: base, Source: source},
		entries:  make(map[*html.Node]*Entry),
		anchors:  make(map[string]*Entry),
		markdown: markdown,
	}
	p.walk(doc)
	p.finishSection()
	for n, e := range p.entries {
		e.Text = PrintOf(wordsBesideSteps(n, e))
	}
	return p.standard, nil
}

// standardParser walks a document once and makes an entry of each definition. An entry that owns a list of steps is an
// algorithm.
type standardParser struct {
	standard *Standard
	markdown bool                  // sections may be algorithms
	entries  map[*html.Node]*Entry // by the element that defines
	anchors  map[string]*Entry

	heading    *html.Node // of the section that the walk is in
	algorithms []*Entry   // of that section
}

func (p *standardParser) walk(n *html.Node) {
	if isHeading(n) {
		p.finishSection()
		p.heading = n
	}
	if isDefinition(n) {
		p.define(n)
	}
	switch {
	case n.DataAtom == atom.Pre && hasClass(n, "idl"):
		p.idl(n)
	case n.DataAtom == atom.Ol && !inside(n, isNote) && !inside(n.Parent, isList):
		if owner := p.owner(n); owner != nil {
			if e := p.steps(owner, n); e != nil {
				p.algorithms = append(p.algorithms, e)
			}
		}
	case n.DataAtom == atom.Dt && !inside(n, isNote):
		p.state(n)
	case n.DataAtom == atom.Div && has(n, "algorithm"):
		defer p.conditions(n)
	}
	for c := range n.ChildNodes() {
		p.walk(c)
	}
}

// add adds an entry, unless the anchor is taken.
func (p *standardParser) add(anchor, title string) *Entry {
	if anchor == "" || p.anchors[anchor] != nil {
		return nil
	}
	e := &Entry{Base: p.standard.Base, Anchor: anchor, Title: title}
	p.anchors[anchor] = e
	p.standard.Entries = append(p.standard.Entries, e)
	return e
}

// define makes an entry of a definition.
func (p *standardParser) define(n *html.Node) *Entry {
	if e := p.entries[n]; e != nil {
		return e
	}
	title := plain(allText(n))
	if lt := attr(n, "lt"); lt != "" { // the first of its linking texts
		lt, _, _ = strings.Cut(lt, "|")
		title = fold(lt)
	}
	anchor := idOf(n)
	if anchor == "" {
		anchor = anchorFor(definitionType(n), attr(n, "for"), title)
	}
	e := p.add(anchor, title)
	if e != nil {
		p.entries[n] = e
	}
	return e
}

var idlDefinition = regexp.MustCompile(`(?m)^(?:interface|dictionary) (\w+)`)

// idl makes entries of what a block of IDL defines without marking it up.
func (p *standardParser) idl(pre *html.Node) {
	for _, m := range idlDefinition.FindAllStringSubmatch(gather(pre, func(*html.Node) bool { return false }), -1) {
		p.add(strings.ToLower(m[1]), m[1])
	}
}

// steps gives a list of steps to the definition it belongs to; it returns nil if that has steps already.
func (p *standardParser) steps(owner, ol *html.Node) *Entry {
	e := p.define(owner)
	if e == nil || len(e.Steps) > 0 {
		return nil
	}
	e.items(ol, "", 0, "")
	return e
}

// state reads a branch that is itself a definition, such as a parser's state: its steps belong to what it defines.
func (p *standardParser) state(dt *html.Node) {
	dfn := first(dt, func(n *html.Node) bool { return n.DataAtom == atom.Dfn })
	dd := nextElement(dt)
	for dd != nil && dd.DataAtom == atom.Dt {
		dd = nextElement(dd)
	}
	if dfn == nil || dd == nil || dd.DataAtom != atom.Dd {
		return
	}
	if ol := child(dd, atom.Ol); ol != nil {
		p.steps(dfn, ol)
	}
}

// conditions numbers the conditions of an algorithm without steps, which is a list of conditions or a switch.
func (p *standardParser) conditions(div *html.Node) {
	dfn := first(div, func(n *html.Node) bool { return p.entries[n] != nil && !inside(n, isNote) })
	if dfn == nil || len(p.entries[dfn].Steps) > 0 {
		return
	}
	e := p.entries[dfn]
	p.algorithms = append(p.algorithms, e)
	for c := range div.ChildNodes() {
		switch {
		case c.DataAtom == atom.Ul && !isNote(c):
			e.items(c, "/", 0, KindCondition)
		case c.DataAtom == atom.Dl:
			e.branches(c, "")
		}
	}
}

// owner is the definition that a list of steps belongs to.
func (p *standardParser) owner(ol *html.Node) *html.Node {
	for n := range ol.Ancestors() {
		if n.DataAtom == atom.Div && has(n, "algorithm") {
			return first(n, isDefinition)
		}
	}
	// In Markdown, only an abstract operation or a section is an algorithm.
	owns := func(n *html.Node) bool { return n != nil && (!p.markdown || has(n, "abstract-op")) }
	for n := ol; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		// A paragraph of Markdown is text beside the list.
		if d := definitionInText(n); p.markdown && owns(d) {
			return d
		}
		for s := n.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type != html.ElementNode || isNote(s) {
				continue
			}
			if s.DataAtom == atom.Ol {
				return nil
			}
			if isDefinition(s) && (isHeading(s) || owns(s)) {
				return s
			}
			if s.DataAtom == atom.P || isHeading(s) {
				if d := first(s, isDefinition); owns(d) {
					return d
				}
			}
			if isHeading(s) {
				if has(s, "id") && p.markdown {
					return s
				}
				return nil
			}
		}
	}
	return nil
}

// definitionInText is the definition in the text right before n that no element encloses.
func definitionInText(n *html.Node) *html.Node {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		switch {
		case isDefinition(s) && !isHeading(s):
			return s
		case isBlock(s) || isList(s):
			return nil
		}
	}
	return nil
}

// finishSection makes the heading's id an alias of the algorithm that the heading names, or else an entry.
func (p *standardParser) finishSection() {
	defer func() { p.heading, p.algorithms = nil, nil }()
	if p.heading == nil {
		return
	}
	id, text := idOf(p.heading), ownText(p.heading)
	if id == "" || p.anchors[id] != nil {
		return
	}
	for _, e := range p.algorithms {
		method, _, isMethod := strings.Cut(foldTitle(e.Title), "(")
		if foldTitle(e.Title) == foldTitle(text) || isMethod && foldTitle(text) == "the "+method+"() method" {
			if !slices.Contains(e.Aliases, id) {
				e.Aliases = append(e.Aliases, id)
			}
			return
		}
	}
	p.add(id, plain(text))
}

// wordsBesideSteps is what the block around a definition says, without its steps.
func wordsBesideSteps(n *html.Node, e *Entry) string {
	block := n
	for block.Parent != nil && !isBlock(block) {
		block = block.Parent
	}
	text, next := ownText(block), nextElement(block)
	switch block.DataAtom {
	case atom.Dt:
		for next != nil && next.DataAtom != atom.Dd {
			next = nextElement(next)
		}
		if next != nil {
			text += " " + ownText(next)
		}
	case atom.P: // the definition may go on in a list
		if next != nil && (next.DataAtom == atom.Ul || next.DataAtom == atom.Dl) && len(e.Steps) == 0 {
			text += " " + allText(next)
		}
	}
	return fold(text)
}
