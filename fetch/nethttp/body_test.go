package nethttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
)

// counted is a body that counts how often it was opened and closed.
type counted struct {
	content        string
	opened, closed atomic.Int32
}

func (c *counted) open() (io.ReadCloser, error) {
	c.opened.Add(1)
	return &countedReader{Reader: strings.NewReader(c.content), c: c}, nil
}

type countedReader struct {
	io.Reader
	c    *counted
	done atomic.Bool
}

func (r *countedReader) Close() error {
	if !r.done.Swap(true) {
		r.c.closed.Add(1)
	}
	return nil
}

// echo answers each request with its body and lets http://app.example read it; POST /N redirects with status N to /.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Access-Control-Allow-Origin", "*")
	statuses := map[string]int{"/301": 301, "/303": 303, "/307": 307, "/308": 308}
	if status := statuses[r.URL.Path]; status != 0 {
		w.Header().Set("Location", "/")
		w.WriteHeader(status)
		return
	}
	io.WriteString(w, r.Method+" "+r.Header.Get("Content-Type")+" "+string(body))
})

func TestBodyOnRedirects(t *testing.T) {
	for _, tc := range []struct {
		name, path string
		stream     bool
		want       string
		code       fetch.Code
		opened     int32
	}{
		{"no redirect", "/", false, "POST text/plain;charset=UTF-8 hello", "", 1},
		{"301 makes POST a GET", "/301", false, "GET  ", "", 1},
		{"303 makes anything a GET", "/303", false, "GET  ", "", 1},
		{"307 sends the body again", "/307", false, "POST text/plain;charset=UTF-8 hello", "", 2},
		{"308 sends the body again", "/308", false, "POST text/plain;charset=UTF-8 hello", "", 2},
		{"a stream is sent once", "/", true, "POST  hello", "", 1},
		{"a stream and 303", "/303", true, "GET  ", "", 1},
		{"a stream cannot be sent again", "/307", true, "", fetch.CodeRedirectBodyNotReplayable, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			body := &counted{content: "hello"}
			init := fetch.RequestInit{Method: new("POST"), Body: fetch.TextBody("hello")}
			if tc.stream {
				init.Body, init.Duplex = fetch.StreamBody(), true
			}
			server := internet(t, echo)
			client := &nethttp.Client{Network: server}
			res, err := client.Fetch(t.Context(), request(t, tc.path, init), body.open)
			if err == nil {
				got, _ := io.ReadAll(res.Body)
				res.Body.Close()
				if string(got) != tc.want {
					t.Errorf("the server saw %q, want %q", got, tc.want)
				}
			} else if refusal, _ := nethttp.Refusal(err); refusal == nil || refusal.Code != tc.code {
				t.Errorf("error is %v, want code %q", err, tc.code)
			}
			server.CloseIdleConnections()
			if opened, closed := body.opened.Load(), body.closed.Load(); opened != tc.opened || closed != opened {
				t.Errorf("opened %d times and closed %d times, want %d", opened, closed, tc.opened)
			}
		})
	}
}

// TestResponseBodiesAreClosed counts the bodies of answers that nobody reads.
func TestResponseBodiesAreClosed(t *testing.T) {
	for _, tc := range []struct {
		name    string
		answers answers
		bodies  int32
	}{
		{"preflight and response", answers{
			"OPTIONS api.example/": {200, append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT"), "preflight"},
			"PUT api.example/":     {200, anyOrigin, "body"},
		}, 2},
		{"blocked preflight", answers{"OPTIONS api.example/": {200, nil, "preflight"}}, 1},
		{"blocked response", answers{
			"OPTIONS api.example/": {200, append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT"), "preflight"},
			"PUT api.example/":     {200, nil, strings.Repeat("long ", 10_000)},
		}, 2},
		{"redirects", answers{
			"OPTIONS api.example/":  {200, append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT"), "preflight"},
			"PUT api.example/":      {307, append(anyOrigin[:2:2], "Location", "/b"), strings.Repeat("long ", 10_000)},
			"OPTIONS api.example/b": {200, append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT"), "preflight"},
			"PUT api.example/b":     {200, anyOrigin, "body"},
		}, 4},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var opened, closed atomic.Int32
			network := internet(t, tc.answers)
			client := &nethttp.Client{Network: roundTripper(func(req *http.Request) (*http.Response, error) {
				res, err := network.RoundTrip(req)
				if err == nil {
					opened.Add(1)
					res.Body = closing{res.Body, func() { closed.Add(1) }}
				}
				return res, err
			})}
			res, err := client.Fetch(t.Context(), request(t, "http://api.example/", fetch.RequestInit{Method: new("PUT")}), nil)
			if err == nil {
				res.Body.Close()
			}
			if opened.Load() != tc.bodies || closed.Load() != tc.bodies {
				t.Errorf("%d answers, %d closed, want %d", opened.Load(), closed.Load(), tc.bodies)
			}
		})
	}
}

// TestStalledBodies: a server that sends its header, promises a few bytes and keeps them back delays nothing for long. Time
// is the bubble's; a fetch that waits for such a body is a deadlock.
func TestStalledBodies(t *testing.T) {
	allow := append(anyOrigin[:2:2], "Access-Control-Allow-Methods", "PUT")
	for _, tc := range []struct {
		name    string
		init    fetch.RequestInit
		answers []answer
		code    fetch.Code
	}{
		{"a blocked response", fetch.RequestInit{}, []answer{{200, nil, ""}}, fetch.CodeAllowOriginMissing},
		{"a blocked preflight", fetch.RequestInit{Method: new("PUT")}, []answer{{200, nil, ""}}, fetch.CodeAllowOriginMissing},
		{"a preflight that passes", fetch.RequestInit{Method: new("PUT")}, []answer{{200, allow, ""}, {200, anyOrigin, ""}}, ""},
		{"a redirect", fetch.RequestInit{}, []answer{{302, append(anyOrigin[:2:2], "Location", "/b"), ""}, {200, anyOrigin, ""}}, ""},
		{"an opaque response", fetch.RequestInit{Mode: new(fetch.ModeNoCORS)}, []answer{{200, nil, ""}}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sent := 0
				client := &nethttp.Client{Network: roundTripper(func(*http.Request) (*http.Response, error) {
					body, _ := io.Pipe()
					res := &http.Response{StatusCode: tc.answers[sent].status, Header: http.Header{}, Body: body, ContentLength: 5}
					for _, line := range lines(tc.answers[sent].headers...) {
						res.Header.Add(line.Name, line.Value)
					}
					sent++
					return res, nil
				})}
				res, err := client.Fetch(t.Context(), request(t, "http://api.example/", tc.init), nil)
				if err == nil {
					res.Body.Close()
				}
				if refusal, _ := nethttp.Refusal(err); (err != nil) != (tc.code != "") || err != nil && refusal.Code != tc.code {
					t.Errorf("error is %v, want code %q", err, tc.code)
				}
				if sent != len(tc.answers) {
					t.Errorf("%d requests were sent, want %d", sent, len(tc.answers))
				}
			})
		})
	}
}

type closing struct {
	io.ReadCloser
	closed func()
}

func (c closing) Close() error {
	c.closed()
	return c.ReadCloser.Close()
}

// TestBodyIsStreamed reads from a body that has no end, of which the server sends more only when it was read.
func TestBodyIsStreamed(t *testing.T) {
	more, gone := make(chan struct{}), make(chan struct{})
	client := &nethttp.Client{Network: internet(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(gone)
		control := http.NewResponseController(w)
		for {
			io.WriteString(w, "tick")
			control.Flush()
			select {
			case <-more:
			case <-r.Context().Done():
				return
			}
		}
	}))}
	res, err := client.Fetch(t.Context(), request(t, "/", fetch.RequestInit{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	tick := make([]byte, 4)
	for range 3 {
		if _, err := io.ReadFull(res.Body, tick); err != nil || string(tick) != "tick" {
			t.Fatalf("read %q, %v", tick, err)
		}
		more <- struct{}{}
	}
	res.Body.Close()
	<-gone
}

func TestCancel(t *testing.T) {
	shutdown := errors.New("the window was closed")
	for _, tc := range []struct{ name, method string }{
		{"in the preflight", "PUT"},
		{"in the request", "GET"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			client := &nethttp.Client{Network: internet(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				cancel(shutdown)
				<-r.Context().Done()
			}))}
			_, err := client.Fetch(ctx, request(t, "http://api.example/", fetch.RequestInit{Method: &tc.method}), nil)
			refusal, ok := nethttp.Refusal(err)
			if !ok || !refusal.Aborted() || !errors.Is(err, shutdown) {
				t.Errorf("error is %v, want an abort because of %v", err, shutdown)
			}
		})
	}
	t.Run("in the body", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client := &nethttp.Client{Network: internet(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}))}
		res, err := client.Fetch(ctx, request(t, "/", fetch.RequestInit{}), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		cancel()
		if _, err := res.Body.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("Read error is %v, want %v", err, context.Canceled)
		}
	})
	t.Run("before anything is sent", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		client := &nethttp.Client{Network: roundTripper(func(req *http.Request) (*http.Response, error) { return nil, req.Context().Err() })}
		_, err := client.Fetch(ctx, request(t, "/", fetch.RequestInit{}), nil)
		if refusal, ok := nethttp.Refusal(err); !ok || !refusal.Aborted() {
			t.Errorf("error is %v, want an abort", err)
		}
	})
}
