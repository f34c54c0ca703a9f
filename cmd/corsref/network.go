package main

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/spf13/cobra"
)

// userAgent is what the command calls itself to servers.
const userAgent = "corsref"

// maxHeader is the most bytes that the header of an answer may have.
const maxHeader = 1 << 20

// networkFlags say how to reach servers.
type networkFlags struct {
	timeout  time.Duration
	insecure bool
}

func (f *networkFlags) register(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.timeout, "timeout", 30*time.Second, "how long to wait for each answer; 0 is for ever")
	cmd.Flags().BoolVarP(&f.insecure, "insecure", "k", false, "accept any certificate")
}

// network returns what reaches servers. It reads no answer's body.
func (f *networkFlags) network() (*http.Transport, error) {
	if f.timeout < 0 {
		return nil, usage("--timeout is %v; write 0 to wait for ever, or more", f.timeout)
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

// liveServer is what the client reaches. The stories that are told get to know which cookies it sent.
func (r *report) liveServer(ctx context.Context, client *nethttp.Client, s *conformance.Scenario) conformance.Server {
	watch := &cookieWatch{RoundTripper: client.Network}
	client.Network = watch
	r.told = func(told *story.Story) {
		for i, cookie := range watch.sent {
			told.Cookies(i, cookie)
		}
		watch.sent = nil
	}
	return live.Server(ctx, client, s)
}

// cookieWatch notes the Cookie header of each request.
type cookieWatch struct {
	http.RoundTripper
	sent []string
}

// RoundTrip is the http.RoundTripper's.
func (w *cookieWatch) RoundTrip(req *http.Request) (*http.Response, error) {
	w.sent = append(w.sent, req.Header.Get("Cookie"))
	return w.RoundTripper.RoundTrip(req)
}

// interruptible is a context that ends with the command, or when it is interrupted.
func interruptible(cmd *cobra.Command) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(cmd.Context(), os.Interrupt)
}
