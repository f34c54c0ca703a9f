package nethttp

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// responseOf is what the engine is told of an answer. Names are sorted, since net/http has forgotten their order.
func responseOf(res *http.Response) fetch.Response {
	lines := make(header.List, 0, len(res.Header)+1)
	for _, name := range slices.Sorted(maps.Keys(res.Header)) {
		for _, value := range res.Header[name] {
			lines = append(lines, header.Line{Name: name, Value: value})
		}
	}
	// What net/http took out of the header.
	if len(res.TransferEncoding) > 0 && !lines.Contains("Transfer-Encoding") {
		lines = append(lines, header.Line{Name: "Transfer-Encoding", Value: strings.Join(res.TransferEncoding, ", ")})
	}
	if len(res.Trailer) > 0 && !lines.Contains("Trailer") {
		lines = append(lines, header.Line{Name: "Trailer", Value: strings.Join(slices.Sorted(maps.Keys(res.Trailer)), ", ")})
	}
	return fetch.Response{Status: res.StatusCode, Headers: lines}
}
