package live_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
)

// dialing fails every connection with an error.
func dialing(err error) func(*http.Transport) {
	return func(network *http.Transport) {
		network.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, err }
	}
}

// TestNoAnswer fetches what nobody answers. In sentences, HOST is the server's host and port.
func TestNoAnswer(t *testing.T) {
	at := func(address string) func(*testing.T) string { return func(*testing.T) string { return address } }
	for _, tc := range []struct {
		name      string
		server    func(*testing.T) string
		network   func(*http.Transport)
		kind      live.Kind
		unreached bool
		says      string
		hint      string
	}{{
		name: "an unknown host", server: at("http://nosuch.example:8080"),
		network: dialing(&net.DNSError{Err: "no such host", Name: "nosuch.example", IsNotFound: true}),
		kind:    live.UnknownHost, unreached: true, says: "no host is called nosuch.example:8080", hint: "nothing to do with CORS",
	}, {
		name: "a resolver that is not there", server: at("http://api.example"),
		network: dialing(&net.DNSError{Err: "server misbehaving", Name: "api.example"}),
		kind:    live.NoLookup, unreached: true, says: "api.example cannot be looked up: no name server answers", hint: "nothing to do with CORS",
	}, {
		name: "no way to the network", server: at("http://192.0.2.1"),
		network: dialing(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}),
		kind:    live.NoRoute, unreached: true, says: "there is no route to 192.0.2.1: network is unreachable", hint: "nothing to do with CORS",
	}, {
		name: "no way to the host", server: at("http://192.0.2.1"),
		network: dialing(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.EHOSTUNREACH)}),
		kind:    live.NoRoute, unreached: true, says: "there is no route to 192.0.2.1: no route to host", hint: "nothing to do with CORS",
	}, {
		name: "a refused connection", server: refusing,
		kind: live.Refused, unreached: true, says: "HOST refuses the connection: nothing listens there", hint: "does not run",
	}, {
		name: "a proxy that is not there", server: at("http://api.example"),
		network: func(network *http.Transport) {
			network.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: "proxy.example:3128"})
			dialing(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)})(network)
		},
		kind: live.Proxy, unreached: true, says: "the proxy on the way to api.example cannot be used: connection refused", hint: "NO_PROXY",
	}, {
		name: "a certificate that nobody knows", server: secure(nil),
		kind: live.Certificate, unreached: true, says: "HOST has no certificate that this machine trusts: x509: certificate signed by unknown authority",
		hint: "--insecure",
	}, {
		name: "a server without TLS", server: overTLS(serving(func(http.ResponseWriter, *http.Request) {})),
		kind: live.NotTLS, unreached: true, says: "HOST does not speak TLS", hint: "http:",
	}, {
		name: "something else than TLS", server: overTLS(saying("220 mail.example ESMTP\r\n")),
		kind: live.NotTLS, unreached: true, says: "HOST does not speak TLS", hint: "http:",
	}, {
		name: "a version of TLS that is too old", server: secure(&tls.Config{MaxVersion: tls.VersionTLS10}),
		kind: live.Handshake, unreached: true, says: "the TLS handshake with HOST fails: protocol version not supported",
	}, {
		name: "a certificate that the client has not", server: secure(&tls.Config{ClientAuth: tls.RequireAnyClientCert}),
		network: func(network *http.Transport) { network.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} },
		kind:    live.Handshake, unreached: true, says: "the TLS handshake with HOST fails: certificate required",
	}, {
		name: "an answer that does not come", server: mute,
		network: func(network *http.Transport) { network.ResponseHeaderTimeout = 20 * time.Millisecond },
		kind:    live.Timeout, says: "HOST did not answer in time", hint: "--timeout",
	}, {
		name: "a handshake that does not come", server: overTLS(mute),
		network: func(network *http.Transport) { network.TLSHandshakeTimeout = 20 * time.Millisecond },
		kind:    live.Timeout, says: "HOST did not answer in time", hint: "--timeout",
	}, {
		name: "a connection that does not come", server: at("http://192.0.2.1"),
		network: dialing(&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}),
		kind:    live.Timeout, unreached: true, says: "192.0.2.1 did not answer in time", hint: "--timeout",
	}, {
		name: "a header bomb", server: serving(bomb),
		network: func(network *http.Transport) { network.MaxResponseHeaderBytes = 1 << 16 },
		kind:    live.HeaderTooLong, says: "HOST answered with a header that is too long",
	}, {
		name: "a connection that ends", server: serving(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		kind: live.Closed, says: "HOST closed the connection without an answer",
	}, {
		name: "something else than HTTP", server: saying("220 mail.example ESMTP\r\n"),
		kind: live.NotHTTP, says: `HOST did not answer with HTTP: malformed HTTP status code "mail.example"`,
	}, {
		name: "a header line that is none", server: saying("HTTP/1.1 200 OK\r\nno colon\r\n\r\n"),
		kind: live.NotHTTP, says: "HOST did not answer with HTTP: malformed MIME header: missing colon: \"no colon\"",
	}, {
		name: "very much that is not HTTP", server: saying(strings.Repeat("x", 4000) + "\r\n"),
		kind: live.NotHTTP, says: `HOST did not answer with HTTP: malformed HTTP response "` + strings.Repeat("x", 200-len(`malformed HTTP response "`)) + "…",
	}, {
		name: "anything else", server: at("http://api.example"), network: dialing(errors.New("out of luck")),
		kind: live.Other, says: "out of luck",
	}} {
		t.Run(tc.name, func(t *testing.T) {
			address := tc.server(t)
			scheme, host, _ := strings.Cut(address, "://")
			network := new(http.Transport)
			if tc.network != nil {
				tc.network(network)
			}
			defer network.CloseIdleConnections()
			scenario := &conformance.Scenario{Fetches: []conformance.FetchInit{{URL: address}}}
			scenario.Origin = origin.MustParse(scheme + "://app.example") // lest it is mixed content
			result, err := conformance.Run(scenario, conformance.Options{
				Server: live.Server(t.Context(), &nethttp.Client{Network: network}, scenario),
			})
			if err != nil {
				t.Fatal(err)
			}
			got, ok := errors.AsType[*live.Error](result.Fetches[0].Err)
			if code := result.Fetches[0].Verdict.Error.Code; !ok || code != "network" {
				t.Fatalf("the fetch ended with %s: %v", code, result.Fetches[0].Err)
			}
			if want := strings.ReplaceAll(tc.says, "HOST", host); got.Error() != want {
				t.Errorf("says %q\nwant %q", got, want)
			}
			if got.Kind != tc.kind || got.Unreached() != tc.unreached {
				t.Errorf("kind %s, unreached %v; want %s, %v", got.Kind, got.Unreached(), tc.kind, tc.unreached)
			}
			if hint := got.Hint(); !strings.Contains(hint, tc.hint) || (hint == "") != (tc.hint == "") {
				t.Errorf("hint %q, want %q in it", hint, tc.hint)
			}
		})
	}
}
