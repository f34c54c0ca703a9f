package main

import (
	"errors"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/spf13/cobra"
)

// serverFlags name a server that answers for all hosts.
type serverFlags struct {
	url     string
	network networkFlags
}

func (f *serverFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "server", "", "the `URL` of a server that gets every request, whatever its host")
	f.network.register(cmd)
}

// server is what the flags name, or nil; stop ends what it uses.
func (f *serverFlags) server(cmd *cobra.Command, r *report) (of serverOf, stop func(), err error) {
	if f.url == "" {
		if cmd.Flags().Changed("timeout") || cmd.Flags().Changed("insecure") {
			return nil, nil, usage("--timeout and --insecure are about a --server, and there is none")
		}
		return nil, func() {}, nil
	}
	u, err := parseURL(f.url)
	switch {
	case err != nil:
		return nil, nil, usage("--server: %w", err)
	case !u.IsHTTP():
		return nil, nil, usage("--server %s is neither http: nor https:", f.url)
	case u.WithPathAndQueryRemoved().WithoutFragment().WithoutCredentials() != u:
		return nil, nil, usage("--server is a scheme, a host and a port; paths are in the scenario: write %s", u.Origin())
	}
	network, err := f.network.network()
	if err != nil {
		return nil, nil, err
	}
	ctx, stopSignals := interruptible(cmd)
	of = func(s *conformance.Scenario, file string) (conformance.Server, error) {
		jar := nethttp.NewJar(nil) // the cookies of one scenario are not those of another
		client := &nethttp.Client{Network: live.Everywhere(u, network), Jar: jar, Name: userAgent}
		return reached(r.liveServer(ctx, client, s)), live.Unscripted(s, file)
	}
	return of, func() { network.CloseIdleConnections(); stopSignals() }, nil
}

// reached ends the run when a request does not get to the server: that it is blocked then says nothing about CORS, even where
// a scenario expects a network error.
func reached(answers conformance.Server) conformance.Server {
	return func(x conformance.Exchange) (fetch.Response, error) {
		res, err := answers(x)
		if failure, ok := errors.AsType[*live.Error](err); ok && failure.Unreached() {
			return res, &unreachedError{failure}
		}
		return res, err
	}
}

// unreachedError says that there is no server to judge.
type unreachedError struct{ err *live.Error }

// Error names the server, and on a line of its own what to look at.
func (e *unreachedError) Error() string {
	return strings.TrimSpace("--server: " + e.err.Error() + "\n" + e.err.Hint())
}

// Unwrap makes the error end the run.
func (e *unreachedError) Unwrap() []error { return []error{conformance.ErrStop, e.err} }
