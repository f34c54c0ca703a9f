package nethttp

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/corsref/corsref/fetch"
)

// errSwitchingProtocols is why a 101 is a failure: nobody asked for another protocol.
var errSwitchingProtocols = errors.New("the server switched protocols, which the request did not ask for")

// errNoResponse is what a RoundTripper must not do.
var errNoResponse = errors.New("the RoundTripper returned neither a response nor an error")

// send sends one request and returns the answer to it, whose Request is that request and whose Body is not nil. When the
// error is not nil, there is no response to close.
//
// https://fetch.spec.whatwg.org/#concept-http-network-fetch
func (c *Client) send(ctx context.Context, out *fetch.Outgoing, getBody func() (io.ReadCloser, error)) (*http.Response, error) {
	req, err := c.newRequest(ctx, out, getBody)
	if err != nil {
		return nil, err
	}
	network := c.network()
	if out.NewConnection {
		network = withoutConnections(network)
	}
	received, err := network.RoundTrip(req)
	if received == nil {
		if err == nil {
			err = errNoResponse
		}
		return nil, err
	}
	res := *received // which stays the RoundTripper's own
	res.Request = req
	if res.Body == nil {
		res.Body = http.NoBody
	}
	switch {
	case err == nil && ctx.Err() != nil:
		err = ctx.Err()
	case err == nil && res.StatusCode == http.StatusSwitchingProtocols:
		err = errSwitchingProtocols
	}
	if err != nil {
		res.Body.Close()
		return nil, err
	}
	if cookies := res.Cookies(); out.StoreCookies && c.Jar != nil && len(cookies) > 0 {
		c.Jar.SetSameSiteCookies(JarURL(out.URL), cookies, out.SameSite)
	}
	return &res, nil
}

// newRequest makes of out what net/http sends.
func (c *Client) newRequest(ctx context.Context, out *fetch.Outgoing, getBody func() (io.ReadCloser, error)) (*http.Request, error) {
	u := urlOf(out.URL)
	req := (&http.Request{
		Method: out.Method, URL: u, Host: u.Host, Header: make(http.Header, len(out.Headers)+3),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	for _, line := range out.Headers {
		switch name := http.CanonicalHeaderKey(line.Name); name {
		case "Content-Length", "Host", "Trailer", "Transfer-Encoding": // net/http's own, which it keeps out in this spelling only
		case "User-Agent", "Accept-Encoding": // net/http looks for them by these names
			req.Header[name] = append(req.Header[name], line.Value)
		default:
			req.Header[line.Name] = append(req.Header[line.Name], line.Value)
		}
	}
	// net/http has its own way with these two unless they are there. An empty User-Agent is not sent.
	if !out.Headers.Contains("User-Agent") {
		req.Header["User-Agent"] = []string{c.Name}
	}
	if !out.Headers.Contains("Accept-Encoding") {
		req.Header["Accept-Encoding"] = []string{acceptEncoding}
	}
	if out.Credentials && c.Jar != nil {
		if cookies := cookieString(c.Jar.SameSiteCookies(JarURL(out.URL), out.SameSite)); cookies != "" {
			req.Header["Cookie"] = []string{cookies}
		}
	}
	return req, setBody(req, out, getBody)
}

// setBody gives req the body that out describes.
func setBody(req *http.Request, out *fetch.Outgoing, getBody func() (io.ReadCloser, error)) error {
	switch {
	case !out.Body.Present:
		return nil
	case out.Body.Length == 0:
		// Without this, net/http sends Content-Length: 0 for some methods only.
		req.Body, req.TransferEncoding = http.NoBody, []string{"identity"}
		return nil
	}
	opened, err := getBody()
	if err != nil {
		return err
	}
	req.Body, req.ContentLength = opened, out.Body.Length
	if !out.Body.Stream {
		req.GetBody = getBody
	}
	return nil
}

// withoutConnections returns a RoundTripper that opens a new connection, as far as that can be had.
func withoutConnections(network http.RoundTripper) http.RoundTripper {
	if t, ok := network.(*http.Transport); ok {
		t = t.Clone()
		t.DisableKeepAlives = true
		return t
	}
	closeIdleConnections(network)
	return network
}

func closeIdleConnections(network http.RoundTripper) {
	if c, ok := network.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
