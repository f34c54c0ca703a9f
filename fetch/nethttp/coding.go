package nethttp

import (
	"compress/gzip"
	"fmt"
	"io"

	"github.com/corsref/corsref/fetch/header"
)

// acceptEncoding lists the content codings that gunzip undoes.
const acceptEncoding = "gzip"

// isGzip reports whether gzip is the one content coding of a response with these headers.
//
// https://fetch.spec.whatwg.org/#handle-content-codings
func isGzip(l header.List) bool {
	codings, _ := l.ExtractTokens("Content-Encoding")
	return len(codings) == 1 && (header.EqualFold(codings[0], "gzip") || header.EqualFold(codings[0], "x-gzip"))
}

// maxDecoded is the bound that MaxDecoded stands for; negative: none.
func (c *Client) maxDecoded() int64 {
	if c.MaxDecoded == 0 {
		return 1 << 30
	}
	return c.MaxDecoded
}

// DecodedTooLargeError is the error of a read beyond [Client.MaxDecoded].
type DecodedTooLargeError struct {
	Limit int64 // in bytes
}

// Error returns one sentence.
func (e *DecodedTooLargeError) Error() string {
	return fmt.Sprintf("nethttp: the body decodes to more than %d bytes; Client.MaxDecoded sets that limit", e.Limit)
}

// gunzip is a body without its content coding. It reads the header of gzip at the first Read, not before: the body may be
// slow, and may be empty.
//
// https://fetch.spec.whatwg.org/#handle-content-codings
type gunzip struct {
	body io.ReadCloser
	max  int64 // negative: no bound
	read int64
	r    *gzip.Reader
	err  error
}

func (g *gunzip) Read(p []byte) (int, error) {
	if g.r == nil && g.err == nil {
		g.r, g.err = gzip.NewReader(g.body)
	}
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.r.Read(p)
	g.read += int64(n)
	if over := g.read - g.max; g.max >= 0 && over > 0 {
		n -= int(over)
		err = &DecodedTooLargeError{g.max}
	}
	g.err = err
	return n, err
}

func (g *gunzip) Close() error { return g.body.Close() }
