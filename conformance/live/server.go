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
		text := "" // a stream has one too
		if f := &s.Fetches[x.Fetch]; f.Body != nil {
			text = *f.Body
		}
		res, body, err := client.RoundTrip(ctx, x.Outgoing, nethttp.Bytes(text))
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

// Unscripted refuses a scenario with server rules: a real server answers instead of them. The error is an
// *[conformance.InputError].
func Unscripted(s *conformance.Scenario, file string) error {
	if len(s.Server) == 0 {
		return nil
	}
	return &conformance.InputError{File: file, Field: "server", Msg: "has rules, and a real server answers here; leave them out"}
}
