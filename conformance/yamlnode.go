package conformance

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// yamlDocuments reads a YAML file: each of its documents is a scenario or a list of them.
func yamlDocuments(file, text string) (docs []*document, err error) {
	at := func(t *token.Token, msg string) error {
		e := &InputError{File: file, Msg: msg}
		if t != nil && t.Position != nil {
			e.Line, e.Column = t.Position.Line, t.Position.Column
		}
		return e
	}
	if i := invalidUTF8(text); i >= 0 {
		line, column := chunk{text: strings.ToValidUTF8(text[:i], "?"), line: 1, column: 1}.locate(i)
		return nil, &InputError{File: file, Line: line, Column: column, Msg: notUTF8}
	}
	// The library panics on some malformed inputs; to the reader they are what they are, malformed.
	defer func() {
		if r := recover(); r != nil {
			docs, err = nil, &InputError{File: file, Line: 1, Column: 1, Msg: fmt.Sprintf("not valid YAML: %v", r)}
		}
	}()
	tokens, refused, msg := yamlTokens(text)
	if refused != nil {
		return nil, at(refused, msg)
	}
	parsed, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		if syntax, ok := err.(yaml.Error); ok {
			return nil, at(syntax.GetToken(), "not valid YAML: "+cut(syntax.GetMessage(), maxShown))
		}
		return nil, at(nil, "not valid YAML: "+cut(err.Error(), maxShown))
	}
	for _, d := range parsed.Docs {
		if d.Body == nil {
			continue
		}
		var y yamlTree
		root := y.node(d.Body, 0)
		if y.refused != nil {
			return nil, at(y.refused.GetToken(), y.msg)
		}
		if root.kind != kindArray {
			docs = append(docs, &document{root: root, yaml: true, locate: unpackPlace})
			continue
		}
		for _, item := range root.items {
			docs = append(docs, &document{root: item, yaml: true, locate: unpackPlace})
		}
	}
	return docs, nil
}

const notUTF8 = "not valid UTF-8; save the file as UTF-8, and write bytes as the characters U+0000 to U+00FF"

// invalidUTF8 is the offset of the first byte that is not UTF-8, or −1.
func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// yamlTokens splits a text into tokens, up to the first that a scenario must not have, which it returns with the reason.
func yamlTokens(text string) (tokens token.Tokens, refused *token.Token, msg string) {
	var s scanner.Scanner
	var nesting yamlNesting
	s.Init(text)
	for {
		scanned, err := s.Scan()
		if err == io.EOF {
			return tokens, nil, ""
		}
		from := len(tokens)
		tokens.Add(scanned...)
		for _, t := range tokens[from:] {
			if msg := refusal(t); msg != "" {
				return nil, t, msg
			}
			// No list has empty entries; the parser takes quadratic time for many.
			if isEntry(t) && isEntry(t.Prev) && t.Position.Column <= t.Prev.Position.Column {
				return nil, t.Prev, "an empty list entry; write a value after the dash, or leave it out"
			}
			if nesting.add(t) > maxDepth {
				return nil, t, tooDeep
			}
		}
	}
}

// isEntry reports whether a token is the dash that begins a list's entry.
func isEntry(t *token.Token) bool {
	return t != nil && t.Type == token.SequenceEntryType && t.Position != nil
}

// refusal says why a scenario must not have a token, or "".
func refusal(t *token.Token) string {
	switch t.Type {
	case token.InvalidType:
		return "not valid YAML: " + cut(t.Error, maxShown)
	case token.AnchorType, token.AliasType, token.MergeKeyType:
		return "anchors, aliases and merge keys are not part of the format; write the value itself"
	case token.TagType:
		return "tags are not part of the format; write a string in quotes, anything else plainly"
	case token.MappingKeyType:
		return "keys with a question mark are not part of the format; write `name: value`"
	case token.DirectiveType:
		return "directives are not part of the format; leave the line out"
	}
	return ""
}

// yamlNesting bounds how deep the parser, which recurses, can get.
type yamlNesting struct {
	flow    int
	columns []int // of the block collections that are open, as far as columns tell
}

// add returns how deep the collections nest after a token.
func (n *yamlNesting) add(t *token.Token) int {
	switch t.Type {
	case token.MappingStartType, token.SequenceStartType:
		n.flow++
	case token.MappingEndType, token.SequenceEndType:
		n.flow = max(n.flow-1, 0)
	case token.SequenceEntryType, token.MappingValueType:
		if n.flow > 0 || t.Position == nil {
			break
		}
		column := t.Position.Column
		if t.Type == token.MappingValueType && t.Prev != nil && t.Prev.Position != nil {
			column = t.Prev.Position.Column // the key's
		}
		for len(n.columns) > 0 && n.columns[len(n.columns)-1] >= column {
			n.columns = n.columns[:len(n.columns)-1]
		}
		n.columns = append(n.columns, column)
	}
	return n.flow + len(n.columns)
}

// packPlace puts line and column into a node's place.
func packPlace(t *token.Token) int {
	if t == nil || t.Position == nil {
		return 0
	}
	return t.Position.Line<<24 | min(t.Position.Column, 1<<24-1)
}

func unpackPlace(at int) (line, column int) { return at >> 24, at & (1<<24 - 1) }

// yamlTree turns the library's tree into nodes.
type yamlTree struct {
	refused ast.Node
	msg     string
}

func (y *yamlTree) refuse(n ast.Node, msg string) node {
	if y.refused == nil {
		y.refused, y.msg = n, msg
	}
	return node{}
}

func (y *yamlTree) node(n ast.Node, depth int) node {
	if depth > maxDepth {
		return y.refuse(n, tooDeep)
	}
	at := packPlace(n.GetToken())
	switch n := n.(type) {
	case *ast.NullNode:
		return node{kind: kindNull, text: "null", at: at}
	case *ast.BoolNode:
		text := "false"
		if n.Value {
			text = "true"
		}
		return node{kind: kindBool, text: text, at: at}
	case *ast.IntegerNode:
		return y.number(n, n.Token.Value, at)
	case *ast.FloatNode:
		return y.number(n, n.Token.Value, at)
	case *ast.InfinityNode, *ast.NanNode:
		return y.refuse(n, quoted(n.GetToken().Value)+" is not a number that can be used here; write a plain number, or quotes around a string")
	case *ast.StringNode:
		return node{kind: kindString, text: n.Value, at: at}
	case *ast.LiteralNode:
		return node{kind: kindString, text: n.Value.Value, at: at}
	case *ast.MappingNode:
		return y.mapping(n.Values, at, depth)
	case *ast.MappingValueNode:
		return y.mapping([]*ast.MappingValueNode{n}, packPlace(n.Key.GetToken()), depth)
	case *ast.SequenceNode:
		out := node{kind: kindArray, at: at}
		for _, value := range n.Values {
			out.items = append(out.items, y.node(value, depth+1))
		}
		return out
	}
	return y.refuse(n, "this kind of YAML value is not part of the format; write strings, numbers, true or false, lists and objects")
}

// mapping reads the members of an object.
func (y *yamlTree) mapping(values []*ast.MappingValueNode, at, depth int) node {
	out := node{kind: kindObject, at: at}
	if len(values) > 0 {
		out.at = packPlace(values[0].Key.GetToken())
	}
	for _, value := range values {
		item := y.node(value.Value, depth+1)
		item.keyAt = packPlace(value.Key.GetToken())
		switch key := value.Key.(type) {
		case *ast.StringNode:
			item.key = key.Value
		default:
			return y.refuse(value.Key, "a key must be a string; write it in quotes")
		}
		out.items = append(out.items, item)
	}
	return out
}

// number reads a number that JSON has too.
func (y *yamlTree) number(n ast.Node, text string, at int) node {
	if chunk := (chunk{text: text, line: 1, column: 1}); strings.ContainsAny(text[:1], "-0123456789") && chunk.check("") == nil {
		return node{kind: kindNumber, text: text, at: at}
	}
	return y.refuse(n, quoted(text)+" is a number that only YAML has; write it in decimal, or in quotes if it is a string")
}
