package nethttp

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// Client makes fetches over net/http. The zero value follows the standard to the letter, knows the public suffix list, has
// a CORS-preflight cache of its own and no cookies, and bounds what a server can make it wait for and keep. A Client must
// not be copied or changed once it is used; any number of fetches may be under way at the same time.
type Client struct {
	// UserAgent is what the fetches share. Nil: one with a cache of its own. Its Sites default to psl.List, and its clock to
	// time.Now; the Client fills these in on a copy.
	UserAgent *fetch.UserAgent
	// Network sends each single request. It must not follow redirects, which no Transport of net/http does. Nil: a copy of
	// http.DefaultTransport that reads at most 256 KiB of response header and waits for it at most 5 minutes.
	Network http.RoundTripper
	// Jar has the cookies, for example a [Jar]. Nil: none are sent, none are stored.
	Jar SameSiteJar
	// Name is the User-Agent header of requests that have none. Empty: none is sent.
	Name string
	// MaxDecoded is how many bytes a compressed body may decode to: a read beyond it fails with a *[DecodedTooLargeError].
	// Zero: 1 GiB. Negative: no bound.
	MaxDecoded int64

	own struct {
		once    sync.Once
		ua      *fetch.UserAgent
		network http.RoundTripper
	}
}

// Errors of the caller's own making.
var (
	// ErrNoBody: the request has a body, and there are no bytes for it.
	ErrNoBody = errors.New("nethttp: the request has a body and Fetch was given no function to open it; give one, for example Bytes(content)")
	// ErrNoPage: a Transport needs a page.
	ErrNoPage = errors.New("nethttp: Transport.Page is empty and Settings is nil; set Page to the URL of the page that asks")
)

// Fetch makes a fetch and returns the response as script sees it, or the *[fetch.NetworkError] that says why there is
// none. It returns as soon as the last response's header is there. When ctx ends before that, the error is an aborted one
// that unwraps to the context's cause; after that, reading the body fails.
//
// The request comes from [fetch.NewRequest] or [fetch.NewXMLHttpRequest], which refuse what the APIs refuse.
//
// The function getBody opens the bytes of the request's body to be read from their start; it may be nil when the request
// has none. It is called each time the body goes on the wire, which is again after a redirect that keeps the body and on
// a connection that was lost; for a stream it is called once at most. What it opens is always closed. [Bytes] makes one.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (c *Client) Fetch(ctx context.Context, req *fetch.Request, getBody func() (io.ReadCloser, error)) (*Response, error) {
	if req.Body.Present && getBody == nil {
		return nil, ErrNoBody
	}
	trace := contextTrace(ctx)
	f, err := c.userAgent().Start(req)
	if err != nil {
		return nil, err
	}
	var last *http.Response // the answer to the request last sent
	for out := f.Next(); out != nil; {
		if last != nil {
			drain(last)
		}
		trace.Sent(out)
		var err error
		last, err = c.send(ctx, out, getBody)
		switch {
		case ctx.Err() != nil:
			out = f.Abort()
		case err != nil:
			trace.Failed(err)
			out = f.Fail(err)
		default:
			received := responseOf(last)
			trace.Received(received)
			out = f.Receive(received)
		}
	}
	filtered, err := f.Result()
	if err != nil {
		if last != nil {
			last.Body.Close()
		}
		if aborted, ok := Refusal(err); ok && aborted.Aborted() {
			aborted.Err = context.Cause(ctx)
		}
		return nil, err
	}
	return c.newResponse(filtered, last), nil
}

// RoundTrip sends one request of a fetch and returns what to tell the fetch, and the body as it came, which must be closed.
// It is for those who run the [fetch.Fetch] themselves; [Client.Fetch] does so.
func (c *Client) RoundTrip(ctx context.Context, out *fetch.Outgoing, getBody func() (io.ReadCloser, error)) (fetch.Response, io.ReadCloser, error) {
	res, err := c.send(ctx, out, getBody)
	if err != nil {
		return fetch.Response{}, nil, err
	}
	return responseOf(res), res.Body, nil
}

// CloseIdleConnections closes the connections of the Network that no request uses, if it can.
func (c *Client) CloseIdleConnections() { closeIdleConnections(c.network()) }

func (c *Client) userAgent() *fetch.UserAgent {
	c.own.once.Do(c.fillIn)
	return c.own.ua
}

func (c *Client) network() http.RoundTripper {
	c.own.once.Do(c.fillIn)
	return c.own.network
}

// fillIn decides what the fields leave open.
func (c *Client) fillIn() {
	ua := fetch.UserAgent{Preflights: cache.New(cache.Limits{})}
	if c.UserAgent != nil {
		ua = *c.UserAgent
	}
	if ua.Sites == nil {
		ua.Sites = psl.List
	}
	if ua.IsHTTP1 == nil {
		// Deviation: HTTP-network fetch, 8.3, refuses a stream over HTTP/1.x; net/http sends
		// it in chunks, and so does a Client.
		ua.IsHTTP1 = func(origin.URL) bool { return false }
	}
	if ua.Now == nil {
		ua.Now = time.Now
	}
	c.own.ua, c.own.network = &ua, c.Network
	if c.own.network == nil {
		c.own.network = defaultNetwork()
	}
}

// defaultNetwork returns a copy of http.DefaultTransport that bounds the response header in bytes and in time, or what
// the program has put in its place.
func defaultNetwork() http.RoundTripper {
	shared, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	network := shared.Clone()
	if network.MaxResponseHeaderBytes == 0 {
		network.MaxResponseHeaderBytes = 256 << 10
	}
	if network.ResponseHeaderTimeout == 0 {
		network.ResponseHeaderTimeout = 5 * time.Minute
	}
	return network
}
