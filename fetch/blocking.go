package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// ShouldBlockMIMEType reports whether a response to a request with this
// destination should be blocked due to its MIME type.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
func ShouldBlockMIMEType(destination Destination, response header.List) Check {
	c := Check{Algorithm: algoMIMEType, Step: "4"}
	// 4, first: extracting the MIME type decides nothing for other destinations.
	if !destination.ScriptLike() {
		c.Step = "5"
		return c
	}
	mimeType, ok := safelist.ExtractMIMEType(response) // 1
	if !ok {                                           // 2
		c.Step = "2"
		return c
	}
	// 4.
	switch {
	case mimeType.Type == "audio", mimeType.Type == "image", mimeType.Type == "video", mimeType.Essence() == "text/csv":
		c.Code, c.Header, c.Got = CodeMIMEType, "Content-Type", mimeType.Essence()
		return c
	}
	c.Step = "5" // 5
	return c
}

// ShouldBlockNosniff reports whether a response to a request with this destination
// should be blocked due to nosniff.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
func ShouldBlockNosniff(destination Destination, response header.List) Check {
	c := Check{Algorithm: algoNosniff, Step: "1"}
	if !safelist.DetermineNosniff(response) { // 1
		return c
	}
	mimeType, ok := safelist.ExtractMIMEType(response) // 2
	switch {
	case destination.ScriptLike() && (!ok || !mimeType.IsJavaScript()): // 4
		c.Step, c.Want = "4", "a JavaScript MIME type"
	case destination == DestinationStyle && (!ok || mimeType.Essence() != "text/css"): // 5
		c.Step, c.Want = "5", "text/css"
	default:
		c.Step = "6" // 6
		return c
	}
	c.Code, c.Header = CodeNosniff, "Content-Type"
	if ok {
		c.Got = mimeType.Essence()
	}
	return c
}

// blockedResponse ends the fetch if main fetch's step 20 blocks a response with this
// header list, and reports whether it does.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) blockedResponse(l header.List) bool {
	// Fast path: without a trace the checks that cannot refuse need not be made.
	if d := f.request.Destination; f.trace == nil && f.target.trustworthy && !d.ScriptLike() && d != DestinationStyle {
		return false
	}
	for _, check := range [...]func(*Fetch, header.List) Check{
		(*Fetch).mixedContentResponse, (*Fetch).mimeType, (*Fetch).nosniff,
	} {
		if c := check(f, l); f.decide(algoMainFetch, "20", f.concluded(&c)) {
			f.endWith(PhaseResponse, c, nil)
			return true
		}
	}
	return false
}

func (f *Fetch) mixedContentResponse(header.List) Check {
	return mixedContentResponse(f.request.Client, f.target.trustworthy, f.request.Destination)
}

func (f *Fetch) mimeType(l header.List) Check { return ShouldBlockMIMEType(f.request.Destination, l) }

func (f *Fetch) nosniff(l header.List) Check { return ShouldBlockNosniff(f.request.Destination, l) }
