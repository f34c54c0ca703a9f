package main

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// readMessageOf decodes a message strictly. The message has what came before the error.
func readMessageOf(text []byte) (*message, error) {
	m := new(message)
	return m, inWords(json.Unmarshal(text, m, json.RejectUnknownMembers(true)))
}

// inWords says what is wrong with a message in the protocol's terms; the library does so in those of Go's types.
func inWords(err error) error {
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return fmt.Errorf("not JSON: %w (byte %d)", syntactic.Err, syntactic.ByteOffset)
	}
	semantic, ok := errors.AsType[*json.SemanticError](err)
	if !ok {
		return err
	}
	member := memberName(semantic.JSONPointer)
	if semantic.Err == json.ErrUnknownName {
		return errors.New(member + ": unknown field")
	}
	return errors.New(member + ": must be " + kindInWords(semantic.GoType))
}

// memberName is a pointer as people write it: headers[0].
func memberName(pointer jsontext.Pointer) string {
	if pointer == "" {
		return "the message"
	}
	var name strings.Builder
	for token := range pointer.Tokens() {
		switch _, err := strconv.Atoi(token); {
		case err == nil:
			name.WriteString("[" + token + "]")
		case name.Len() > 0:
			name.WriteString("." + token)
		default:
			name.WriteString(token)
		}
	}
	return name.String()
}

// kindInWords is the JSON that a field of a message takes.
func kindInWords(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list of pairs"
	case reflect.Array:
		return "a name and a value"
	}
	return "an object"
}
