package live_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// serving is a server with this handler.
func serving(handler http.HandlerFunc) func(*testing.T) string {
	return func(t *testing.T) string {
		server := httptest.NewServer(handler)
		t.Cleanup(server.Close)
		return server.URL
	}
}

// secure is a server whose certificate nobody knows.
func secure(config *tls.Config) func(*testing.T) string {
	return func(t *testing.T) string {
		server := httptest.NewUnstartedServer(http.NotFoundHandler())
		server.Config.ErrorLog, server.TLS = log.New(io.Discard, "", 0), config
		server.StartTLS()
		t.Cleanup(server.Close)
		return server.URL
	}
}

// overTLS is a server that is asked for https:.
func overTLS(start func(*testing.T) string) func(*testing.T) string {
	return func(t *testing.T) string { return strings.Replace(start(t), "http:", "https:", 1) }
}

// saying is a server that reads a little and says this, whatever it is asked.
func saying(text string) func(*testing.T) string {
	return func(t *testing.T) string {
		listener := listening(t)
		go func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				conn.Read(make([]byte, 1024))
				io.WriteString(conn, text)
				conn.Close()
			}
		}()
		return "http://" + listener.Addr().String()
	}
}

// refusing is a port that is taken, and that nobody listens on: the other end of a connection.
func refusing(t *testing.T) string {
	conn, err := net.Dial("tcp", listening(t).Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return "http://" + conn.LocalAddr().String()
}

// mute is a server that accepts connections, and no more.
func mute(t *testing.T) string { return "http://" + listening(t).Addr().String() }

func listening(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}

// bomb sends header lines until nobody takes them any more.
func bomb(w http.ResponseWriter, _ *http.Request) {
	conn, out, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	out.WriteString("HTTP/1.1 200 OK\r\n")
	for line := 0; err == nil; line++ {
		_, err = fmt.Fprintf(out, "X-%d: %s\r\n", line, strings.Repeat("x", 1000))
	}
}
