package nethttp

import (
	"bytes"
	"io"
	"net/http"

	"github.com/corsref/corsref/fetch"
)

// Response is a response as script sees it.
type Response struct {
	*fetch.FilteredResponse
	// Body is what script reads, content codings undone. It is never nil, and is empty when the body is null. It must be
	// closed.
	Body io.ReadCloser
	// Length is the length of Body, or −1 when it is not known. For HEAD it is what Content-Length says, as in net/http.
	Length int64

	// last is the answer that the response was made of; nil when script may know nothing of it, and when there is none.
	last         *http.Response
	uncompressed bool
}

// newResponse joins what the engine says of a response with the answer that it was made of, which is nil for a data: URL.
func (c *Client) newResponse(filtered *fetch.FilteredResponse, last *http.Response) *Response {
	r := &Response{FilteredResponse: filtered, Body: http.NoBody, last: last}
	switch {
	case last == nil:
		r.Body, r.Length = io.NopCloser(bytes.NewReader(filtered.LocalBody)), int64(len(filtered.LocalBody))
	case filtered.Status == 0: // opaque
		last.Body.Close()
		r.last = nil
	case filtered.NullBody:
		last.Body.Close()
		if last.Request.Method == http.MethodHead {
			r.Length = last.ContentLength
		}
	case last.Body != http.NoBody && isGzip(filtered.Internal.Headers):
		r.Body, r.Length, r.uncompressed = &gunzip{body: last.Body, max: c.maxDecoded()}, -1, true
	default:
		r.Body, r.Length = last.Body, last.ContentLength
	}
	return r
}

// Header returns the headers that script sees, by canonical name; lines of one name in order.
func (r *Response) Header() http.Header {
	h := make(http.Header, len(r.Headers))
	for _, line := range r.Headers {
		h.Add(line.Name, line.Value)
	}
	return h
}
