package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
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
	f := e.fetches[m.ID]
	switch {
	case m.Type == "advance":
		e.now = e.now.Add(time.Duration(*m.Seconds * float64(time.Second)))
		return nil, nil
	case m.Type == "start" && f != nil:
		return nil, fmt.Errorf("the fetch %q is under way; choose another id", m.ID)
	case m.Type == "start":
		return e.start(m)
	case f == nil:
		return nil, fmt.Errorf("no fetch %q is under way; start it, or look whether it is done", m.ID)
	case m.Type == "receive":
		res, err := m.response()
		if err != nil {
			return nil, err
		}
		return e.next(m.ID, f, f.Receive(res)), nil
	case m.Type == "fail" && m.Reason == "":
		return e.next(m.ID, f, f.Fail(nil)), nil
	case m.Type == "fail":
		return e.next(m.ID, f, f.Fail(errors.New(m.Reason))), nil
	default: // abort
		return e.next(m.ID, f, f.Abort()), nil
	}
}

// start begins a fetch.
func (e *engineAgent) start(m *message) (any, error) {
	req, err := conformance.NewRequest(m.scenario(), 0)
	if thrown, ok := errors.AsType[*fetch.TypeError](err); ok {
		return &doneMessage{Type: "done", ID: m.ID, Verdict: conformance.Judge(nil, thrown, m.Fetch.XHR(), nil), NullBody: true}, nil
	}
	if input, ok := errors.AsType[*conformance.InputError](err); ok {
		return nil, inMessage(input)
	} else if err != nil {
		return nil, err
	}
	for _, o := range []*origin.Origin{&req.Client.Origin, &req.Client.TopLevelOrigin} {
		if o.IsOpaque() {
			*o = e.opaque // every "null" of a process is one origin
		}
	}
	started, err := e.ua.Start(req)
	if err != nil {
		return nil, err
	}
	f := &engineFetch{Fetch: started, xhr: m.Fetch.XHR()}
	e.fetches[m.ID] = f
	return e.next(m.ID, f, f.Next()), nil
}

// next is what the fetch wants after a message: to send, or to be done.
func (e *engineAgent) next(id string, f *engineFetch, out *fetch.Outgoing) any {
	if out != nil {
		f.wire = append(f.wire, conformance.Record(out))
		return newSendMessage(id, out)
	}
	delete(e.fetches, id)
	res, err := f.Result()
	done := &doneMessage{Type: "done", ID: id, Verdict: conformance.Judge(res, err, f.xhr, f.wire), NullBody: true}
	if err == nil {
		done.NullBody, done.LocalBody = res.NullBody, res.LocalBody
	}
	return done
}
