package nethttp

import (
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Transport is an http.RoundTripper that makes of each http.Request the fetch() of a page. It follows redirects itself, so
// that http.Client sees none, and http.Client.CheckRedirect is never called.
//
// The caller's headers go through the guard "request" of the Request constructor: those that script cannot set are dropped
// and told to [Trace.Ignored]. What the constructor throws on is a *[fetch.TypeError], and what is blocked a
// *[fetch.NetworkError]; errors.As finds both inside the *url.Error of http.Client.
//
// A body with GetBody, which http.NewRequest sets for the usual types, can be sent again; any other is a stream, which
// always takes a preflight and which a redirect may end. http.Request's Host, Close, TransferEncoding and Trailer have no
// counterpart in fetch() and are not used.
//
// A User-Agent header of the caller is one that script sets, which takes a preflight across origins. The user agent's own
// name is [Client.Name]; for callers that cannot help naming themselves, Init can take the header out.
//
// The URL is read as net/http reads it: Scheme and Host say where the request goes, whatever Opaque says, and a URL without
// them is a *[URLError], also where a page could resolve it. Other schemes than http and https are package fetch's to judge.
//
// The response is what script would see: the filtered headers, and for an opaque response status 0 and nothing else. When
// its body was compressed and is decoded, Uncompressed is set and the lines Content-Encoding and Content-Length are taken
// out, as net/http does; [Client.Fetch] leaves them. After redirects, Request is the one that was sent last, without its
// cookies, if script may know it.
type Transport struct {
	// Page is the URL of the page that asks, as in https://app.example/. Its origin is the origin of the requests.
	Page string
	// Settings say more of the page than its URL can. Page is then not used.
	Settings *fetch.Settings
	// Client sends. Nil: a Client of the Transport's own.
	Client *Client
	// Init may change what fetch() is given: mode, credentials, redirect mode and the like, which an http.Request does not
	// say. Nil: fetch()'s defaults, which are mode "cors", credentials "same-origin", redirect "follow".
	Init func(*http.Request, *fetch.RequestInit)

	own struct {
		once     sync.Once
		settings *fetch.Settings
		err      error
		client   Client
	}
}

// RoundTrip makes the fetch that req asks for.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body := &requestBody{req: req}
	defer body.closeUnopened()
	settings, err := t.settings()
	if err != nil {
		return nil, err
	}
	url, err := urlText(req.URL)
	if err != nil {
		return nil, err
	}
	init := requestInit(req)
	if t.Init != nil {
		t.Init(req, &init)
	}
	asked, err := fetch.NewRequest(settings, url, init)
	if err != nil {
		return nil, err
	}
	trace := contextTrace(req.Context())
	if req.Host != "" && req.Host != req.URL.Host {
		trace.Ignored(header.Line{Name: "Host", Value: req.Host})
	}
	for _, line := range dropped(init.Headers, asked.Headers) {
		trace.Ignored(line)
	}
	trace.Request(asked)
	res, err := t.client().Fetch(req.Context(), asked, body.open)
	if err != nil {
		return nil, err
	}
	return httpResponse(res, req), nil
}

// CloseIdleConnections is what http.Client.CloseIdleConnections calls.
func (t *Transport) CloseIdleConnections() { t.client().CloseIdleConnections() }

func (t *Transport) client() *Client {
	if t.Client != nil {
		return t.Client
	}
	return &t.own.client
}

func (t *Transport) settings() (*fetch.Settings, error) {
	if t.Settings != nil {
		return t.Settings, nil
	}
	t.own.once.Do(func() {
		if t.Page == "" {
			t.own.err = ErrNoPage
			return
		}
		page, err := origin.ParseURL(t.Page)
		t.own.settings, t.own.err = &fetch.Settings{Origin: page.Origin(), URL: page}, err
	})
	return t.own.settings, t.own.err
}

// requestInit is what fetch() is given for req. Header names are sorted, since a map has no order.
func requestInit(req *http.Request) fetch.RequestInit {
	init := fetch.RequestInit{Duplex: true}
	if req.Method != "" {
		init.Method = &req.Method
	}
	for _, name := range slices.Sorted(maps.Keys(req.Header)) {
		for _, value := range req.Header[name] {
			init.Headers = append(init.Headers, header.Line{Name: name, Value: value})
		}
	}
	switch {
	case req.Body == nil || req.Body == http.NoBody:
	case req.GetBody == nil:
		init.Body = fetch.StreamBody()
	case req.ContentLength > 0:
		init.Body = fetch.BodyOf(req.ContentLength)
	default:
		init.Body = fetch.BodyOf(-1)
	}
	return init
}

// dropped returns the lines that were asked for and not kept. The kept ones are in the order asked for.
func dropped(asked []header.Line, kept header.List) []header.Line {
	var out []header.Line
	for _, line := range asked {
		if len(kept) > 0 && header.EqualFold(kept[0].Name, line.Name) && kept[0].Value == header.Normalize(line.Value) {
			kept = kept[1:]
		} else {
			out = append(out, line)
		}
	}
	return out
}

// requestBody opens the body of an http.Request: first the one it has, then those that GetBody makes.
type requestBody struct {
	req    *http.Request
	opened bool
}

func (b *requestBody) open() (io.ReadCloser, error) {
	if !b.opened {
		b.opened = true
		return b.req.Body, nil
	}
	return b.req.GetBody()
}

// closeUnopened closes the body if nobody else will.
func (b *requestBody) closeUnopened() {
	if !b.opened && b.req.Body != nil {
		b.req.Body.Close()
	}
}

// httpResponse is res for callers of net/http.
func httpResponse(res *Response, req *http.Request) *http.Response {
	out := &http.Response{
		StatusCode: res.Status, Header: res.Header(), Body: res.Body, ContentLength: res.Length, Uncompressed: res.uncompressed,
		Request: req,
	}
	if out.Uncompressed {
		out.Header.Del("Content-Encoding")
		out.Header.Del("Content-Length")
	}
	if res.Status != 0 {
		out.Status = strings.TrimSpace(strconv.Itoa(res.Status) + " " + http.StatusText(res.Status))
	}
	if last := res.last; last != nil {
		out.Proto, out.ProtoMajor, out.ProtoMinor, out.TLS = last.Proto, last.ProtoMajor, last.ProtoMinor, last.TLS
		if res.Redirected {
			out.Request = sentRequest(last.Request)
		}
	}
	return out
}

// sentRequest is a request that was sent, for its callers: without its body, which is consumed, and without its cookies,
// which are not script's.
func sentRequest(sent *http.Request) *http.Request {
	out := sent.WithContext(sent.Context())
	out.Body, out.GetBody, out.TransferEncoding = nil, nil, nil
	out.Header = make(http.Header, len(sent.Header))
	for name, values := range sent.Header {
		if http.CanonicalHeaderKey(name) != "Cookie" {
			out.Header[http.CanonicalHeaderKey(name)] = values
		}
	}
	return out
}
