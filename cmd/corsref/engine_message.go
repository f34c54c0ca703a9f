package main

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// message is a message to the engine. Which fields it has depends on its type.
type message struct {
	Type    string         `json:"type"`
	ID      string         `json:"id"`
	Page    *enginePage    `json:"page"`    // start
	Fetch   jsontext.Value `json:"fetch"`   // start
	Status  *int           `json:"status"`  // receive
	Headers *[][2]string   `json:"headers"` // receive
	Reason  string         `json:"reason"`  // fail
	Seconds *float64       `json:"seconds"` // advance
}

// enginePage is the page that asks, under the names of a scenario.
type enginePage struct {
	Origin         jsontext.Value `json:"origin"`
	URL            jsontext.Value `json:"url"`
	TopLevel       jsontext.Value `json:"topLevel"`
	EmbedderPolicy jsontext.Value `json:"embedderPolicy"`
}

// sendMessage says what to send.
type sendMessage struct {
	Type    string      `json:"type"`
	ID      string      `json:"id"`
	Request sentRequest `json:"request"`
}

// sentRequest is a request that goes on the wire.
type sentRequest struct {
	Preflight     bool               `json:"preflight"`
	Hop           int                `json:"hop"`
	Method        string             `json:"method"`
	URL           string             `json:"url"`
	Headers       conformance.Fields `json:"headers"`
	Body          string             `json:"body"` // "none", "source" or "stream"
	Credentials   bool               `json:"credentials"`
	SameSite      string             `json:"sameSite"`
	StoreCookies  bool               `json:"storeCookies"`
	CacheMode     string             `json:"cacheMode"`
	NewConnection bool               `json:"newConnection"`
}

// doneMessage says how a fetch ended.
type doneMessage struct {
	Type      string              `json:"type"`
	ID        string              `json:"id"`
	Verdict   conformance.Verdict `json:"verdict"`
	NullBody  bool                `json:"nullBody"`           // script reads no body
	LocalBody []byte              `json:"localBody,omitzero"` // of a data: URL, in Base64
}

// errorMessage says what is wrong with a message.
type errorMessage struct {
	Type    string `json:"type"`
	ID      string `json:"id,omitzero"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func sentRequestOf(out *fetch.Outgoing) sentRequest {
	record := conformance.Record(out)
	r := sentRequest{
		Preflight: out.Preflight, Hop: out.Hop, Method: record.Method, URL: record.URL, Headers: make(conformance.Fields, 0, len(out.Headers)),
		Body: "none", Credentials: out.Credentials, SameSite: out.SameSite.String(), StoreCookies: out.StoreCookies,
		CacheMode: out.CacheMode.String(), NewConnection: out.NewConnection,
	}
	for _, line := range out.Headers {
		r.Headers = append(r.Headers, conformance.Field{Name: conformance.Text(line.Name), Value: conformance.Text(line.Value)})
	}
	switch {
	case out.Body.Present && out.Body.Stream:
		r.Body = "stream"
	case out.Body.Present:
		r.Body = "source"
	}
	return r
}

// writeMessage writes a message on a line of its own; nil is none.
func writeMessage(w io.Writer, m any) error {
	if m == nil {
		return nil
	}
	line, err := json.Marshal(m, json.Deterministic(true))
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

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
