package servertest

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"sync"
)

// pipes is a net.Listener whose connections are pipes of this process.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

// Accept waits for the next connection.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close ends the listener.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr is the address of the server: one that is reserved for documentation.
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 2), Port: 443} }

// dial connects to the server.
func (p *pipes) dial(ctx context.Context, secure bool) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.conns <- pipe{server, secure}:
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// network is a Transport whose every connection is a pipe to the server. What it takes for TLS is none.
func (p *pipes) network() *http.Transport {
	return &http.Transport{
		DialContext:    func(ctx context.Context, _, _ string) (net.Conn, error) { return p.dial(ctx, false) },
		DialTLSContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return p.dial(ctx, true) },
	}
}

// pipe is the server's end of a connection.
type pipe struct {
	net.Conn
	secure bool // the client takes it for TLS
}

// LocalAddr is the server's address.
func (pipe) LocalAddr() net.Addr { return (*pipes)(nil).Addr() }

// RemoteAddr is an address like those of httptest.
func (pipe) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 1234} }

type secureKey struct{}

// connContext tells the handler whether the connection is TLS.
func connContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, secureKey{}, c.(pipe).secure)
}

// withTLS gives requests for https: URLs the state of a TLS connection.
func withTLS(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if secure, _ := r.Context().Value(secureKey{}).(bool); secure {
			r.TLS = &tls.ConnectionState{Version: tls.VersionTLS13, HandshakeComplete: true, ServerName: r.Host}
		}
		handler.ServeHTTP(w, r)
	})
}
