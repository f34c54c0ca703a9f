package nethttp

import (
	"context"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// Trace is told what happens in the fetches of a context, in order. Each function may be nil. What a fetch decides is told
// to the [fetch.Trace] of its request.
type Trace struct {
	// Request is told, by a [Transport], the request it made of an http.Request; it may set its Trace.
	Request func(*fetch.Request)
	// Ignored is told, by a [Transport], each header line that script cannot set, which is dropped: Cookie, Referer,
	// Origin, Host …
	Ignored func(header.Line)
	// Sent is told each request before it goes on the wire; it is valid during the call only.
	Sent func(*fetch.Outgoing)
	// Received is told the answer to the request last sent.
	Received func(fetch.Response)
	// Failed is told that the request last sent has no answer.
	Failed func(error)
}

type traceKey struct{}

// WithTrace returns a context whose fetches are told to t.
func WithTrace(ctx context.Context, t *Trace) context.Context {
	return context.WithValue(ctx, traceKey{}, t)
}

// contextTrace returns the Trace of ctx; it is never nil.
func contextTrace(ctx context.Context) *Trace {
	if t, _ := ctx.Value(traceKey{}).(*Trace); t != nil {
		return t
	}
	return &Trace{}
}

func (t *Trace) request(req *fetch.Request) {
	if t.Request != nil {
		t.Request(req)
	}
}

func (t *Trace) ignored(line header.Line) {
	if t.Ignored != nil {
		t.Ignored(line)
	}
}

func (t *Trace) sent(out *fetch.Outgoing) {
	if t.Sent != nil {
		t.Sent(out)
	}
}

func (t *Trace) received(res fetch.Response) {
	if t.Received != nil {
		t.Received(res)
	}
}

func (t *Trace) failed(err error) {
	if t.Failed != nil {
		t.Failed(err)
	}
}
