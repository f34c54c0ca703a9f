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
	// Length is the length of Body, or −1 when it is not known.
	Length int64

	proto        string
	uncompressed bool
}

// newResponse joins what the engine says of a response with the body that came with it.
func newResponse(filtered *fetch.FilteredResponse, last *http.Response) *Response {
	r := &Response{FilteredResponse: filtered, Body: http.NoBody}
	if last != nil {
		r.proto = last.Proto
	}
	switch {
	case filtered.NullBody:
		discard(last)
	case filtered.LocalBody != nil:
		r.Body, r.Length = io.NopCloser(bytes.NewReader(filtered.LocalBody)), int64(len(filtered.LocalBody))
	case last == nil || last.Body == nil:
	case isDecoded(filtered.Internal.Headers):
		r.Body, r.Length, r.uncompressed = decoded(last.Body), -1, true
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
