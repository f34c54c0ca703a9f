package nethttp_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// internet is a Transport that reaches handler on a loopback socket, whatever host is asked for.
func internet(t testing.TB, handler http.Handler) *http.Transport {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	network := dialing(server.Listener.Addr())
	t.Cleanup(network.CloseIdleConnections)
	return network
}

// dialing is a Transport whose every connection goes to one address.
func dialing(addr net.Addr) *http.Transport {
	return &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, addr.Network(), addr.String())
	}}
}

// log is a handler that writes down each request as "METHOD host/path".
type log struct {
	http.Handler
	mu    sync.Mutex
	lines []string
	seen  []*http.Request
}

func (l *log) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.lines = append(l.lines, r.Method+" "+r.Host+r.URL.Path)
	l.seen = append(l.seen, r)
	l.mu.Unlock()
	l.Handler.ServeHTTP(w, r)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, ", ")
}

// answers answers "METHOD host/path" with a status and header lines.
type answers map[string]answer

type answer struct {
	status  int
	headers []string // name, value, …
	body    string
}

func (a answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer, ok := a[r.Method+" "+r.Host+r.URL.Path]
	if !ok {
		panic(http.ErrAbortHandler)
	}
	for i := 0; i < len(answer.headers); i += 2 {
		w.Header().Add(answer.headers[i], answer.headers[i+1])
	}
	w.WriteHeader(answer.status)
	w.Write([]byte(answer.body))
}

// anyOrigin lets every origin read, without credentials.
var anyOrigin = []string{"Access-Control-Allow-Origin", "*"}

// appWithCredentials lets http://app.example read, with credentials.
var appWithCredentials = []string{"Access-Control-Allow-Origin", "http://app.example", "Access-Control-Allow-Credentials", "true"}

func parse(t testing.TB, s string) origin.URL {
	t.Helper()
	u, err := origin.ParseURL(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// page is http://app.example/.
func page(t testing.TB) *fetch.Settings {
	u := parse(t, "http://app.example/")
	return &fetch.Settings{Origin: u.Origin(), URL: u}
}

func request(t testing.TB, url string, init fetch.RequestInit) *fetch.Request {
	t.Helper()
	req, err := fetch.NewRequest(page(t), url, init)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func lines(pairs ...string) header.List {
	var l header.List
	for i := 0; i < len(pairs); i += 2 {
		l = append(l, header.Line{Name: pairs[i], Value: pairs[i+1]})
	}
	return l
}
