package nethttp

import (
	"compress/gzip"
	"io"

	"github.com/corsref/corsref/fetch/header"
)

// acceptEncoding lists the content codings that decoded undoes.
const acceptEncoding = "gzip"

// isDecoded reports whether decoded undoes the content codings of a response with these headers.
func isDecoded(l header.List) bool {
	coding, ok := l.Get("Content-Encoding")
	return ok && (header.EqualFold(coding, "gzip") || header.EqualFold(coding, "x-gzip"))
}

// decoded is the body without its content coding.
//
// https://fetch.spec.whatwg.org/#handle-content-codings
func decoded(body io.ReadCloser) io.ReadCloser { return &gunzip{body: body} }

// gunzip reads the gzip header at the first Read, not before: the body may be slow, and may be empty.
type gunzip struct {
	body io.ReadCloser
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
	return g.r.Read(p)
}

func (g *gunzip) Close() error { return g.body.Close() }
