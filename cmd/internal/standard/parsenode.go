package standard

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr is an attribute's value, "" when there is none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// idOf is the element's id, or "". White space, which HTML does not allow in it, makes it none.
func idOf(n *html.Node) string {
	id := attr(n, "id")
	if strings.ContainsAny(id, " \t\n\f\r") {
		return ""
	}
	return id
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, classes ...string) bool {
	for _, have := range strings.Fields(attr(n, "class")) {
		for _, want := range classes {
			if strings.EqualFold(have, want) {
				return true
			}
		}
	}
	return false
}

// isNote tells what is not normative.
func isNote(n *html.Node) bool {
	return n.DataAtom == atom.Details || hasClass(n, "note", "example", "warning", "xxx", "issue", "non-normative")
}

func insideNote(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if isNote(n) {
			return true
		}
	}
	return false
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

// insideList reports whether n is within another list.
func insideList(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if isList(n) {
			return true
		}
	}
	return false
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th, atom.Div, atom.Section, atom.Body:
		return true
	}
	return isHeading(n)
}

// find is the first node below n for which ok holds, in document order.
func find(n *html.Node, ok func(*html.Node) bool) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if ok(c) {
			return c
		}
		if found := find(c, ok); found != nil {
			return found
		}
	}
	return nil
}

func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			return n
		}
	}
	return nil
}

// child is the first child element of n of that kind.
func child(n *html.Node, a atom.Atom) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == a {
			return c
		}
	}
	return nil
}

// reference is a reference to another document, which is no part of what a step says.
var reference = regexp.MustCompile(`\[\[[^\]]*\]\]`)

// ownText is the text below n without that of lists and notes.
func ownText(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n, func(c *html.Node) bool { return isList(c) || isNote(c) })
	return fold(reference.ReplaceAllString(b.String(), " "))
}

// allText is the text below n without that of notes.
func allText(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n, isNote)
	return fold(reference.ReplaceAllString(b.String(), " "))
}

// rawText is the text below n as it is.
func rawText(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n, func(*html.Node) bool { return false })
	return b.String()
}

// textWithoutVariables is the text below n without that of variables, lists and notes.
func textWithoutVariables(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n, func(c *html.Node) bool { return isList(c) || isNote(c) || c.DataAtom == atom.Var })
	return fold(reference.ReplaceAllString(b.String(), " "))
}

func appendText(b *strings.Builder, n *html.Node, skip func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			b.WriteString(c.Data)
		case html.ElementNode:
			if skip(c) {
				b.WriteByte(' ')
				continue
			}
			appendText(b, c, skip)
			if isBlock(c) {
				b.WriteByte(' ')
			}
		}
	}
}
