package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/spf13/cobra"
)

// serverOf makes what answers the requests of a file's scenario; nil: its rules do.
type serverOf func(s *conformance.Scenario, file string) (conformance.Server, error)

// networkFlags say how to reach servers.
type networkFlags struct {
	timeout  time.Duration
	insecure bool
}

func (f *networkFlags) register(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.timeout, "timeout", 30*time.Second, "how long to wait for each answer; 0 is for ever")
	cmd.Flags().BoolVarP(&f.insecure, "insecure", "k", false, "take any certificate")
}

// maxHeader is how long the header of an answer may be.
const maxHeader = 1 << 20

// given reports whether the command line says how to reach servers.
func (f *networkFlags) given(cmd *cobra.Command) bool {
	return cmd.Flags().Changed("timeout") || cmd.Flags().Changed("insecure")
}

// network reaches servers. No answer's body is read through it.
func (f *networkFlags) network() (*http.Transport, error) {
	if f.timeout < 0 {
		return nil, usage("--timeout is %v; nobody answers that soon", f.timeout)
	}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: f.timeout}).DialContext,
		TLSHandshakeTimeout:    f.timeout,
		ResponseHeaderTimeout:  f.timeout,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{InsecureSkipVerify: f.insecure},
	}, nil
}

// interruptible is a context that ends with the command, or when it is interrupted.
func interruptible(cmd *cobra.Command) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(cmd.Context(), os.Interrupt)
}

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
func (f *serverFlags) server(cmd *cobra.Command) (of serverOf, stop func(), err error) {
	switch {
	case f.url == "" && f.network.given(cmd):
		return nil, nil, usage("--timeout and --insecure are about a --server, and there is none")
	case f.url == "":
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
		jar, err := newJar() // the cookies of one scenario are not those of another
		client := &nethttp.Client{Network: live.Everywhere(u, network), Jar: jar, Name: userAgent}
		return reached(live.Server(ctx, client, s)), errors.Join(err, live.Unscripted(s, file))
	}
	return of, func() { network.CloseIdleConnections(); stopSignals() }, nil
}

// reached ends the run when a request does not get to the server: what is blocked then says nothing of its CORS, even where
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

// userAgent is what the command calls itself to servers.
const userAgent = "corsref"
