package nethttp_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/nethttp"
)

// raw answers each connection's first request with a text, and gives what it read.
func raw(t testing.TB, answer string) (*http.Transport, <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	read := make(chan string, 100)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				var head strings.Builder
				r := bufio.NewReader(conn)
				for line := " "; line != "\r\n"; {
					if line, err = r.ReadString('\n'); err != nil {
						return
					}
					head.WriteString(line)
				}
				read <- head.String()
				io.WriteString(conn, answer)
			}()
		}
	}()
	network := dialing(listener.Addr())
	t.Cleanup(network.CloseIdleConnections)
	return network, read
}

const ok = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

// TestRequestHeads compares all that goes on the wire.
func TestRequestHeads(t *testing.T) {
	for _, tc := range []struct {
		name string
		url  string
		init fetch.RequestInit
		ua   string
		want []string
	}{{
		name: "GET", url: "http://api.example/a?b#c",
		want: []string{"GET /a?b HTTP/1.1", "Host: api.example", "Accept: */*", "Accept-Encoding: gzip",
			"Origin: http://app.example", "Referer: http://app.example/"},
	}, {
		name: "names keep their case, lines of one name their order", url: "http://app.example/",
		init: fetch.RequestInit{Headers: lines("x-LOW", "2", "a", "", "X-low", "1", "accept", "x/y")}, ua: "corsref",
		want: []string{"GET / HTTP/1.1", "Host: app.example", "User-Agent: corsref", "Accept-Encoding: gzip",
			"Referer: http://app.example/", "a: ", "accept: x/y", "x-LOW: 2", "x-LOW: 1"},
	}, {
		name: "User-Agent and Range in lower case", url: "http://app.example/",
		init: fetch.RequestInit{Headers: lines("user-agent", "mine", "range", "bytes=0-1")}, ua: "corsref",
		want: []string{"GET / HTTP/1.1", "Host: app.example", "User-Agent: mine", "Accept: */*", "Accept-Encoding: identity",
			"Referer: http://app.example/", "range: bytes=0-1"},
	}, {
		name: "bytes above 0x7F", url: "http://app.example/",
		init: fetch.RequestInit{Headers: lines("X-A", "caf\xe9\t\xff")},
		want: []string{"GET / HTTP/1.1", "Host: app.example", "Accept: */*", "Accept-Encoding: gzip",
			"Referer: http://app.example/", "X-A: caf\xe9\t\xff"},
	}, {
		name: "POST without body", url: "http://app.example/", init: fetch.RequestInit{Method: new("POST")},
		want: []string{"POST / HTTP/1.1", "Host: app.example", "Content-Length: 0", "Accept: */*", "Accept-Encoding: gzip",
			"Origin: http://app.example", "Referer: http://app.example/"},
	}, {
		name: "DELETE without body", url: "http://app.example/", init: fetch.RequestInit{Method: new("DELETE")},
		want: []string{"DELETE / HTTP/1.1", "Host: app.example", "Accept: */*", "Accept-Encoding: gzip",
			"Origin: http://app.example", "Referer: http://app.example/"},
	}, {
		name: "DELETE with an empty body", url: "http://app.example/", init: fetch.RequestInit{Method: new("DELETE"), Body: fetch.TextBody("")},
		want: []string{"DELETE / HTTP/1.1", "Host: app.example", "Content-Length: 0", "Accept: */*", "Accept-Encoding: gzip",
			"Content-Type: text/plain;charset=UTF-8", "Origin: http://app.example", "Referer: http://app.example/"},
	}, {
		name: "a stream", url: "http://app.example/", init: fetch.RequestInit{Method: new("POST"), Body: fetch.StreamBody(), Duplex: true},
		want: []string{"POST / HTTP/1.1", "Host: app.example", "Transfer-Encoding: chunked", "Accept: */*", "Accept-Encoding: gzip",
			"Origin: http://app.example", "Referer: http://app.example/"},
	}, {
		name: "a method in lower case stays so", url: "http://app.example/", init: fetch.RequestInit{Method: new("patchwork")},
		want: []string{"patchwork / HTTP/1.1", "Host: app.example", "Accept: */*", "Accept-Encoding: gzip",
			"Origin: http://app.example", "Referer: http://app.example/"},
	}} {
		t.Run(tc.name, func(t *testing.T) {
			network, read := raw(t, ok)
			client := &nethttp.Client{Network: network, Name: tc.ua}
			res, err := client.Fetch(t.Context(), request(t, tc.url, tc.init), nethttp.Bytes("hello"))
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if got, want := <-read, strings.Join(tc.want, "\r\n")+"\r\n\r\n"; got != want {
				t.Errorf("sent:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// TestFraming: a request put together by hand cannot say how its message is framed.
func TestFraming(t *testing.T) {
	network, read := raw(t, ok)
	app := parse(t, "http://app.example/")
	res, err := (&nethttp.Client{Network: network}).Fetch(t.Context(), &fetch.Request{
		Method: "POST", URL: app, Client: page(t),
		Headers: lines("transfer-encoding", "chunked", "content-length", "999", "host", "evil.example", "trailer", "X-A", "X-B", "1"),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	want := strings.Join([]string{"POST / HTTP/1.1", "Host: app.example", "Content-Length: 0", "Accept: */*", "Accept-Encoding: gzip",
		"Origin: http://app.example", "Referer: http://app.example/", "X-B: 1"}, "\r\n") + "\r\n\r\n"
	if got := <-read; got != want {
		t.Errorf("sent:\n%s\nwant:\n%s", got, want)
	}
}

// TestCookieHeader: values go back as the server wrote them.
func TestCookieHeader(t *testing.T) {
	network, read := raw(t, ok)
	jar := nethttp.NewJar(nil)
	jar.SetCookies(parsed(t, "http://app.example/"), (&http.Response{Header: http.Header{"Set-Cookie": {
		`plain=1`, `space=a b`, `comma=a,b`, `quoted="a b"`, `empty=`,
	}}}).Cookies())
	res, err := (&nethttp.Client{Network: network, Jar: jar}).Fetch(t.Context(), request(t, "/", fetch.RequestInit{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got, want := <-read, `Cookie: plain=1; space=a b; comma=a,b; quoted="a b"; empty=`; !strings.Contains(got, want) {
		t.Errorf("sent:\n%s\nwant %s in it", got, want)
	}
}

// TestRequestLine: the path and the query go out byte for byte, whatever net/url thinks of them.
func TestRequestLine(t *testing.T) {
	for _, tc := range []struct{ url, want string }{
		{"http://app.example", "/"},
		{"http://app.example/?", "/?"},
		{"http://app.example/a%2Fb/%zz/c|d'e", "/a%2Fb/%zz/c|d'e"},
		{"http://app.example/%", "/%"},
		{"http://app.example//two/slashes", "//two/slashes"},
		{"http://app.example//two|slashes", "http://app.example//two|slashes"},
		{"http://app.example/ä?ö='|%", "/%C3%A4?%C3%B6=%27|%"},
		{"http://app.example/a;b=c,d:e@f", "/a;b=c,d:e@f"},
		{"http://app.example/*", "/*"},
	} {
		network, read := raw(t, ok)
		client := &nethttp.Client{Network: network}
		res, err := client.Fetch(t.Context(), request(t, tc.url, fetch.RequestInit{}), nil)
		if err != nil {
			t.Errorf("%s: %v", tc.url, err)
			continue
		}
		res.Body.Close()
		if got := strings.Fields(<-read)[1]; got != tc.want {
			t.Errorf("%s: request target %s, want %s", tc.url, got, tc.want)
		}
	}
}

// TestResponseHeads: what the engine is told of heads that net/http changes or refuses.
func TestResponseHeads(t *testing.T) {
	for _, tc := range []struct {
		name, head string
		want       header.List
		failure    bool
	}{
		{"order within a name, case gone", "200 OK\r\nx-b: 2\r\nX-A: 1\r\nX-B: 1\r\n", lines("X-A", "1", "X-B", "2", "X-B", "1"), false},
		{"outer blanks trimmed", "200 OK\r\nX-A: \t 1 \t\r\n", lines("X-A", "1"), false},
		{"an empty value", "200 OK\r\nX-A:\r\n", lines("X-A", ""), false},
		{"bytes above 0x7F", "200 OK\r\nX-A: caf\xe9\r\n", lines("X-A", "caf\xe9"), false},
		{"chunks are told", "200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n", lines("Transfer-Encoding", "chunked", "Trailer", "X-T"), false},
		{"interim responses are skipped", "103 Early Hints\r\nX-A: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-B: 2\r\n", lines("X-B", "2"), false},
		{"a status without reason", "200\r\nX-A: 1\r\n", lines("X-A", "1"), false},
		{"a status of its own", "999 What\r\nX-A: 1\r\n", lines("X-A", "1"), false},
		{"a control byte", "200 OK\r\nX-A: a\x01b\r\n", nil, true},
		{"a name with a space is passed on", "200 OK\r\nX A: 1\r\n", lines("X A", "1"), false},
		{"a name that is no token", "200 OK\r\nX@A: 1\r\n", nil, true},
		{"Content-Length that is no number", "200 OK\r\nContent-Length: ten\r\n", nil, true},
		{"two lengths", "200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n", nil, true},
		{"101", "101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n", nil, true},
		{"not HTTP at all", "hello\r\n", nil, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			network, _ := raw(t, "HTTP/1.1 "+tc.head+"\r\n")
			var got header.List
			ctx := nethttp.WithTrace(t.Context(), &nethttp.Trace{Received: func(res fetch.Response) { got = res.Headers }})
			res, err := (&nethttp.Client{Network: network}).Fetch(ctx, request(t, "/", fetch.RequestInit{}), nil)
			if (err != nil) != tc.failure {
				t.Fatalf("error is %v", err)
			}
			if err == nil {
				res.Body.Close()
			}
			if len(got) != len(tc.want) {
				t.Fatalf("got %q, want %q", got, tc.want)
			}
			for i := range got {
				if got[i] != tc.want[i] {
					t.Errorf("line %d is %q, want %q", i, got[i], tc.want[i])
				}
			}
		})
	}
}

// TestControlByteInRequest: what net/http refuses to send is a failed network.
func TestControlByteInRequest(t *testing.T) {
	network, _ := raw(t, ok)
	_, err := (&nethttp.Client{Network: network}).Fetch(t.Context(), request(t, "/", fetch.RequestInit{Headers: lines("X-A", "a\x01b")}), nil)
	if refusal, is := nethttp.Refusal(err); !is || refusal.Code != fetch.CodeNetwork {
		t.Errorf("error is %v", err)
	}
}

// TestMisdirectedRequest: a 421 is sent once more, on a connection of its own, with its body.
func TestMisdirectedRequest(t *testing.T) {
	remotes := map[string]bool{}
	server := &log{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		remotes[r.RemoteAddr] = true
		io.Copy(w, r.Body)
	})}
	misdirected := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if server.ServeHTTP(httptest.NewRecorder(), r); len(server.lines) < 3 {
			w.WriteHeader(http.StatusMisdirectedRequest)
		}
	})
	client := &nethttp.Client{Network: internet(t, misdirected)}
	init := fetch.RequestInit{Method: new("POST"), Body: fetch.TextBody("hello")}
	res, err := client.Fetch(t.Context(), request(t, "/", init), nethttp.Bytes("hello"))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.Status != 421 || len(server.lines) != 2 || len(remotes) != 2 {
		t.Errorf("status %d after %d requests on %d connections", res.Status, len(server.lines), len(remotes))
	}
}

func TestHTTP2(t *testing.T) {
	var proto string
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proto = r.Proto
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Methods", r.Header.Get("Access-Control-Request-Method"))
		body, _ := io.ReadAll(r.Body)
		w.Write(body)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	client := &http.Client{Transport: &nethttp.Transport{
		Page: "https://app.example/", Client: &nethttp.Client{Network: server.Client().Transport},
	}}
	req, _ := http.NewRequest("PUT", server.URL, strings.NewReader("hello"))
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); string(body) != "hello" || proto != "HTTP/2.0" || res.ProtoMajor != 2 {
		t.Errorf("%q over %s", body, proto)
	}
}

// TestSentURL: a URL that net/url can express is given to the Network as such.
func TestSentURL(t *testing.T) {
	var got *url.URL
	client := &nethttp.Client{Network: roundTripper(func(req *http.Request) (*http.Response, error) {
		got = req.URL
		return nil, nil
	})}
	client.Fetch(t.Context(), request(t, "http://[::1]:8080/a b?c#d", fetch.RequestInit{}), nil)
	if got.String() != "http://[::1]:8080/a%20b?c" {
		t.Errorf("net/http was given %s", got)
	}
}
