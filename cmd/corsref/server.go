package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
	"github.com/spf13/cobra"
)

// serverOf makes what answers the requests of a file's scenario; nil: its rules do.
type serverOf func(s *conformance.Scenario, file string) (conformance.Server, error)

// to is what answers s; nil: its rules do.
func (of serverOf) to(s *conformance.Scenario, file string) (conformance.Server, error) {
	if of == nil {
		return nil, nil
	}
	return of(s, file)
}

// networkFlags say how to reach servers.
type networkFlags struct {
	timeout  time.Duration
	insecure bool
}

func (f *networkFlags) register(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.timeout, "timeout", 30*time.Second, "how long to wait for each answer")
	cmd.Flags().BoolVarP(&f.insecure, "insecure", "k", false, "take any certificate")
}

// maxHeader is how long the header of an answer may be.
const maxHeader = 1 << 20

// network reaches servers. No answer's body is read through it.
func (f *networkFlags) network() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: f.timeout}).DialContext,
		TLSHandshakeTimeout:    f.timeout,
		ResponseHeaderTimeout:  f.timeout,
		MaxResponseHeaderBytes: maxHeader,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{InsecureSkipVerify: f.insecure},
	}
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
	if f.url == "" {
		return nil, func() {}, nil
	}
	u, err := origin.Parse(f.url)
	switch {
	case err != nil:
		return nil, nil, usage("--server: %w", err)
	case !u.IsHTTP():
		return nil, nil, usage("--server %s is neither http: nor https:", f.url)
	case u.WithPathAndQueryRemoved().WithoutFragment().WithoutCredentials() != u:
		return nil, nil, usage("--server is a scheme, a host and a port; paths are in the scenario: write %s", u.Origin())
	}
	ctx, stopSignals := interruptible(cmd)
	network := f.network.network()
	of = func(s *conformance.Scenario, file string) (conformance.Server, error) {
		jar, err := newJar() // the cookies of one scenario are not those of another
		client := &nethttp.Client{Network: live.Everywhere(u, network), Jar: jar, Name: userAgent}
		return live.Server(ctx, client, s), errors.Join(err, live.Unscripted(s, file))
	}
	return of, func() { network.CloseIdleConnections(); stopSignals() }, nil
}

// userAgent is what the command calls itself to servers.
const userAgent = "corsref"
