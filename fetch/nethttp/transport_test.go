package nethttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
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
	if res.StatusCode != 0 || res.Status != "" || len(res.Header) != 0 || len(body) != 0 || res.Proto != "" || res.ProtoMajor != 0 {
		t.Errorf("an opaque response has status %d %q, %v, %q, %s", res.StatusCode, res.Status, res.Header, body, res.Proto)
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

// TestTransportURL: the request goes where net/http would send it, or nowhere.
func TestTransportURL(t *testing.T) {
	whole := func(u url.URL) *url.URL { return &u }
	for _, tc := range []struct {
		name string
		url  *url.URL
		sent string // "" is an error
	}{
		{"no URL", nil, ""},
		{"a path alone, which a page would resolve", whole(url.URL{Path: "/x"}), ""},
		{"a host without a scheme", whole(url.URL{Host: "api.example", Path: "/x"}), ""},
		{"no host, which a URL parser takes from the path", whole(url.URL{Scheme: "http", Path: "/api.example/x"}), ""},
		{"an opaque path is asked of Host", whole(url.URL{Scheme: "http", Host: "api.example", Opaque: "/x|y", RawQuery: "q"}), "GET http://api.example/x|y?q"},
		{"an opaque path without a host", whole(url.URL{Scheme: "http", Opaque: "/x"}), ""},
		{"a whole URL of the same host", whole(url.URL{Scheme: "http", Host: "api.example", Opaque: "//api.example//x", ForceQuery: true}), "GET http://api.example//x?"},
		{"a whole URL of another host", whole(url.URL{Scheme: "http", Host: "api.example", Opaque: "//app.example/x"}), ""},
		{"a whole URL with another host behind the first", whole(url.URL{Scheme: "http", Host: "api.example", Opaque: "//api.example@app.example/x"}), ""},
		{"an Opaque that is no path", whole(url.URL{Scheme: "http", Host: "api.example", Opaque: "x"}), ""},
		{"a scheme in upper case, which net/http does not know", whole(url.URL{Scheme: "HTTP", Host: "api.example", Opaque: "/x"}), ""},
		{"a scheme that a URL parser reads as http", whole(url.URL{Scheme: "ht\ttp", Opaque: "/x"}), ""},
		{"a host with a slash", whole(url.URL{Scheme: "http", Host: "app.example/x?"}), ""},
		{"a host and a path with two slashes", whole(url.URL{Scheme: "http", Host: "api.example", Path: "//app.example/x"}), "GET http://api.example//app.example/x"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			sent := ""
			client := browser(roundTripper(func(req *http.Request) (*http.Response, error) {
				sent = req.Method + " " + req.URL.Scheme + "://" + req.URL.Host + strings.TrimPrefix(req.URL.RequestURI(), "http://"+req.URL.Host)
				return &http.Response{StatusCode: 200, Header: http.Header{"Access-Control-Allow-Origin": {"*"}}}, nil
			}))
			res, err := client.Transport.RoundTrip(&http.Request{Method: "GET", URL: tc.url, Header: http.Header{}})
			if err == nil {
				res.Body.Close()
			}
			if sent != tc.sent || (err == nil) != (tc.sent != "") {
				t.Errorf("sent %q, error %v; want %q", sent, err, tc.sent)
			}
			if refused, ok := errors.AsType[*nethttp.URLError](err); ok && refused.Reason == "" {
				t.Errorf("the error gives no reason: %v", err)
			}
		})
	}
	t.Run("a data: URL needs no host", func(t *testing.T) {
		res, err := browser(roundTripper(nil)).Get("data:text/plain,hello")
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(res.Body); string(body) != "hello" {
			t.Errorf("body is %q", body)
		}
	})
}

// TestRequestOfResponse: after redirects it is the request that was sent last, but for its cookies and its body.
func TestRequestOfResponse(t *testing.T) {
	client := browser(internet(t, answers{
		"POST app.example/form": {303, []string{"Location", "http://api.example/done"}, ""},
		"GET api.example/done":  {200, anyOrigin, ""},
		"HEAD app.example/see":  {302, []string{"Location", "/done"}, ""},
		"HEAD app.example/done": {200, nil, ""},
	}))
	client.Transport.(*nethttp.Transport).Client.Jar = jarWith(t, "http://app.example/", "session", "1")
	for _, tc := range []struct {
		name, method, url string
		want              string
		header            map[string]string
	}{
		{"303 makes it a GET, and credentials stay behind", "POST", "http://app.example/form", "GET http://api.example/done", map[string]string{
			"Authorization": "", "Content-Type": "", "Accept-Language": "en", "Origin": "http://app.example", "Cookie": ""}},
		{"302 keeps HEAD, and cookies do not show", "HEAD", "http://app.example/see", "HEAD http://app.example/done", map[string]string{
			"Authorization": "Basic x", "Cookie": ""}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var body io.Reader
			if tc.method == "POST" {
				body = strings.NewReader("x")
			}
			req, err := http.NewRequest(tc.method, tc.url, body)
			if err != nil {
				t.Fatal(err)
			}
			req.Header = http.Header{"Authorization": {"Basic x"}, "Accept-Language": {"en"}, "Content-Type": {"text/plain"}}
			res, err := client.Transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			sent := res.Request
			if got := sent.Method + " " + sent.URL.String(); got != tc.want || sent.Body != nil {
				t.Errorf("the request is %s with body %v, want %s without", got, sent.Body, tc.want)
			}
			for name, want := range tc.header {
				if got := sent.Header.Get(name); got != want {
					t.Errorf("its %s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// TestHeadHasALength: it is that of the body that GET would get.
func TestHeadHasALength(t *testing.T) {
	res, err := browser(internet(t, answers{"HEAD app.example/": {200, []string{"Content-Length", "1234"}, ""}})).Head("http://app.example/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.ContentLength != 1234 || len(body) != 0 {
		t.Errorf("ContentLength is %d, the body %q", res.ContentLength, body)
	}
}

// TestIgnoredTellsRepeatedLines: of two equal lines one may be kept and the other be too long.
func TestIgnoredTellsRepeatedLines(t *testing.T) {
	long := strings.Repeat("a", 100)
	req := httptest.NewRequest("GET", "http://api.example/", nil)
	req.RequestURI = ""
	req.Header = http.Header{"Accept": {long, long}, "Accept-Language": {"en"}}
	var ignored []header.Line
	ctx := nethttp.WithTrace(t.Context(), &nethttp.Trace{Ignored: func(l header.Line) { ignored = append(ignored, l) }})
	client := browser(internet(t, answers{"GET api.example/": {200, nil, ""}}))
	client.Transport.(*nethttp.Transport).Init = func(_ *http.Request, init *fetch.RequestInit) { init.Mode = new(fetch.ModeNoCORS) }
	res, err := client.Do(req.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if want := lines("Accept", long); !slices.Equal(ignored, want) {
		t.Errorf("ignored %q, want %q", ignored, want)
	}
}
