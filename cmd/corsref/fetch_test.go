package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/corsref/corsref/conformance"
)

// command runs corsref and returns what it prints and its exit code.
func command(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(args, strings.NewReader(""), &o, &e)
	return o.String(), e.String(), code
}

// verdictOf fetches and returns the one verdict.
func verdictOf(t *testing.T, args ...string) (conformance.Verdict, int) {
	t.Helper()
	out, errs, code := command(t, append([]string{"fetch", "--json"}, args...)...)
	var output struct {
		Fetches []struct {
			Outcome  string
			Response struct{ Status int }
			Error    struct{ Code, Message string }
			Wire     []struct{ Method, URL string }
		}
	}
	if err := json.Unmarshal([]byte(out), &output); err != nil || len(output.Fetches) != 1 {
		t.Fatalf("corsref printed %q and %q: %v", out, errs, err)
	}
	got := output.Fetches[0]
	v := conformance.Verdict{Outcome: got.Outcome, Response: &conformance.Response{Status: got.Response.Status}}
	v.Error = &conformance.Failure{Code: got.Error.Code, Message: got.Error.Message}
	for _, sent := range got.Wire {
		v.Wire = append(v.Wire, conformance.Sent{Method: sent.Method, URL: sent.URL})
	}
	return v, code
}

func TestFetchARealServer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "http://app.example")
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		w.Header().Set("Access-Control-Allow-Methods", "PUT")
		if r.Method == "PUT" {
			body, _ := io.ReadAll(r.Body)
			w.Header().Set("Content-Language", "saw-"+r.Header.Get("Cookie")+"-"+string(body))
		}
	}))
	defer server.Close()
	out, _, code := command(t, "fetch", "-X", "PUT", "-d", "hello", "--credentials", "include", "--cookie", "a=b", server.URL)
	if code != exitGood || !strings.Contains(out, "saw-a=b-hello") || !strings.Contains(out, "→ OPTIONS") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

// TestCookieFindsItsHost: the cookie's URL is parsed by the URL Standard, as the engine's are.
func TestCookieFindsItsHost(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "http://app.example")
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		w.Header().Set("Access-Control-Expose-Headers", "x-cookie")
		w.Header().Set("X-Cookie", r.Header.Get("Cookie"))
	}))
	defer server.Close()
	for _, host := range []string{"127.0.0.1", "127.1", "2130706433", "0x7f.1", "１２７.0.0.1"} {
		t.Run(host, func(t *testing.T) {
			address := strings.Replace(server.URL, "127.0.0.1", host, 1)
			out, errs, code := command(t, "fetch", "--json", "--credentials", "include", "--cookie", "a=b", address)
			if code != exitGood || !strings.Contains(out, `["x-cookie","a=b"]`) {
				t.Errorf("exit code %d: %s%s", code, out, errs)
			}
		})
	}
}

// TestFetchIsPolite: whatever a server does, the answer is a sentence and an exit code of 1, and no body is read.
func TestFetchIsPolite(t *testing.T) {
	serve := func(h http.HandlerFunc) string {
		server := httptest.NewServer(h)
		t.Cleanup(server.Close)
		return server.URL
	}
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = silent
	secure.StartTLS()
	t.Cleanup(secure.Close)
	var redirects atomic.Int32
	for _, tc := range []struct {
		name string
		args []string
		code string
		says string
	}{
		{"an unknown host", []string{"http://nosuch.invalid/"}, "network", "nosuch.invalid"},
		{"a refused connection", []string{"http://" + closedPort(t) + "/"}, "network", "refuses the connection"},
		{"a timeout", []string{"--timeout", "20ms", serve(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })}, "network", "did not answer in time"},
		{"a certificate that nobody knows", []string{secure.URL}, "network", "no certificate that this machine trusts"},
		{"no TLS", []string{strings.Replace(serve(func(http.ResponseWriter, *http.Request) {}), "http:", "https:", 1)}, "network", "does not speak TLS"},
		{"a header bomb", []string{serve(headerBomb)}, "network", "too long"},
		{"an endless redirect", []string{serve(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			http.Redirect(w, r, fmt.Sprintf("/%d", redirects.Add(1)), http.StatusFound)
		})}, "redirect-too-many", "more than 20 redirects"},
		{"something else than HTTP", []string{"http://" + notHTTP(t) + "/"}, "network", "did not answer with HTTP"},
		{"a connection that ends", []string{serve(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })}, "network", "closed the connection"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v, code := verdictOf(t, tc.args...)
			if code != exitBlocked || v.Error.Code != tc.code || !strings.Contains(v.Error.Message, tc.says) {
				t.Errorf("exit code %d, %s: %s; want %s: … %s …", code, v.Error.Code, v.Error.Message, tc.code, tc.says)
			}
		})
	}
}

// TestFetchReadsNoBody: of a body of a gigabyte, no more is sent than what fits into the buffers of the network.
func TestFetchReadsNoBody(t *testing.T) {
	const gigabyte = 1 << 30
	var written atomic.Int64
	done := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		defer close(done)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Content-Length", fmt.Sprint(gigabyte))
		block := make([]byte, 1<<16)
		for written.Load() < gigabyte {
			n, err := w.Write(block)
			if written.Add(int64(n)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	v, code := verdictOf(t, server.URL)
	runtime.ReadMemStats(&after)
	<-done
	if code != exitGood || v.Response.Status != 200 {
		t.Errorf("exit code %d, status %d", code, v.Response.Status)
	}
	if sent := written.Load(); sent > gigabyte/8 {
		t.Errorf("%d bytes were sent", sent)
	}
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 64<<20 {
		t.Errorf("%d bytes were allocated", allocated)
	}
}

// headerBomb sends header lines until nobody takes them any more.
func headerBomb(w http.ResponseWriter, _ *http.Request) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	buffered.WriteString("HTTP/1.1 200 OK\r\n")
	for line := 0; err == nil; line++ {
		_, err = fmt.Fprintf(buffered, "X-%d: %s\r\n", line, strings.Repeat("x", 1000))
	}
}

// closedPort is an address that is taken, and that nobody listens on: the other end of a connection.
func closedPort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn.LocalAddr().String()
}

// notHTTP is the address of a server that speaks another protocol.
func notHTTP(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Read(make([]byte, 1024))
			io.WriteString(conn, "220 mail.example ESMTP\r\n")
			conn.Close()
		}
	}()
	return listener.Addr().String()
}

func TestCheckServer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "api.example" && r.Method == "GET" {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
	}))
	defer server.Close()
	file := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const scenario = `
origin: https://app.example
fetches:
  - url: https://api.example/items
  - {url: https://api.example/items, method: PUT}
expect:
  - response: {status: 200}
  - error: {code: preflight-status}
`
	// A server that is not there would block it too.
	const blocked = `{origin: "https://app.example", fetches: [{url: "https://api.example/"}], expect: [{outcome: network-error}]}`
	for _, tc := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"as expected but for one", []string{"--server", server.URL, file("a.yaml", scenario)}, exitBlocked, "allow-origin-missing"},
		{"no scenario", []string{"--server", server.URL}, exitBad, "needs a scenario"},
		{"a path", []string{"--server", server.URL + "/items", file("a.yaml", scenario)}, exitBad, "a scheme, a host and a port"},
		{"not a web server", []string{"--server", "ftp://api.example", file("a.yaml", scenario)}, exitBad, "neither http: nor https:"},
		{"one fetch", []string{"--server", server.URL, "--origin", "https://app.example", "https://api.example/"}, exitBad, "corsref fetch"},
		{"a host with a port and no scheme", []string{"--server", "localhost:8080", file("a.yaml", scenario)}, exitBad, "write http://localhost:8080"},
		{"a server that is not there", []string{"--server", "http://" + closedPort(t), file("a.yaml", blocked)}, exitBad, "refuses the connection: nothing listens there\nthis has nothing to do with CORS"},
		{"a server without TLS", []string{"--server", strings.Replace(server.URL, "http:", "https:", 1), file("a.yaml", blocked)}, exitBad, "does not speak TLS"},
		{"less than no time", []string{"--server", server.URL, "--timeout", "-1s", file("a.yaml", scenario)}, exitBad, "write 0 to wait for ever"},
		{"a timeout of nothing", []string{"--timeout", "1s", file("a.yaml", scenario)}, exitBad, "about a --server"},
		{"a scenario with rules", []string{"--server", server.URL, file("b.json", `{"origin":"https://app.example","fetches":[{"url":"/"}],"server":[{}]}`)}, exitBad, "b.json: server: has rules"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, errs, code := command(t, append([]string{"check"}, tc.args...)...)
			if code != tc.code || !strings.Contains(out+errs, tc.says) {
				t.Errorf("exit code %d, want %d and %q:\n%s%s", code, tc.code, tc.says, out, errs)
			}
		})
	}
}

// silent is where servers complain that clients do not trust them.
var silent = log.New(io.Discard, "", 0)
