package loopback

import (
	"net/http"
	"strconv"

	"github.com/corsref/corsref/fetch/header"
)

// Reply is a response, byte by byte as it goes out: nothing is added to its lines.
type Reply struct {
	Status  int // 200–999
	Headers header.List
	Body    string
}

// NewReply is a reply that a page can be served with: it says its type and its length, and that nobody may keep it.
func NewReply(status int, contentType, body string) Reply {
	return Reply{Status: status, Body: body, Headers: header.List{
		{Name: "Content-Type", Value: contentType},
		{Name: "Cache-Control", Value: "no-store"},
		{Name: "Content-Length", Value: strconv.Itoa(len(body))},
	}}
}

// appendTo appends the reply to dst as it is sent. A body is sent only where there may be one.
func (r *Reply) appendTo(dst []byte, method string) []byte {
	dst = append(dst, "HTTP/1.1 "...)
	dst = strconv.AppendInt(dst, int64(r.Status), 10)
	dst = append(append(dst, ' '), http.StatusText(r.Status)...)
	dst = append(dst, "\r\n"...)
	for _, line := range r.Headers {
		dst = append(append(dst, line.Name...), ':')
		if line.Value != "" {
			dst = append(append(dst, ' '), line.Value...)
		}
		dst = append(dst, "\r\n"...)
	}
	dst = append(dst, "\r\n"...)
	if r.hasBody(method) {
		dst = append(dst, r.Body...)
	}
	return dst
}

// hasBody reports whether the reply to a request of this method has a body.
func (r *Reply) hasBody(method string) bool {
	return method != "HEAD" && r.Status != http.StatusNoContent && r.Status != http.StatusResetContent &&
		r.Status != http.StatusNotModified
}

// selfDelimiting reports whether a client can tell where the reply ends before the connection does.
func (r *Reply) selfDelimiting(method string) bool {
	if !r.hasBody(method) && r.Status != http.StatusResetContent {
		return !r.Headers.Contains("Content-Length") || method == "HEAD"
	}
	length, ok := r.Headers.Get("Content-Length")
	size := len(r.Body)
	if !r.hasBody(method) {
		size = 0
	}
	return ok && length == strconv.Itoa(size) && !r.Headers.Contains("Transfer-Encoding")
}
