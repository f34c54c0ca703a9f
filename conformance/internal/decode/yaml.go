package decode

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// yamlDocuments reads a YAML file: each of its documents is a document or a list of them. The tokens are the library's;
// the tree is built here, because the library takes quadratic time for an object and allows more than JSON can say.
func yamlDocuments(file, text string) (docs []*document, err error) {
	places := chunk{text: text, line: 1, column: 1}
	if valid := len(strings.ToValidUTF8(text, "")); valid != len(text) {
		line, column := places.locate(invalidUTF8(text))
		return nil, &InputError{File: file, Line: line, Column: column, Msg: notUTF8}
	}
	// The library panics on some malformed inputs; to the reader they are what they are, malformed.
	defer func() {
		if r := recover(); r != nil {
			docs, err = nil, &InputError{File: file, Line: 1, Column: 1, Msg: fmt.Sprintf("not valid YAML: %v", r)}
		}
	}()
	tokens, fault := yamlTokens(text)
	for fault == nil && len(tokens) > 0 {
		var part []*token.Token
		part, tokens = cutDocument(tokens)
		if len(part) == 0 {
			continue
		}
		var root node
		if fault = yamlBlock(part, &root, 0); fault != nil {
			break
		}
		items := []node{root}
		if root.kind == kindArray {
			items = root.items
		}
		for _, item := range items {
			docs = append(docs, &document{root: item, file: file, yaml: true, locate: unpackPlace})
		}
	}
	if fault != nil {
		line, column := unpackPlace(packPlace(fault.at))
		return nil, &InputError{File: file, Line: line, Column: column, Msg: fault.msg}
	}
	return docs, nil
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or −1.
func invalidUTF8(s string) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// yamlFault is what is wrong at a token.
type yamlFault struct {
	at  *token.Token
	msg string
}

// yamlTokens splits a text into tokens, without comments.
func yamlTokens(text string) (tokens []*token.Token, _ *yamlFault) {
	var s scanner.Scanner
	s.Init(text)
	for {
		scanned, err := s.Scan()
		if err == io.EOF {
			return tokens, nil
		}
		for _, t := range scanned {
			if msg := refusal(t); msg != "" {
				return nil, &yamlFault{t, msg}
			}
			if t.Type != token.CommentType && t.Type != token.SpaceType {
				tokens = append(tokens, t)
			}
		}
	}
}

// refusal says why a document must not have a token, or "".
func refusal(t *token.Token) string {
	switch t.Type {
	case token.InvalidType:
		return "not valid YAML: " + cut(t.Error)
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

// cut shortens a long text.
func cut(s string) string {
	if len(s) <= maxShown {
		return s
	}
	return strings.ToValidUTF8(s[:maxShown], "") + "…"
}

// packPlace puts line and column into a node's place.
func packPlace(t *token.Token) int {
	return t.Position.Line<<24 | min(t.Position.Column, 1<<24-1)
}

func unpackPlace(at int) (line, column int) { return at >> 24, at & (1<<24 - 1) }

// cutDocument returns the tokens of the first document, and those behind its end.
func cutDocument(tokens []*token.Token) (document, rest []*token.Token) {
	for i, t := range tokens {
		if t.Type == token.DocumentHeaderType || t.Type == token.DocumentEndType {
			return tokens[:i], tokens[i+1:]
		}
	}
	return tokens, nil
}

// yamlBlock reads tokens that are one value: in block style an object or a list, whose members begin in one column, or a
// value on its own.
func yamlBlock(tokens []*token.Token, n *node, depth int) *yamlFault {
	first := tokens[0]
	if depth > maxDepth {
		return &yamlFault{first, tooDeep}
	}
	n.at = packPlace(first)
	isItem := func(i int) bool { return tokens[i].Type == token.SequenceEntryType }
	isKey := func(i int) bool { return i+1 < len(tokens) && tokens[i+1].Type == token.MappingValueType }
	switch {
	case isItem(0):
		n.kind = kindArray
		return yamlMembers(tokens, isItem, func(at, end int) *yamlFault {
			if at+1 == end {
				return &yamlFault{tokens[at], "an empty list entry; write a value after the dash, or leave it out"}
			}
			var item node
			fault := yamlBlock(tokens[at+1:end], &item, depth+1)
			n.items = append(n.items, item)
			return fault
		})
	case isKey(0):
		n.kind = kindObject
		return yamlMembers(tokens, isKey, func(at, end int) *yamlFault {
			item, fault := yamlKey(tokens[at])
			switch value := tokens[at+2 : end]; {
			case fault != nil:
			case len(value) == 0:
				item.kind, item.text, item.at = kindNull, "null", packPlace(tokens[at+1])
			default:
				fault = yamlBlock(value, &item, depth+1)
			}
			n.items = append(n.items, item)
			return fault
		})
	}
	rest, fault := yamlFlow(tokens, n, depth)
	if fault == nil && len(rest) > 0 {
		fault = &yamlFault{rest[0], "not valid YAML: this belongs to no value; look at the indentation and the colons before it"}
	}
	return fault
}

// yamlMembers calls member for each member of a block collection, with the index of its first token and that behind its last.
func yamlMembers(tokens []*token.Token, begins func(i int) bool, member func(at, end int) *yamlFault) *yamlFault {
	column, at, flow := tokens[0].Position.Column, 0, 0
	for i, t := range tokens {
		switch t.Type {
		case token.MappingStartType, token.SequenceStartType:
			flow++
		case token.MappingEndType, token.SequenceEndType:
			flow--
		}
		if i > 0 && flow == 0 && t.Position.Column == column && begins(i) {
			if fault := member(at, i); fault != nil {
				return fault
			}
			at = i
		}
	}
	return member(at, len(tokens))
}

// yamlKey begins a member with its key.
func yamlKey(t *token.Token) (item node, _ *yamlFault) {
	switch t.Type {
	case token.StringType, token.SingleQuoteType, token.DoubleQuoteType:
		return node{key: t.Value, keyAt: packPlace(t)}, nil
	}
	return item, &yamlFault{t, "a key must be a string; write it in quotes"}
}

// yamlFlow reads the value that tokens begin with, an object or a list in brackets or a scalar, and returns those behind it.
func yamlFlow(tokens []*token.Token, n *node, depth int) (rest []*token.Token, _ *yamlFault) {
	first := tokens[0]
	n.at = packPlace(first)
	if depth > maxDepth {
		return nil, &yamlFault{first, tooDeep}
	}
	end := token.SequenceEndType
	switch first.Type {
	case token.MappingStartType:
		n.kind, end = kindObject, token.MappingEndType
	case token.SequenceStartType:
		n.kind = kindArray
	default:
		return yamlScalar(tokens, n)
	}
	for tokens = tokens[1:]; len(tokens) > 0; {
		if tokens[0].Type == end {
			return tokens[1:], nil
		}
		var item node
		if n.kind == kindObject {
			var fault *yamlFault
			if item, fault = yamlKey(tokens[0]); fault != nil {
				return nil, fault
			}
			if len(tokens) < 3 || tokens[1].Type != token.MappingValueType {
				return nil, &yamlFault{tokens[0], "a key without a value; write `name: value`"}
			}
			tokens = tokens[2:]
		}
		var fault *yamlFault
		if tokens, fault = yamlFlow(tokens, &item, depth+1); fault != nil {
			return nil, fault
		}
		n.items = append(n.items, item)
		if len(tokens) > 0 && tokens[0].Type == token.CollectEntryType {
			tokens = tokens[1:]
		} else if len(tokens) > 0 && tokens[0].Type != end {
			return nil, &yamlFault{tokens[0], "not valid YAML: a comma or a closing bracket is missing before this"}
		}
	}
	return nil, &yamlFault{first, "not valid YAML: this bracket is never closed"}
}

// yamlScalar reads the scalar that tokens begin with.
func yamlScalar(tokens []*token.Token, n *node) (rest []*token.Token, _ *yamlFault) {
	t := tokens[0]
	n.text = t.Value
	switch t.Type {
	case token.StringType, token.SingleQuoteType, token.DoubleQuoteType:
		n.kind = kindString
	case token.LiteralType, token.FoldedType:
		n.kind, n.text = kindString, ""
		if len(tokens) > 1 && tokens[1].Type == token.StringType {
			n.text = tokens[1].Value
			return tokens[2:], nil
		}
	case token.NullType, token.ImplicitNullType:
		n.kind, n.text = kindNull, "null"
	case token.BoolType:
		n.kind, n.text = kindBool, strings.ToLower(t.Value)
	case token.IntegerType, token.FloatType, token.BinaryIntegerType, token.OctetIntegerType, token.HexIntegerType,
		token.InfinityType, token.NanType:
		n.kind = kindNumber
		if !strings.ContainsAny(t.Value[:1], "-0123456789") || !jsontext.Value(t.Value).IsValid() {
			return nil, &yamlFault{t, Quote(t.Value) + " is a number that only YAML has; write it in decimal, or in quotes if it is a string"}
		}
	default:
		return nil, &yamlFault{t, "not valid YAML: " + Quote(t.Value) + " is no value; write a string in quotes"}
	}
	return tokens[1:], nil
}
