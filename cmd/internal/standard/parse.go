package standard

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ParseStandard reads a standard's source, which is what Bikeshed takes.
func ParseStandard(base, source string, text []byte) (*Standard, error) {
	// What W3C's standards write in Markdown, WHATWG's write in HTML.
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
		used:     make(map[*html.Node]bool),
		markdown: markdown,
	}
	p.walk(doc)
	p.finishSection()
	for _, d := range p.definitions {
		p.finishEntry(d)
	}
	return p.standard, nil
}

// standardParser goes through a document once and makes an entry of each definition; those that turn out to own a list
// of steps are algorithms.
type standardParser struct {
	standard    *Standard
	markdown    bool                  // sections may be algorithms
	entries     map[*html.Node]*Entry // by the element that defines
	anchors     map[string]*Entry
	used        map[*html.Node]bool // lists that are some entry's steps
	definitions []*html.Node        // in document order

	heading    *html.Node // the section's
	algorithms []*Entry   // of the section
}

func (p *standardParser) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		switch {
		case isNote(n):
			// Notes define nothing, except here and there: their definitions are anchors too.
		case isHeading(n):
			p.finishSection()
			p.heading = n
		}
		if n.DataAtom == atom.Dfn || isHeading(n) && hasAttr(n, "dfn") || isHeading(n) && hasAttr(n, "abstract-op") {
			p.define(n)
		}
		if n.DataAtom == atom.Pre && hasClass(n, "idl") {
			p.idl(n)
		}
		if n.DataAtom == atom.Ol && !p.used[n] && !insideNote(n) && !insideList(n) {
			p.steps(n)
		}
		if n.DataAtom == atom.Dt && !insideNote(n) {
			p.state(n)
		}
		if n.DataAtom == atom.Div && hasAttr(n, "algorithm") {
			defer p.conditions(n)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

// define makes an entry of a definition.
func (p *standardParser) define(n *html.Node) *Entry {
	if e := p.entries[n]; e != nil {
		return e
	}
	title := definedTerm(n)
	anchor := idOf(n)
	if anchor == "" {
		anchor = anchorFor(dfnType(n), attr(n, "for"), title)
	}
	if anchor == "" || p.anchors[anchor] != nil {
		return nil
	}
	e := &Entry{Base: p.standard.Base, Anchor: anchor, Title: title}
	p.entries[n], p.anchors[anchor] = e, e
	p.standard.Entries = append(p.standard.Entries, e)
	p.definitions = append(p.definitions, n)
	return e
}

var idlDefinition = regexp.MustCompile(`(?m)^(?:interface|dictionary) (\w+)`)

// idl makes entries of what a block of IDL defines without marking it up.
func (p *standardParser) idl(pre *html.Node) {
	for _, m := range idlDefinition.FindAllStringSubmatch(rawText(pre), -1) {
		anchor := strings.ToLower(m[1])
		if p.anchors[anchor] == nil {
			p.anchors[anchor] = &Entry{Base: p.standard.Base, Anchor: anchor, Title: m[1]}
			p.standard.Entries = append(p.standard.Entries, p.anchors[anchor])
		}
	}
}

// steps gives a list of steps to the definition it belongs to.
func (p *standardParser) steps(ol *html.Node) {
	owner := p.owner(ol)
	if owner == nil {
		return
	}
	e := p.define(owner)
	if e == nil || len(e.Steps) > 0 {
		return
	}
	p.used[ol] = true
	w := stepWalker{entry: e}
	w.list(ol, "")
	p.algorithms = append(p.algorithms, e)
}

// state gives the steps of a branch that is itself defined, such as a parser's state, to what the branch defines.
func (p *standardParser) state(dt *html.Node) {
	dfn := find(dt, func(n *html.Node) bool { return n.DataAtom == atom.Dfn })
	if dfn == nil {
		return
	}
	dd := nextElement(dt)
	for dd != nil && dd.DataAtom == atom.Dt {
		dd = nextElement(dd)
	}
	if dd == nil || dd.DataAtom != atom.Dd {
		return
	}
	ol := child(dd, atom.Ol)
	e := p.define(dfn)
	if ol == nil || e == nil || len(e.Steps) > 0 {
		return
	}
	p.used[ol] = true
	w := stepWalker{entry: e}
	w.list(ol, "")
}

// conditions numbers the conditions of an algorithm that has no steps but is a list of them, or a switch.
func (p *standardParser) conditions(div *html.Node) {
	dfn := find(div, func(n *html.Node) bool { return p.entries[n] != nil && !insideNote(n) })
	if dfn == nil {
		return
	}
	e := p.entries[dfn]
	if len(e.Steps) > 0 {
		return
	}
	p.algorithms = append(p.algorithms, e)
	w := stepWalker{entry: e}
	for c := div.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Ul:
			if !isNote(c) {
				w.bullets(c, "", KindCondition)
			}
		case atom.Dl:
			w.branches(c, "")
		}
	}
}

// owner is the definition that a list of steps belongs to.
func (p *standardParser) owner(ol *html.Node) *html.Node {
	isDefinition := func(n *html.Node) bool {
		return n.DataAtom == atom.Dfn || isHeading(n) && (hasAttr(n, "dfn") || hasAttr(n, "abstract-op"))
	}
	for n := ol.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Div && hasAttr(n, "algorithm") {
			return find(n, isDefinition)
		}
	}
	for n := ol; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		// A paragraph of Markdown is text beside the list.
		if d := definitionInText(n, isDefinition); d != nil && p.markdown && hasAttr(d, "abstract-op") {
			return d
		}
		for s := n.PrevSibling; s != nil; s = s.PrevSibling {
			if s.Type != html.ElementNode || isNote(s) {
				continue
			}
			if s.DataAtom == atom.Ol {
				return nil
			}
			if isDefinition(s) && (!p.markdown || isHeading(s) || hasAttr(s, "abstract-op")) {
				return s
			}
			if s.DataAtom == atom.P || isHeading(s) {
				if d := find(s, isDefinition); d != nil && (!p.markdown || hasAttr(d, "abstract-op")) {
					return d
				}
			}
			if isHeading(s) {
				if hasAttr(s, "id") && p.markdown {
					return s
				}
				return nil
			}
		}
	}
	return nil
}

// definitionInText is the definition in the text right before n, which no element encloses.
func definitionInText(n *html.Node, isDefinition func(*html.Node) bool) *html.Node {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		switch {
		case s.Type == html.ElementNode && isDefinition(s) && !isHeading(s):
			return s
		case s.Type == html.ElementNode && (isBlock(s) || isList(s)):
			return nil
		}
	}
	return nil
}

// finishSection makes the heading's id an alias of the section's one algorithm, or of the one it names.
func (p *standardParser) finishSection() {
	defer func() { p.heading, p.algorithms = nil, nil }()
	if p.heading == nil {
		return
	}
	id, title := idOf(p.heading), foldTitle(ownText(p.heading))
	if id == "" || p.anchors[id] != nil {
		return
	}
	for _, e := range p.algorithms {
		method, _, isMethod := strings.Cut(foldTitle(e.Title), "(")
		if foldTitle(e.Title) == title || isMethod && title == "the "+method+"() method" {
			if !slices.Contains(e.Aliases, id) {
				e.Aliases = append(e.Aliases, id)
			}
			return
		}
	}
	// A section of its own.
	p.entries[p.heading] = &Entry{Base: p.standard.Base, Anchor: id, Title: plain(ownText(p.heading))}
	p.anchors[id] = p.entries[p.heading]
	p.standard.Entries = append(p.standard.Entries, p.entries[p.heading])
}

// finishEntry makes the print of what the entry says beside its steps.
func (p *standardParser) finishEntry(n *html.Node) {
	block := n
	for block.Parent != nil && !isBlock(block) {
		block = block.Parent
	}
	text := ownText(block)
	switch block.DataAtom {
	case atom.Dt:
		for s := nextElement(block); s != nil; s = nextElement(s) {
			if s.DataAtom == atom.Dd {
				text += " " + ownText(s)
				break
			}
		}
	case atom.P:
		// A definition that goes on in a list of what it means.
		if s := nextElement(block); s != nil && (s.DataAtom == atom.Ul || s.DataAtom == atom.Dl) && len(p.entries[n].Steps) == 0 {
			text += " " + allText(s)
		}
	}
	p.entries[n].Text = PrintOf(fold(text))
}

// definedTerm is the text that a definition is known by: the first of its linking texts, or its own.
func definedTerm(n *html.Node) string {
	if lt := attr(n, "lt"); lt != "" {
		lt, _, _ = strings.Cut(lt, "|")
		return fold(lt)
	}
	return plain(allText(n))
}

// plain is a text without Bikeshed's shorthands.
func plain(s string) string {
	return fold(strings.ReplaceAll(shorthand.ReplaceAllString(s, "$1"), "|", ""))
}

// dfnType is the type of a definition as Bikeshed sees it: an attribute without value.
func dfnType(n *html.Node) string {
	for _, t := range []string{
		"abstract-op", "interface", "dictionary", "enum", "callback", "typedef", "method", "constructor", "attribute",
		"dict-member", "argument", "const", "enum-value", "http-header",
	} {
		if hasAttr(n, t) {
			return t
		}
	}
	return ""
}

// shorthand is a link as Bikeshed's Markdown has it: [=for/term=].
var shorthand = regexp.MustCompile(`\[=(?:[^\]/]*/)?([^\]=]*)=\]`)

var spaces = regexp.MustCompile(`\s+`)

// fold makes one space of each run of white space.
func fold(s string) string { return strings.TrimSpace(spaces.ReplaceAllString(s, " ")) }
