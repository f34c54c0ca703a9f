package story

import (
	"slices"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// neededBlock tells what asks for a preflight, and whether one is sent or the CORS-preflight cache answers.
func neededBlock(n fetch.PreflightNeed, request *fetch.Request) *block {
	b := &block{head: []span{{Strong, "Preflight needed"}}}
	cached := ""
	if !n.Needed {
		b.head[0].text, cached = "No preflight: the preflight cache allows it", ", cached"
	}
	cause := func(subject, why string) {
		b.rows = append(b.rows, row{mark: aside, ink: Dim, name: cell(subject), note: Printable(why) + cached})
	}
	if n.Method {
		cause(request.Method, "method is not GET, HEAD or POST")
	}
	if n.Flag {
		why := "an upload listener is set"
		if request.Body.Stream {
			why = "the body is a stream"
		}
		cause(request.Method, why)
	}
	reasons := reasonsOf(request.Headers)
	for _, name := range n.UnsafeNames {
		cause(name, reasons[name])
	}
	if left := len(b.rows) - most; left > 0 {
		b.rows = append(b.rows[:most], moreRow(left, "headers"))
	}
	return b
}

// noNeed tells why no preflight was even thought of.
func (t *teller) noNeed() block {
	why := "the method and every header are safelisted"
	switch {
	case t.request.Mode != fetch.ModeCORS:
		why = "mode " + t.request.Mode.String() + " never has one"
	case !t.crossed:
		why = "same origin, no CORS"
	}
	return block{head: []span{{Strong, "No preflight: " + why}}}
}

// reasonsOf says, by lowercase name, which rule makes a header unsafe.
func reasonsOf(headers header.List) map[string]string {
	reasons := make(map[string]string)
	for i, reason := range slices.Backward(safelist.ExplainRequestHeaders(headers)) {
		if !reason.Safe() {
			reasons[header.ByteLowercase(headers[i].Name)] = reason.String()
		}
	}
	return reasons
}
