package servertest

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
)

// The server's ports tell its handler what the client takes for TLS.
const portHTTP, portHTTPS = 80, 443

// pipes returns a Transport whose every connection is a pipe to the server.
func pipes(server *http.Server) *http.Transport {
	dial := func(port int) func(context.Context, string, string) (net.Conn, error) {
		return func(context.Context, string, string) (net.Conn, error) {
			client, conn := net.Pipe()
			if err := server.Serve(&listener{pipe{conn, port}, false}); !errors.Is(err, io.EOF) {
				return nil, err
			}
			return client, nil
		}
	}
	return &http.Transport{DialContext: dial(portHTTP), DialTLSContext: dial(portHTTPS)}
}

// listener accepts one connection.
type listener struct {
	pipe     pipe
	accepted bool
}

// Accept returns the connection, and io.EOF from then on.
func (l *listener) Accept() (net.Conn, error) {
	if l.accepted {
		return nil, io.EOF
	}
	l.accepted = true
	return l.pipe, nil
}

// Close leaves the connection open.
func (l *listener) Close() error { return nil }

// Addr is the server's address.
func (l *listener) Addr() net.Addr { return l.pipe.LocalAddr() }

// pipe is the server's end of a connection. Its addresses are of the kind that is reserved for documentation.
type pipe struct {
	net.Conn
	port int
}

// LocalAddr is the server's address.
func (p pipe) LocalAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 2), Port: p.port} }

// RemoteAddr is an address like those of httptest.
func (pipe) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 1234} }

// withTLS gives requests for https: URLs the state of a TLS connection.
func withTLS(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr).Port == portHTTPS {
			r.TLS = &tls.ConnectionState{Version: tls.VersionTLS13, HandshakeComplete: true, ServerName: r.Host}
		}
		handler.ServeHTTP(w, r)
	})
}
