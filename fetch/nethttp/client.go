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
)

// Client makes fetches over net/http. The zero value follows the standard to the letter, has a CORS-preflight cache of its
// own and no cookies, and sends over http.DefaultTransport. A Client must not be copied or changed once it is used; any
// number of fetches may be under way at the same time.
type Client struct {
	// UserAgent is what the fetches share. Nil: one with a cache of its own and the system's clock.
	UserAgent *fetch.UserAgent
	// Network sends each single request. Nil: http.DefaultTransport. It must not follow redirects, which no Transport of
	// net/http does.
	Network http.RoundTripper
	// Jar has the cookies. Nil: none are sent, none are stored. A [SameSiteJar], such as [Jar], is told
	// the same-site mode; any other sends its cookies across sites too.
	Jar http.CookieJar
	// Name is the User-Agent header of requests that have none. Empty: none is sent.
	Name string

	own struct {
		once sync.Once
		ua   *fetch.UserAgent
	}
}

// Errors of the caller's own making.
var (
	// ErrNoBody: the request has a body, and there are no bytes for it.
	ErrNoBody = errors.New("nethttp: the request has a body and Fetch was given nil; give a Body, for example BodyOf(bytes)")
	// ErrNoPage: a Transport needs a page.
	ErrNoPage = errors.New("nethttp: Transport.Page is empty and Settings is nil; set Page to the URL of the page that asks")
)

// Fetch makes a fetch and returns the response as script sees it, or the *[fetch.NetworkError] that says why there is
// none. When ctx ends before the response's header, the error is an aborted one that unwraps to the context's cause; after
// that, reading the body fails.
//
// The request comes from [fetch.NewRequest] or [fetch.NewXMLHttpRequest], which refuse what the APIs refuse. Its body's
// bytes come from body, which may be nil when it has none.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (c *Client) Fetch(ctx context.Context, req *fetch.Request, body Body) (*Response, error) {
	if req.Body.Present && body == nil {
		return nil, ErrNoBody
	}
	trace := contextTrace(ctx)
	f := c.userAgent().Start(req)
	var last *http.Response // the answer to the request last sent
	for out := f.Next(); out != nil; {
		discard(last)
		trace.sent(out)
		var err error
		last, err = c.send(ctx, out, body)
		switch {
		case ctx.Err() != nil:
			discard(last)
			out = f.Abort()
		case err != nil:
			trace.failed(err)
			out = f.Fail(err)
		default:
			received := responseOf(last)
			trace.received(received)
			out = f.Receive(received)
		}
	}
	filtered, err := f.Result()
	if err != nil {
		discard(last)
		if aborted := (*fetch.NetworkError)(nil); errors.As(err, &aborted) && aborted.Aborted() {
			aborted.Err = context.Cause(ctx)
		}
		return nil, err
	}
	return newResponse(filtered, last), nil
}

// RoundTrip sends one request of a fetch and returns what to tell the fetch, and the body as it came, which must be closed.
// It is for those who run the Fetch themselves; [Client.Fetch] does so.
func (c *Client) RoundTrip(ctx context.Context, out *fetch.Outgoing, body Body) (fetch.Response, io.ReadCloser, error) {
	res, err := c.send(ctx, out, body)
	if err != nil {
		return fetch.Response{}, nil, err
	}
	return responseOf(res), res.Body, nil
}

// userAgent is the one given, or the Client's own.
func (c *Client) userAgent() *fetch.UserAgent {
	if c.UserAgent != nil {
		return c.UserAgent
	}
	c.own.once.Do(func() {
		c.own.ua = &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: time.Now}
	})
	return c.own.ua
}

// CloseIdleConnections closes the connections of the Network that no request uses, if it can.
func (c *Client) CloseIdleConnections() { closeIdleConnections(c.network()) }

func (c *Client) network() http.RoundTripper {
	if c.Network != nil {
		return c.Network
	}
	return http.DefaultTransport
}
