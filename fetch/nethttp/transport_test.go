package nethttp_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/nethttp"
)

// browser is an http.Client whose requests are those of a page at http://app.example/.
func browser(network http.RoundTripper) *http.Client {
	return &http.Client{Transport: &nethttp.Transport{
		Page: "http://app.example/", Client: &nethttp.Client{Network: network},
	}}
}

func TestTransportRefuses(t *testing.T) {
	client := browser(internet(t, answers{"GET api.example/": {200, nil, "secret"}}))
	_, err := client.Get("http://api.example/")
	if refusal, ok := nethttp.Refusal(err); !ok || refusal.Code != fetch.CodeAllowOriginMissing {
		t.Errorf("error is %v, want %s", err, fetch.CodeAllowOriginMissing)
	}
}

func TestTransportThrows(t *testing.T) {
	get := func(method, url string, body io.Reader) *http.Request { return httptest.NewRequest(method, url, body) }
	for _, tc := range []struct {
		name string
		req  *http.Request
		want fetch.TypeErrorCode
	}{
		{"userinfo in the URL", get("GET", "http://user:password@api.example/", nil), fetch.TypeErrorURLCredentials},
		{"GET with a body", get("GET", "http://api.example/", strings.NewReader("x")), fetch.TypeErrorBodyMethod},
		{"a forbidden method", get("TRACE", "http://api.example/", nil), fetch.TypeErrorMethodForbidden},
	} {
		t.Run(tc.name, func(t *testing.T) {
			server := &log{Handler: answers{}}
			tc.req.RequestURI = ""
			_, err := browser(internet(t, server)).Do(tc.req)
			thrown, ok := errors.AsType[*fetch.TypeError](err)
			if !ok || thrown.Code != tc.want || len(server.seen) > 0 {
				t.Errorf("error is %v, sent %q; want %s and nothing sent", err, server, tc.want)
			}
		})
	}
}

func TestTransportWithoutPage(t *testing.T) {
	for _, tc := range []struct {
		name      string
		transport *nethttp.Transport
	}{
		{"no page", &nethttp.Transport{}},
		{"a page that is no URL", &nethttp.Transport{Page: "app.example"}},
	} {
		body := &counted{content: "x"}
		reader, _ := body.open()
		req, _ := http.NewRequest("POST", "http://api.example/", reader)
		if _, err := tc.transport.RoundTrip(req); err == nil || body.closed.Load() != 1 {
			t.Errorf("%s: error is %v, body closed %d times", tc.name, err, body.closed.Load())
		}
	}
}

// TestForbiddenHeadersAreDropped: what script cannot set is not sent, and is told.
func TestForbiddenHeadersAreDropped(t *testing.T) {
	server := &log{Handler: answers{
		"GET app.example/": {200, nil, ""},
	}}
	req, _ := http.NewRequest("GET", "http://app.example/", nil)
	req.Header = http.Header{
		"Cookie": {"a=b"}, "Referer": {"http://elsewhere.example/"}, "Origin": {"http://elsewhere.example"},
		"Sec-Fetch-Site": {"none"}, "Proxy-X": {"1"}, "Te": {"trailers"}, "X-Http-Method-Override": {"TRACE"},
		"X-Kept": {"1", "2"}, "User-Agent": {"mine"},
	}
	req.Host = "elsewhere.example"
	var ignored []string
	ctx := nethttp.WithTrace(req.Context(), &nethttp.Trace{Ignored: func(l header.Line) { ignored = append(ignored, l.Name) }})
	res, err := browser(internet(t, server)).Do(req.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got, want := strings.Join(ignored, " "), "Host Cookie Origin Proxy-X Referer Sec-Fetch-Site Te X-Http-Method-Override"; got != want {
		t.Errorf("ignored %s, want %s", got, want)
	}
	seen := server.seen[0].Header
	for name, want := range map[string]string{
		"Cookie": "", "Origin": "", "Proxy-X": "", "Te": "", "X-Http-Method-Override": "",
		"Referer": "http://app.example/", "X-Kept": "1|2", "User-Agent": "mine",
	} {
		if got := strings.Join(seen[name], "|"); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestClientJarIsInert: http.Client adds its Jar's cookies before any RoundTripper sees the request, and they are not
// sent, even where credentials are included. The jar for that is the nethttp.Client's.
func TestClientJarIsInert(t *testing.T) {
	server := &log{Handler: answers{
		"GET api.example/": {200, append(anyOrigin[:2:2], "Set-Cookie", "new=2"), ""},
		"GET app.example/": {200, []string{"Set-Cookie", "new=2"}, ""},
	}}
	for _, url := range []string{"http://api.example/", "http://app.example/"} {
		client := browser(internet(t, server))
		jar := jarWith(t, url, "session", "secret")
		client.Jar = jar
		res, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got := jar.Cookies(parsed(t, url)); len(got) != 1 {
			t.Errorf("%s: the jar has %v, want what it had", url, got)
		}
	}
	for _, req := range server.seen {
		if got := req.Header.Get("Cookie"); got != "" {
			t.Errorf("%s got Cookie: %s", req.Host, got)
		}
	}
}

func TestTransportFollowsRedirects(t *testing.T) {
	server := &log{Handler: answers{
		"POST app.example/form": {303, []string{"Location", "/done?x#y"}, ""},
		"GET app.example/done":  {200, nil, "done"},
	}}
	client := browser(internet(t, server))
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		t.Error("http.Client saw a redirect")
		return nil
	}
	res, err := client.Post("http://app.example/form", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); string(body) != "done" {
		t.Errorf("body is %q", body)
	}
	if got := res.Request.URL.String(); got != "http://app.example/done?x" {
		t.Errorf("the URL that answered is %q", got)
	}
}

func TestTransportInit(t *testing.T) {
	server := &log{Handler: answers{"GET api.example/": {200, nil, "secret"}}}
	client := browser(internet(t, server))
	transport := client.Transport.(*nethttp.Transport)
	transport.Init = func(_ *http.Request, init *fetch.RequestInit) { init.Mode = new(fetch.ModeNoCORS) }
	res, err := client.Get("http://api.example/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != 0 || res.Status != "" || len(res.Header) != 0 || len(body) != 0 {
		t.Errorf("an opaque response has status %d %q, %v, %q", res.StatusCode, res.Status, res.Header, body)
	}
}

func TestTransportBodies(t *testing.T) {
	for _, tc := range []struct {
		name string
		body io.Reader
		want string // what echo saw of the request
	}{
		{"bytes are of known length", strings.NewReader("hello"), "POST text/plain hello"},
		{"a reader is a stream", io.MultiReader(strings.NewReader("hel"), strings.NewReader("lo")), "POST text/plain hello"},
		{"nothing", http.NoBody, "POST text/plain "},
	} {
		t.Run(tc.name, func(t *testing.T) {
			server := &log{Handler: echo}
			res, err := browser(internet(t, server)).Post("http://app.example/", "text/plain", tc.body)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			if body, _ := io.ReadAll(res.Body); string(body) != tc.want {
				t.Errorf("the server saw %q, want %q", body, tc.want)
			}
		})
	}
}

// TestGzip: script reads decoded bytes and sees the header lines as they came.
func TestGzip(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	io.WriteString(w, "hello")
	w.Close()
	for _, tc := range []struct {
		name, coding, body, want string
		broken                   bool
	}{
		{"gzip", "gzip", packed.String(), "hello", false},
		{"gzip in capitals", "GZIP", packed.String(), "hello", false},
		{"no coding", "", "hello", "hello", false},
		{"a coding we do not know", "br", "hello", "hello", false},
		{"not what it says", "gzip", "hello", "", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			client := browser(internet(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if got := r.Header.Get("Accept-Encoding"); got != "gzip" {
					t.Errorf("Accept-Encoding is %q", got)
				}
				if tc.coding != "" {
					w.Header().Set("Content-Encoding", tc.coding)
				}
				io.WriteString(w, tc.body)
			})))
			res, err := client.Get("http://app.example/")
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if string(body) != tc.want || (err != nil) != tc.broken {
				t.Errorf("body is %q, %v; want %q", body, err, tc.want)
			}
			if got := res.Header.Get("Content-Encoding"); got != tc.coding {
				t.Errorf("Content-Encoding is %q, want %q", got, tc.coding)
			}
			if res.Uncompressed != (tc.want != tc.body || tc.broken) || res.Uncompressed && res.ContentLength != -1 {
				t.Errorf("Uncompressed is %v, ContentLength %d", res.Uncompressed, res.ContentLength)
			}
		})
	}
}

// TestTimeout: the deadline of http.Client is an abort, and http.Client says that it was a timeout.
func TestTimeout(t *testing.T) {
	client := browser(internet(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })))
	client.Timeout = time.Millisecond
	_, err := client.Get("http://app.example/")
	timeout := interface{ Timeout() bool }(nil)
	if !errors.As(err, &timeout) || !timeout.Timeout() {
		t.Errorf("error is %v, want a timeout", err)
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want it to be %v", err, context.DeadlineExceeded)
	}
}
