package nethttp

import (
	"bytes"
	"io"
	"net/http"
)

// Body opens the bytes of a request's body to be read from their start: once each time the body goes on the wire, which
// is again after a redirect that keeps it and on a connection that was lost. A stream's is called once at most. What it
// opens is always closed.
type Body func() (io.ReadCloser, error)

// BodyOf returns the body of these bytes, which must not change while a fetch is under way.
func BodyOf[B ~string | ~[]byte](b B) Body {
	content := []byte(b)
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
}

// discard ends a response that nobody reads. A few bytes that have their end in sight are read, so that the connection can
// be used again; of more, not one.
func discard(res *http.Response) {
	if res == nil || res.Body == nil {
		return
	}
	const few = 2 << 10
	if 0 <= res.ContentLength && res.ContentLength <= few {
		io.CopyN(io.Discard, res.Body, few)
	}
	res.Body.Close()
}
