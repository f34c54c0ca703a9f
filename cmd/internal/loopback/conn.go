package loopback

import (
	"bufio"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"time"
)

// Limits on the patience of the server.
const (
	idleTimeout  = 2 * time.Minute
	writeTimeout = 30 * time.Second
)

// conn is one connection of a client.
type conn struct {
	server *Server
	tcp    net.Conn // what the client connected to
	stream net.Conn // tcp, or TLS on it
	in     *bufio.Reader
	tunnel tunnel
}

// errReset ends a connection as a network failure does.
var errReset = errors.New("reset")

// tlsHandshake is the first byte of a TLS record that begins a handshake.
const tlsHandshake = 0x16

// serve answers requests until the connection ends.
func (c *conn) serve() {
	defer c.tcp.Close()
	err := c.begin()
	for err == nil {
		err = c.next()
	}
	if tcp, ok := c.tcp.(*net.TCPConn); ok && errors.Is(err, errReset) {
		tcp.SetLinger(0)
	}
}

// begin finds out whether TLS runs on the stream.
func (c *conn) begin() error {
	c.tcp.SetDeadline(time.Now().Add(idleTimeout))
	first, err := c.in.Peek(1)
	if err != nil || first[0] != tlsHandshake || c.tunnel.tls {
		return err
	}
	secure := tls.Server(buffered{c.stream, c.in}, c.server.authority.config(c.tunnel.host()))
	if err := secure.Handshake(); err != nil {
		return err
	}
	c.stream, c.in, c.tunnel.tls = secure, bufio.NewReader(secure), true
	return nil
}

// buffered is a connection of which something was read already.
type buffered struct {
	net.Conn
	in *bufio.Reader
}

func (b buffered) Read(p []byte) (int, error) { return b.in.Read(p) }

// next answers one request. Its error ends the connection.
func (c *conn) next() error {
	c.tcp.SetDeadline(time.Now().Add(idleTimeout))
	h, err := readHead(c.in)
	switch {
	case errors.Is(err, errMalformed) || errors.Is(err, errTooLarge):
		refusal := NewReply(http.StatusBadRequest, "text/plain", err.Error()+"\n")
		return errors.Join(err, c.write(h, refusal))
	case err != nil:
		return err
	case h.method == http.MethodConnect:
		c.tunnel.authority = h.target
		if _, err := c.stream.Write([]byte("HTTP/1.1 200 Connection established\r\n\r\n")); err != nil {
			return err
		}
		return c.begin()
	}
	if strings.EqualFold(h.get("Expect"), "100-continue") {
		if _, err := c.stream.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n")); err != nil {
			return err
		}
	}
	body, err := h.readBody(c.in)
	if err != nil {
		return err
	}
	reply, ok := c.server.answer(c.tunnel, h, body)
	if !ok {
		return errReset
	}
	return c.write(h, reply)
}

// errLast ends a connection after a reply.
var errLast = errors.New("the last reply on this connection")

// write sends a reply to a request, of which no more than that it is malformed may be known.
func (c *conn) write(h *head, reply Reply) error {
	method := ""
	if h != nil {
		method = h.method
	}
	c.tcp.SetWriteDeadline(time.Now().Add(writeTimeout))
	if _, err := c.stream.Write(reply.appendTo(nil, method)); err != nil {
		return err
	}
	if h == nil || h.version != "HTTP/1.1" || !reply.selfDelimiting(method) || strings.EqualFold(h.get("Connection"), "close") {
		if secure, ok := c.stream.(*tls.Conn); ok {
			secure.CloseWrite()
		}
		return errLast
	}
	return nil
}
