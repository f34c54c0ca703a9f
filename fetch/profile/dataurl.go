package profile

import (
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// isDataThroughXHR reports whether XMLHttpRequest asks for a data: URL.
func isDataThroughXHR(r *fetch.Request) bool {
	return r.URL.Scheme() == "data" && r.InitiatorType == fetch.InitiatorTypeXMLHttpRequest
}

// withLength gives the response to a data: URL a Content-Length, but for XMLHttpRequest.
func withLength(s *state, res *fetch.FilteredResponse) {
	if s.Request.URL.Scheme() == "data" && !isDataThroughXHR(s.Request) {
		res.Headers.Append("Content-Length", strconv.Itoa(len(res.LocalBody)))
	}
}

// dropSpaces drops the spaces of a base64-encoded data: URL.
//
// Not modelled: a space before the fragment, which a URL parser has made %20 of.
func dropSpaces(_ *memory, r *fetch.Request) {
	if r.URL.Scheme() != "data" || !isBase64(r.URL.Path()) {
		return
	}
	if u, err := origin.ParseURL(strings.ReplaceAll(r.URL.String(), " ", "")); err == nil {
		r.URL = u
	}
}

// isBase64 reports whether the path of a data: URL says that its body is encoded in base64.
func isBase64(path string) bool {
	typ, _, _ := strings.Cut(path, ",")
	typ = strings.TrimRight(typ, " ")
	n := len(typ) - len("base64")
	return n >= 0 && header.EqualFold(typ[n:], "base64") && strings.HasSuffix(strings.TrimRight(typ[:n], " "), ";")
}
