package live

import (
	"context"
	"fmt"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
)

// Server answers the requests of a scenario by sending them. No body of an answer is read. When ctx ends, so does the run,
// with its cause; any other error is an *[Error], a network failure.
func Server(ctx context.Context, client *nethttp.Client, s *conformance.Scenario) conformance.Server {
	return func(x conformance.Exchange) (fetch.Response, error) {
		res, body, err := client.RoundTrip(ctx, x.Outgoing, bodyOf(&s.Fetches[x.Fetch]))
		switch {
		case ctx.Err() != nil:
			return res, fmt.Errorf("%w: %w", conformance.ErrStop, context.Cause(ctx))
		case err != nil:
			return res, Explain(err, hostOf(x.Outgoing.URL))
		}
		body.Close()
		return res, nil
	}
}

// bodyOf is the body's text, which a stream has too.
func bodyOf(f *conformance.FetchInit) nethttp.Body {
	text := ""
	if f.Body != nil {
		text = *f.Body
	}
	return nethttp.BodyOf(text)
}

// Unscripted refuses a scenario with server rules: a real server answers instead of them. The error is an
// *[conformance.InputError].
func Unscripted(s *conformance.Scenario, file string) error {
	if len(s.Server) == 0 {
		return nil
	}
	return &conformance.InputError{File: file, Field: "server", Msg: "has rules, and a real server answers here; leave them out"}
}
