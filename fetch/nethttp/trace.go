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
	// Ignored is told, by a [Transport], each header line that is dropped because script cannot set it: Cookie, Referer,
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

// contextTrace returns the Trace of ctx. None of its functions is nil.
func contextTrace(ctx context.Context) Trace {
	t := new(Trace)
	if given, _ := ctx.Value(traceKey{}).(*Trace); given != nil {
		t = given
	}
	return Trace{orNothing(t.Request), orNothing(t.Ignored), orNothing(t.Sent), orNothing(t.Received), orNothing(t.Failed)}
}

func orNothing[T any](f func(T)) func(T) {
	if f == nil {
		return func(T) {}
	}
	return f
}
