package standard

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// attr is an attribute's value, "" when there is none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// idOf is the element's id, "" when it has none, or one with white space, which HTML does not allow.
func idOf(n *html.Node) string {
	id := attr(n, "id")
	if strings.ContainsAny(id, " \t\n\f\r") {
		return ""
	}
	return id
}

func hasClass(n *html.Node, classes ...string) bool {
	return slices.ContainsFunc(strings.Fields(attr(n, "class")), func(have string) bool {
		return slices.ContainsFunc(classes, func(want string) bool { return strings.EqualFold(have, want) })
	})
}

// isNote reports whether an element is not normative.
func isNote(n *html.Node) bool {
	return n.DataAtom == atom.Details || hasClass(n, "note", "example", "warning", "xxx", "issue", "non-normative")
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isList(n *html.Node) bool {
	return n.DataAtom == atom.Ol || n.DataAtom == atom.Ul || n.DataAtom == atom.Dl
}

func isListOrNote(n *html.Node) bool { return isList(n) || isNote(n) }

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th, atom.Div, atom.Section, atom.Body:
		return true
	}
	return isHeading(n)
}

func isDefinition(n *html.Node) bool {
	return n.DataAtom == atom.Dfn || isHeading(n) && (has(n, "dfn") || has(n, "abstract-op"))
}

// definitionTypes are the types that Bikeshed gives a definition by an attribute without value.
var definitionTypes = []string{
	"abstract-op", "interface", "dictionary", "enum", "callback", "typedef", "method", "constructor", "attribute",
	"dict-member", "argument", "const", "enum-value", "http-header",
}

func definitionType(n *html.Node) string {
	if i := slices.IndexFunc(definitionTypes, func(t string) bool { return has(n, t) }); i >= 0 {
		return definitionTypes[i]
	}
	return ""
}

// inside reports whether ok holds for n or for an element around it.
func inside(n *html.Node, ok func(*html.Node) bool) bool {
	for ; n != nil; n = n.Parent {
		if ok(n) {
			return true
		}
	}
	return false
}

// first is the first node below n for which ok holds.
func first(n *html.Node, ok func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if ok(c) {
			return c
		}
	}
	return nil
}

func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}

// child is the first child of n of that kind.
func child(n *html.Node, a atom.Atom) *html.Node {
	for c := range n.ChildNodes() {
		if c.DataAtom == a {
			return c
		}
	}
	return nil
}

var (
	// reference is a reference to another document, which is no part of what a step says.
	reference = regexp.MustCompile(`\[\[[^\]]*\]\]`)
	// shorthand is a link in Bikeshed's Markdown: [=for/term=].
	shorthand = regexp.MustCompile(`\[=(?:[^\]/]*/)?([^\]=]*)=\]`)
	spaces    = regexp.MustCompile(`\s+`)
)

// fold makes one space of each run of white space.
func fold(s string) string { return strings.TrimSpace(spaces.ReplaceAllString(s, " ")) }

// plain is a text without Bikeshed's shorthands.
func plain(s string) string {
	return fold(strings.ReplaceAll(shorthand.ReplaceAllString(s, "$1"), "|", ""))
}

// ownText is the text below n without that of lists and notes.
func ownText(n *html.Node) string { return textWithout(n, isListOrNote) }

// allText is the text below n without that of notes.
func allText(n *html.Node) string { return textWithout(n, isNote) }

func textWithout(n *html.Node, skip func(*html.Node) bool) string {
	return fold(reference.ReplaceAllString(gather(n, skip), " "))
}

// gather joins the text below n, except within elements for which skip holds.
func gather(n *html.Node, skip func(*html.Node) bool) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type != html.ElementNode:
		case skip(c):
			b.WriteByte(' ')
		default:
			b.WriteString(gather(c, skip))
			if isBlock(c) {
				b.WriteByte(' ')
			}
		}
	}
	return b.String()
}
