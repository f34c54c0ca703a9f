package nethttp

import (
	"bytes"
	"io"
	"net/http"
	"time"
)

// Bytes returns a function that opens these bytes, for [Client.Fetch]. They must not change while a fetch is under way.
func Bytes[B ~string | ~[]byte](b B) func() (io.ReadCloser, error) {
	content := []byte(b)
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
}

// What is read of a body that nobody wants, so that its connection can carry the next request.
const (
	drainBytes = 2 << 10
	drainTime  = 100 * time.Millisecond
)

// drain closes the body of a response that another request follows. A few bytes that have their end in sight are read
// first; a server that holds them back gains nothing but a closed connection.
func drain(res *http.Response) {
	defer res.Body.Close()
	if res.ContentLength <= 0 || res.ContentLength > drainBytes {
		return
	}
	read := make(chan struct{})
	go func() {
		io.CopyN(io.Discard, res.Body, drainBytes)
		close(read)
	}()
	timeout := time.NewTimer(drainTime)
	defer timeout.Stop()
	select {
	case <-read:
	case <-timeout.C:
	}
}
