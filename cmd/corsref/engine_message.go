package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// message is a message to the engine. Which fields it has depends on its type.
type message struct {
	Type    string                 `json:"type"`
	ID      string                 `json:"id,omitzero"`
	Page    *enginePage            `json:"page,omitzero"`    // start
	Fetch   *conformance.FetchInit `json:"fetch,omitzero"`   // start
	Status  *int                   `json:"status,omitzero"`  // receive
	Headers *conformance.Fields    `json:"headers,omitzero"` // receive
	Reason  string                 `json:"reason,omitzero"`  // fail
	Seconds *float64               `json:"seconds,omitzero"` // advance
}

// enginePage is the page that asks. Its members are a scenario's, but that "url" is "page" there.
type enginePage struct {
	Origin         origin.Origin         `json:"origin"`
	URL            origin.URL            `json:"url,omitzero"`
	TopLevel       origin.Origin         `json:"topLevel,omitzero"`
	Ancestors      []origin.Origin       `json:"ancestors,omitzero"`
	EmbedderPolicy *fetch.EmbedderPolicy `json:"embedderPolicy,omitzero"`
}

// messageFields are the fields that each type of message may have beside type; * marks those that it must have.
var messageFields = map[string]string{
	"start": "*id *page *fetch", "receive": "*id *status *headers", "fail": "*id reason", "abort": "*id", "advance": "*seconds",
}

// readMessageOf decodes a message strictly. The message has what came before the error.
func readMessageOf(text []byte) (*message, error) {
	m := new(message)
	err := conformance.Decode(text, m)
	if input, ok := errors.AsType[*conformance.InputError](err); ok && input.Field == "" {
		return m, fmt.Errorf("column %d: %s", input.Column, input.Msg)
	} else if ok {
		return m, errors.New(input.Field + ": " + input.Msg)
	}
	return m, m.validate()
}

// validate refuses a message whose fields are not those of its type.
func (m *message) validate() error {
	fields, ok := messageFields[m.Type]
	if !ok {
		return fmt.Errorf("type is %q; it must be start, receive, fail, abort or advance", m.Type)
	}
	words := strings.Fields(fields)
	for _, field := range []struct {
		name  string
		given bool
	}{
		{"id", m.ID != ""}, {"page", m.Page != nil}, {"fetch", m.Fetch != nil}, {"status", m.Status != nil},
		{"headers", m.Headers != nil}, {"reason", m.Reason != ""}, {"seconds", m.Seconds != nil},
	} {
		needed := slices.Contains(words, "*"+field.name)
		switch {
		case needed && !field.given:
			return fmt.Errorf("%s needs %s", m.Type, field.name)
		case field.given && !needed && !slices.Contains(words, field.name):
			return fmt.Errorf("%s has no %s; leave it out", m.Type, field.name)
		}
	}
	const century = 100 * 365 * 24 * 60 * 60
	if m.Seconds != nil && !(*m.Seconds >= 0 && *m.Seconds <= century) {
		return errors.New("seconds must be 0 or more, and no more than a century")
	}
	return nil
}

// scenario is the world of the fetch that a start message asks for.
func (m *message) scenario() *conformance.Scenario {
	return &conformance.Scenario{
		Origin: m.Page.Origin, Page: m.Page.URL, TopLevel: m.Page.TopLevel, Ancestors: m.Page.Ancestors, EmbedderPolicy: m.Page.EmbedderPolicy,
		Fetches: []conformance.FetchInit{*m.Fetch},
	}
}

// inMessage is what is wrong with the scenario of a message, by the names of the message.
func inMessage(e *conformance.InputError) error {
	field, ofFetch := strings.CutPrefix(e.Field, "fetches[0]")
	switch {
	case ofFetch:
		field = "fetch" + field
	case field == "page":
		field = "page.url"
	default:
		field = "page." + field
	}
	return errors.New(field + ": " + e.Msg)
}

// response is what a receive message says was answered.
func (m *message) response() (fetch.Response, error) {
	if *m.Status < 200 || *m.Status > 999 {
		return fetch.Response{}, fmt.Errorf("status is %d; it must be a final one, 200 to 999", *m.Status)
	}
	lines := make(header.List, 0, len(*m.Headers))
	for i, pair := range *m.Headers {
		name, ok1 := conformance.Bytes(pair.Name)
		value, ok2 := conformance.Bytes(pair.Value)
		value = strings.Trim(value, " \t")
		switch {
		case !ok1 || !ok2:
			return fetch.Response{}, fmt.Errorf("headers[%d] has a character above U+00FF; write each byte as the character of its number", i)
		case !header.IsName(name):
			return fetch.Response{}, fmt.Errorf("headers[%d] has the name %q, which is no token", i, pair.Name)
		case !header.IsValue(value):
			return fetch.Response{}, fmt.Errorf("headers[%d] has a value with a NUL, CR or LF", i)
		}
		lines = append(lines, header.Line{Name: name, Value: value})
	}
	return fetch.Response{Status: *m.Status, Headers: lines}, nil
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

// newSendMessage asks for a request.
func newSendMessage(id string, out *fetch.Outgoing) *sendMessage {
	record := conformance.Record(out)
	r := sentRequest{
		Preflight: out.Preflight, Hop: out.Hop, Method: record.Method, URL: record.URL, Headers: conformance.Fields{},
		Body: "none", Credentials: out.Credentials, SameSite: out.SameSite.String(), StoreCookies: out.StoreCookies,
		CacheMode: out.CacheMode.String(), NewConnection: out.NewConnection,
	}
	for _, line := range out.Headers {
		r.Headers.Append(conformance.Text(line.Name), conformance.Text(line.Value))
	}
	switch {
	case out.Body.Present && out.Body.Stream:
		r.Body = "stream"
	case out.Body.Present:
		r.Body = "source"
	}
	return &sendMessage{Type: "send", ID: id, Request: r}
}
