package decode

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v4"
)

// yamlDocuments reads a YAML file: each of its documents is a document or a list of them.
func yamlDocuments(file, text string) (docs []*document, err error) {
	whole := chunk{text: text, line: 1, column: 1}
	if jsontext.Value(text).IsValid(jsonOptions) {
		return whole.documents(file) // some characters of its strings would be line breaks in YAML
	}
	for at, r := range text {
		msg := ""
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[at:], "\uFFFD"):
			msg = notUTF8
		case r == '\u0085', r == '\u2028', r == '\u2029':
			msg = fmt.Sprintf(`U+%04X is a line break in YAML; write \u%04[1]x in double quotes`, r)
		}
		if msg != "" {
			line, column := whole.locate(at)
			return nil, &InputError{File: file, Line: line, Column: column, Msg: msg}
		}
	}
	loader, err := yaml.NewLoader(strings.NewReader(text), yaml.WithStreamNodes())
	for err == nil {
		var stream yaml.Node
		var root node
		if err = loader.Load(&stream); err == nil {
			err = yamlValue(&stream, &root, -1)
		}
		if err != nil || stream.Kind == yaml.StreamNode || isNothing(stream.Content[0]) {
			continue
		}
		docs = append(docs, split(document{root: root, file: file, yaml: true, locate: unpackPlace})...)
	}
	if err == io.EOF {
		return docs, nil
	}
	fault, ok := err.(*InputError)
	if !ok {
		fault = yamlSyntaxError(err)
	}
	fault.File = file
	return nil, fault
}

// yamlSyntaxError turns an error of the YAML library into an InputError without a file.
func yamlSyntaxError(err error) *InputError {
	fault := &InputError{Line: 1, Column: 1, Msg: "not valid YAML: " + cut(err.Error())}
	if load, ok := errors.AsType[*yaml.LoadError](err); ok {
		fault.Msg = "not valid YAML: " + cut(load.Message)
		fault.Line, fault.Column = max(load.Mark.Line, 1), max(load.Mark.Column, 1)
		if strings.Contains(load.Message, "depth") {
			fault.Msg = tooDeep
		}
	}
	return fault
}

// cut shortens a long text.
func cut(s string) string {
	if len(s) <= maxShown {
		return s
	}
	return strings.ToValidUTF8(s[:maxShown], "") + "…"
}

// packPlace puts line and column into a node's place.
func packPlace(y *yaml.Node) int { return y.Line<<24 | min(y.Column, 1<<24-1) }

func unpackPlace(at int) (line, column int) { return at >> 24, at & (1<<24 - 1) }

// yamlValue turns what the library read into a node. YAML can say more than JSON: that is refused.
func yamlValue(y *yaml.Node, n *node, depth int) error {
	n.at = packPlace(y)
	if msg := refusal(y, depth); msg != "" {
		return yamlFault(y, msg)
	}
	switch y.Kind {
	case yaml.DocumentNode:
		return yamlValue(y.Content[0], n, 0)
	case yaml.SequenceNode:
		n.kind, n.items = kindArray, make([]node, len(y.Content))
		for i, item := range y.Content {
			if isNothing(item) {
				return yamlFault(item, "an empty list entry; write a value after the dash, or leave it out")
			}
			if err := yamlValue(item, &n.items[i], depth+1); err != nil {
				return err
			}
		}
	case yaml.MappingNode:
		n.kind, n.items = kindObject, make([]node, len(y.Content)/2)
		for i := range n.items {
			key, value := y.Content[2*i], y.Content[2*i+1]
			if err := yamlKey(y, key, value); err != nil {
				return err
			}
			n.items[i].key, n.items[i].keyAt = key.Value, packPlace(key)
			if err := yamlValue(value, &n.items[i], depth+1); err != nil {
				return err
			}
		}
	case yaml.ScalarNode:
		return yamlScalar(y, n)
	}
	return nil
}

func yamlFault(y *yaml.Node, msg string) error {
	return &InputError{Line: max(y.Line, 1), Column: max(y.Column, 1), Msg: msg}
}

// refusal says why a document must not have a value like this one, or "".
func refusal(y *yaml.Node, depth int) string {
	switch {
	case depth >= maxDepth && y.Kind != yaml.ScalarNode:
		return tooDeep
	case y.Kind == yaml.AliasNode, y.Anchor != "", y.Tag == "!!merge":
		return "anchors, aliases and merge keys are not part of the format; write the value itself"
	case y.Style&yaml.TaggedStyle != 0, y.Tag == "!":
		return "tags are not part of the format; write a string in quotes, anything else plainly"
	case y.Stream != nil && (y.Stream.Version != nil || len(y.Stream.TagDirectives) > 0):
		return "directives are not part of the format; leave the line out"
	}
	return ""
}

// isNothing reports whether there is no text where the value should be, which YAML takes as null.
func isNothing(y *yaml.Node) bool { return y.Tag == "!!null" && y.Value == "" }

// yamlKey checks a key of a mapping.
func yamlKey(mapping, key, value *yaml.Node) error {
	if msg := refusal(key, 0); msg != "" {
		return yamlFault(key, msg)
	}
	flow := mapping.Style&yaml.FlowStyle != 0
	// A mapping begins with its bracket, or with its first key: keys of one in block style stand in one column.
	first := mapping.Line == key.Line && mapping.Column == key.Column
	switch {
	case !flow && mapping.Column != key.Column:
		return yamlFault(key, "keys with a question mark are not part of the format; write `name: value`")
	case key.Kind != yaml.ScalarNode || key.Tag != "!!str" && key.Tag != "!!timestamp":
		return yamlFault(key, "a key must be a string; write it in quotes")
	case flow && first:
		return yamlFault(key, "not valid YAML: a comma or a closing bracket is missing behind this; write an object in braces")
	case flow && isNothing(value):
		return yamlFault(key, "a key without a value; write `name: value`")
	}
	return nil
}

// yamlScalar reads a scalar.
func yamlScalar(y *yaml.Node, n *node) error {
	const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	n.kind, n.text = kindString, y.Value
	switch {
	case y.Style&quoted != 0:
	case y.Tag == "!!null":
		n.kind, n.text = kindNull, "null"
	case y.Tag == "!!bool":
		n.kind, n.text = kindBool, strings.ToLower(y.Value)
	case strings.Trim(y.Value[:1], "-0123456789") == "" && jsontext.Value(y.Value).IsValid():
		n.kind = kindNumber
	case y.Tag == "!!int", y.Tag == "!!float":
		return yamlFault(y, Quote(y.Value)+" is a number that only YAML has; write it in decimal, or in quotes if it is a string")
	}
	return nil
}
