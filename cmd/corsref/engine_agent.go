package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
	"github.com/go-json-experiment/json/jsontext"
)

// engineAgent is the user agent of a process, and the fetches that are under way.
type engineAgent struct {
	ua      *fetch.UserAgent
	now     time.Time
	opaque  origin.Origin // what "null" stands for
	fetches map[string]*engineFetch
}

// engineFetch is a fetch that is under way.
type engineFetch struct {
	*fetch.Fetch
	xhr  bool
	wire []conformance.Sent
}

func newEngineAgent() *engineAgent {
	e := &engineAgent{
		now: time.Unix(0, 0), opaque: origin.NewOpaque(), fetches: make(map[string]*engineFetch),
	}
	e.ua = &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: func() time.Time { return e.now }, Sites: psl.List}
	return e
}

// answer returns the message that answers one, or nil.
func (e *engineAgent) answer(text []byte, line int) any {
	m, err := readMessageOf(text)
	var reply any
	if err == nil {
		reply, err = e.take(m)
	}
	if err != nil {
		return &errorMessage{Type: "error", ID: m.ID, Line: line, Message: err.Error()}
	}
	return reply
}

// take does what a message says.
func (e *engineAgent) take(m *message) (any, error) {
	if err := m.validate(); err != nil {
		return nil, err
	}
	switch m.Type {
	case "start":
		return e.start(m)
	case "advance":
		e.now = e.now.Add(time.Duration(*m.Seconds * float64(time.Second)))
		return nil, nil
	}
	f := e.fetches[m.ID]
	if f == nil {
		return nil, fmt.Errorf("no fetch %q is under way; start it, or look whether it is done", m.ID)
	}
	switch m.Type {
	case "receive":
		res, err := m.response()
		if err != nil {
			return nil, err
		}
		return e.next(m.ID, f, f.Receive(res)), nil
	case "fail":
		var reason error
		if m.Reason != "" {
			reason = errors.New(m.Reason)
		}
		return e.next(m.ID, f, f.Fail(reason)), nil
	default: // abort
		return e.next(m.ID, f, f.Abort()), nil
	}
}

// messageFields are the fields that each type of message may have beside type and id; * marks those that it must have.
var messageFields = map[string]string{
	"start": "*id *page *fetch", "receive": "*id *status *headers", "fail": "*id reason", "abort": "*id", "advance": "*seconds",
}

// validate refuses a message whose fields are not those of its type.
func (m *message) validate() error {
	fields, ok := messageFields[m.Type]
	if !ok {
		return fmt.Errorf("type is %q; it must be start, receive, fail, abort or advance", m.Type)
	}
	for _, field := range []struct {
		name  string
		given bool
	}{
		{"id", m.ID != ""}, {"page", m.Page != nil}, {"fetch", m.Fetch != nil}, {"status", m.Status != nil},
		{"headers", m.Headers != nil}, {"reason", m.Reason != ""}, {"seconds", m.Seconds != nil},
	} {
		needed, allowed := false, false
		for word := range strings.FieldsSeq(fields) {
			needed = needed || word == "*"+field.name
			allowed = allowed || strings.TrimPrefix(word, "*") == field.name
		}
		switch {
		case needed && !field.given:
			return fmt.Errorf("%s needs %s", m.Type, field.name)
		case field.given && !allowed:
			return fmt.Errorf("%s has no %s; leave it out", m.Type, field.name)
		}
	}
	const century = 100 * 365 * 24 * 60 * 60
	if m.Seconds != nil && !(*m.Seconds >= 0 && *m.Seconds <= century && !math.IsNaN(*m.Seconds)) {
		return errors.New("seconds must be 0 or more, and no more than a century")
	}
	return nil
}

// start begins a fetch.
func (e *engineAgent) start(m *message) (any, error) {
	if e.fetches[m.ID] != nil {
		return nil, fmt.Errorf("the fetch %q is under way; choose another id", m.ID)
	}
	s, err := m.scenario()
	if err != nil {
		return nil, err
	}
	xhr := s.Fetches[0].XHR()
	req, err := conformance.NewRequest(s, 0)
	if thrown := (*fetch.TypeError)(nil); errors.As(err, &thrown) {
		return &doneMessage{Type: "done", ID: m.ID, Verdict: conformance.Judge(nil, err, xhr, nil), NullBody: true}, nil
	} else if err != nil {
		return nil, err
	}
	e.unite(&req.Client.Origin)
	e.unite(&req.Client.TopLevelOrigin)
	f := &engineFetch{Fetch: e.ua.Start(req), xhr: xhr}
	e.fetches[m.ID] = f
	return e.next(m.ID, f, f.Next()), nil
}

// unite makes every "null" of this process one origin.
func (e *engineAgent) unite(o *origin.Origin) {
	if o.IsOpaque() {
		*o = e.opaque
	}
}

// scenario is the start message as a document, so that it is read as strictly.
func (m *message) scenario() (*conformance.Scenario, error) {
	var doc bytes.Buffer
	doc.WriteByte('{')
	for _, member := range []struct {
		name  string
		value jsontext.Value
	}{
		{"origin", m.Page.Origin}, {"page", m.Page.URL}, {"topLevel", m.Page.TopLevel}, {"embedderPolicy", m.Page.EmbedderPolicy},
	} {
		if member.value != nil {
			fmt.Fprintf(&doc, "%q:%s,", member.name, member.value)
		}
	}
	fmt.Fprintf(&doc, `"fetches":[%s]}`, m.Fetch)
	c, err := conformance.NewReader(&doc, "").Read()
	if input := (*conformance.InputError)(nil); errors.As(err, &input) {
		field := strings.Replace(input.Field, "fetches[0]", "fetch", 1)
		switch field {
		case "origin", "topLevel", "embedderPolicy":
			field = "page." + field
		case "page":
			field = "page.url"
		}
		return nil, errors.New(strings.TrimPrefix(field+": "+input.Msg, ": "))
	} else if err != nil {
		return nil, err
	}
	return &c.Scenario, nil
}

// response is what a receive message says was answered.
func (m *message) response() (fetch.Response, error) {
	if *m.Status < 200 || *m.Status > 999 {
		return fetch.Response{}, fmt.Errorf("status is %d; it must be a final one, 200 to 999", *m.Status)
	}
	lines := make(header.List, 0, len(*m.Headers))
	for i, pair := range *m.Headers {
		name, ok1 := conformance.Bytes(pair[0])
		value, ok2 := conformance.Bytes(pair[1])
		value = strings.Trim(value, " \t")
		switch {
		case !ok1 || !ok2:
			return fetch.Response{}, fmt.Errorf("headers[%d] has a character above U+00FF; write each byte as the character of its number", i)
		case !header.IsName(name):
			return fetch.Response{}, fmt.Errorf("headers[%d] has the name %q, which is no token", i, pair[0])
		case !header.IsValue(value):
			return fetch.Response{}, fmt.Errorf("headers[%d] has a value with a NUL, CR or LF", i)
		}
		lines = append(lines, header.Line{Name: name, Value: value})
	}
	return fetch.Response{Status: *m.Status, Headers: lines}, nil
}

// next is what the fetch wants after a message: to send, or to be done.
func (e *engineAgent) next(id string, f *engineFetch, out *fetch.Outgoing) any {
	if out != nil {
		f.wire = append(f.wire, conformance.Record(out))
		return &sendMessage{Type: "send", ID: id, Request: sentRequestOf(out)}
	}
	delete(e.fetches, id)
	res, err := f.Result()
	done := &doneMessage{Type: "done", ID: id, Verdict: conformance.Judge(res, err, f.xhr, f.wire), NullBody: true}
	if err == nil {
		done.NullBody, done.LocalBody = res.NullBody, res.LocalBody
	}
	return done
}
