package loopback

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/google/go-cmp/cmp"
)

// listen starts a server that ends with the test.
func listen(t testing.TB, config Config) *Server {
	t.Helper()
	s, err := Listen(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// stage registers a scenario given as JSON.
func stage(t testing.TB, s *Server, scenario string, handler Handler) *Stage {
	t.Helper()
	c, err := conformance.NewReader(strings.NewReader(scenario), "scenario.json").Read()
	if err != nil {
		t.Fatal(err)
	}
	st, err := s.Stage(&c.Scenario, handler)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(st.Close)
	return st
}

// begin tells the server, over HTTP, that a fetch begins.
func begin(t testing.TB, st *Stage, index int) {
	t.Helper()
	res, err := http.Get(st.BeginURL(index))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 200 {
		t.Fatalf("%s: status %d", st.BeginURL(index), res.StatusCode)
	}
}

// exchange sends bytes on a new connection and returns all that comes back until it ends.
func exchange(t testing.TB, s *Server, request string) (string, error) {
	t.Helper()
	c, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	reply, err := io.ReadAll(c)
	return string(reply), err
}

const one = `{"origin":"https://app.example","fetches":[{"url":"http://api.example/"},{"url":"http://api.example/"}],"server":[%s]}`

func TestRepliesAreExact(t *testing.T) {
	s := listen(t, Config{})
	for _, tc := range []struct {
		name, why, rule, method string
		want                    string
	}{
		{"default", "200, hello, a length", `{}`, "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"},
		{"order and case", "lines as they stand", `{"headers":[["b","1"],["A","2"],["b","3"]]}`, "GET",
			"HTTP/1.1 200 OK\r\nb: 1\r\nA: 2\r\nb: 3\r\nContent-Length: 5\r\n\r\nhello"},
		{"bytes", "each character a byte", `{"headers":[["x","\u00e9\u0001 \t"]],"body":"\u00ff\u0000"}`, "GET",
			"HTTP/1.1 200 OK\r\nx: \xe9\x01 \t\r\nContent-Length: 2\r\n\r\n\xff\x00"},
		{"empty value", "a line may have none", `{"headers":[["x",""]]}`, "GET", "HTTP/1.1 200 OK\r\nx:\r\nContent-Length: 5\r\n\r\nhello"},
		{"hosts", "the client's names", `{"headers":[["Location","https://app.example/?x"]],"status":302}`, "GET",
			"HTTP/1.1 302 Found\r\nLocation: https://LABEL-app-example.test/?x\r\nContent-Length: 5\r\n\r\nhello"},
		{"unknown status", "no reason", `{"status":999}`, "GET", "HTTP/1.1 999 \r\nContent-Length: 5\r\n\r\nhello"},
		{"no content", "no length, no body", `{"status":204}`, "GET", "HTTP/1.1 204 No Content\r\n\r\n"},
		{"HEAD", "no length, no body", `{}`, "HEAD", "HTTP/1.1 200 OK\r\n\r\n"},
		{"own length", "given is given", `{"headers":[["content-length","3"]]}`, "GET", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nhello"},
		{"any method", "a token", `{"method":"!#$%&'*+-.^_` + "`" + `|~z"}`, "!#$%&'*+-.^_`|~z", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			st := stage(t, s, fmt.Sprintf(one, tc.rule), nil)
			begin(t, st, 0)
			request := tc.method + " " + st.Told().Fetches[0].URL + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
			got, err := exchange(t, s, request)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(tc.want, "LABEL", st.label), got); diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
		})
	}
}

func TestWireIsExact(t *testing.T) {
	s := listen(t, Config{})
	st := stage(t, s, fmt.Sprintf(one, `{"fetch":1,"hop":1},{"url":"http://api.example/a","status":302,"headers":[["Location","/b"]]},{}`), nil)
	begin(t, st, 0)
	host := strings.TrimSuffix(strings.TrimPrefix(st.Told().Fetches[0].URL, "http://"), "/")
	app := strings.TrimPrefix(st.Told().Origin.String(), "https://")
	if got, err := exchange(t, s, "POST http://"+host+"/x HTTP/1.1\r\n"+
		"Host: "+host+"\r\nx: 1\r\nX:2\t\r\nProxy-Connection: keep-alive\r\norigin: https://"+app+"\r\nacCept-Encoding: gzip\r\nbytes: \xe9\r\n"+
		"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"+
		"GET http://"+host+"/a HTTP/1.1\r\nHost: "+host+"\r\nReferer: https://"+app+"/x\r\n\r\n"+
		"GET http://"+host+"/b HTTP/1.0\r\n\r\n"); err != nil || strings.Count(got, "HTTP/1.1 ") != 3 {
		t.Fatalf("got %q, %v", got, err)
	}
	want := []conformance.Sent{
		{Method: "POST", URL: "http://api.example/x", Headers: conformance.Fields{{Name: "x", Value: "1"}, {Name: "X", Value: "2"},
			{Name: "origin", Value: "https://app.example"}, {Name: "bytes", Value: "é"}, {Name: "Transfer-Encoding", Value: "chunked"}}},
		{Method: "GET", URL: "http://api.example/a", Headers: conformance.Fields{{Name: "Referer", Value: "https://app.example/x"}}},
		{Method: "GET", URL: "http://api.example/b", Headers: conformance.Fields{}},
	}
	if diff := cmp.Diff(want, st.Wire(0)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if wire := st.Wire(1); len(wire) != 0 {
		t.Errorf("the second fetch has a wire: %v", wire)
	}
}

func TestHopsAndFetchesAreCounted(t *testing.T) {
	s := listen(t, Config{})
	st := stage(t, s, fmt.Sprintf(one,
		`{"fetch":1,"status":207},{"hop":1,"status":201},{"preflight":true,"status":308,"headers":[["Location","/x"]]},{"hop":0,"status":307,"headers":[["location","/x"]]}`), nil)
	request := func(method, extra string) string {
		got, err := exchange(t, s, method+" "+st.Told().Fetches[0].URL+" HTTP/1.1\r\n"+extra+"Connection: close\r\n\r\n")
		if err != nil {
			return err.Error()
		}
		return got[len("HTTP/1.1 "):][:3]
	}
	var got []string
	begin(t, st, 0)
	got = append(got, request("OPTIONS", "Access-Control-Request-Method: PUT\r\n"), request("PUT", ""), request("PUT", ""))
	begin(t, st, 1)
	got = append(got, request("PUT", ""))
	if diff := cmp.Diff([]string{"308", "307", "201", "207"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestFailuresReset(t *testing.T) {
	for _, tc := range []struct{ name, why, server, path string }{
		{"rule", "the rule says so", `{"fail":true}`, ""},
		{"no rule", "nobody answers", `{"method":"PUT"}`, ""},
		{"unknown host", "nobody's host", `{}`, "http://other.test/"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := listen(t, Config{})
			st := stage(t, s, fmt.Sprintf(one, tc.server), nil)
			begin(t, st, 0)
			url := st.Told().Fetches[0].URL
			if tc.path != "" {
				url = tc.path
			}
			for range 2 {
				got, err := exchange(t, s, "GET "+url+" HTTP/1.1\r\n\r\n")
				if !errors.Is(err, syscall.ECONNRESET) || got != "" {
					t.Errorf("got %q, %v, want a reset: %s", got, err, tc.why)
				}
			}
			if n := len(st.Wire(0)); n != 1 && tc.path == "" {
				t.Errorf("%d requests recorded: a client's second try is none", n)
			}
		})
	}
}

func TestMalformedRequests(t *testing.T) {
	s := listen(t, Config{})
	for _, tc := range []struct{ name, why, request, want string }{
		{"garbage", "no request line", "hello\r\n\r\n", "HTTP/1.1 400 "},
		{"method", "no token", "GE[T http://a.test/ HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "},
		{"version", "no HTTP/1", "GET http://a.test/ HTTP/2\r\n\r\n", "HTTP/1.1 400 "},
		{"header", "no colon", "GET http://a.test/ HTTP/1.1\r\nx\r\n\r\n", "HTTP/1.1 400 "},
		{"large", "more than any client sends", "GET http://a.test/ HTTP/1.1\r\nx: " + strings.Repeat("a", 2<<20) + "\r\n\r\n", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c, err := net.Dial("tcp", s.Addr())
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			go io.WriteString(c, tc.request)
			line, _ := bufio.NewReader(c).ReadString('\n')
			if !strings.HasPrefix(line, tc.want) {
				t.Errorf("got %q, want %s: %s", line, tc.want, tc.why)
			}
		})
	}
}

// client is a client that uses the server as its proxy and trusts its authority.
func client(t testing.TB, s *Server) *http.Client {
	t.Helper()
	proxy, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(s.Authority().PEM())
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}, DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// TestManyScenariosAtOnce plays scenarios in parallel, over http and https, each with the same hosts and another answer.
func TestManyScenariosAtOnce(t *testing.T) {
	s := listen(t, Config{})
	c := client(t, s)
	var all sync.WaitGroup
	for i := range 40 {
		scheme := []string{"http", "https"}[i%2]
		st := stage(t, s, fmt.Sprintf(`{"origin":"https://app.example","fetches":[{"url":"%s://api.example/%d"}],"server":[{"body":"%d"}]}`, scheme, i, i), nil)
		all.Go(func() {
			begin(t, st, 0)
			for range 5 {
				res, err := c.Get(st.Told().Fetches[0].URL)
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(res.Body)
				res.Body.Close()
				if string(body) != fmt.Sprint(i) || err != nil {
					t.Errorf("scenario %d: got %q, %v", i, body, err)
				}
			}
			wire := st.Wire(0)
			if want := fmt.Sprintf("%s://api.example/%d", scheme, i); len(wire) != 5 || wire[0].URL != want {
				t.Errorf("scenario %d: wire %v", i, wire)
			}
		})
	}
	all.Wait()
}

// TestDirectConnections reaches a host by connecting to the server under its name, without a proxy request, as clients do
// whose resolver is patched, and through CONNECT without TLS, as undici does.
func TestDirectConnections(t *testing.T) {
	s := listen(t, Config{})
	st := stage(t, s, `{"origin":"https://app.example","fetches":[{"url":"https://api.example/"}],"server":[{}]}`, nil)
	begin(t, st, 0)
	host := strings.Trim(strings.TrimPrefix(st.Told().Fetches[0].URL, "https:"), "/")
	get := "GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"
	if _, err := exchange(t, s, get); err != nil {
		t.Error(err)
	}
	if _, err := exchange(t, s, "CONNECT "+host+":80 HTTP/1.1\r\n\r\n"+get); err != nil {
		t.Error(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(s.Authority().PEM())
	secure, err := tls.Dial("tcp", s.Addr(), &tls.Config{ServerName: host, RootCAs: roots})
	if err != nil {
		t.Fatal(err)
	}
	defer secure.Close()
	io.WriteString(secure, get)
	if _, err := io.ReadAll(secure); err != nil {
		t.Error(err)
	}
	var urls []string
	for _, sent := range st.Wire(0) {
		urls = append(urls, sent.URL)
	}
	want := []string{"http://api.example/x", "http://api.example/x", "https://api.example/x"}
	if diff := cmp.Diff(want, urls); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestHandlerServesPages asks for the document of the page, before and after a fetch has begun.
func TestHandlerServesPages(t *testing.T) {
	var stray []string
	s := listen(t, Config{
		Handler: func(r *Request) (Reply, bool) {
			return NewReply(200, "text/plain", "driver"), r.URL.Host() == "driver.test"
		},
		Stray: func(r *Request) { stray = append(stray, r.URL.Path()) },
	})
	st := stage(t, s, `{"origin":"http://app.example","fetches":[{"url":"/"}],"server":[{"body":"rule"}]}`,
		func(r *Request) (Reply, bool) {
			return NewReply(200, "text/html", "page "+r.Method+string(r.Body)), r.URL.Path() == "/page"
		})
	c := client(t, s)
	post := func(url string) string {
		res, err := c.Post(url, "text/plain", strings.NewReader("!"))
		if err != nil {
			return "failed"
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			return err.Error()
		}
		return string(body)
	}
	page := st.Told().Origin.String()
	got := []string{post("http://driver.test/"), post(page + "/page"), post(page + "/favicon.ico")}
	begin(t, st, 0)
	got = append(got, post(page+"/page"), post(page+"/"))
	if diff := cmp.Diff([]string{"driver", "page POST!", "failed", "page POST!", "rule"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	s.Close()
	if len(stray) == 0 || stray[0] != "/favicon.ico" {
		t.Errorf("strays %v", stray)
	}
	if n := len(st.Wire(0)); n != 1 {
		t.Errorf("%d requests recorded: those of the handler are none", n)
	}
}

// TestCloseEndsEverything closes a server with connections open.
func TestCloseEndsEverything(t *testing.T) {
	s, err := Listen(Config{})
	if err != nil {
		t.Fatal(err)
	}
	idle, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	io.WriteString(idle, "GET http://a.test/ HTTP/1.1\r\n")
	s.Close()
	if _, err := net.Dial("tcp", s.Addr()); err == nil {
		t.Error("it still listens")
	}
	if _, err := idle.Read(make([]byte, 1)); err == nil {
		t.Error("the connection lives")
	}
}
