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
	return shouldBlockMIMEType(nil, destination, response)
}

// shouldBlockMIMEType is ShouldBlockMIMEType, observed.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
func shouldBlockMIMEType(o *observer, destination Destination, response header.List) Check {
	c := Check{Algorithm: algoMIMEType, Step: "5"}
	// 4, first half: only what runs as script is blocked
	if !IsScriptLike(destination) {
		o.decide(algoMIMEType, "4", false)
		return c // 5: allowed
	}
	mimeType, ok := safelist.ExtractMIMEType(response) // 1: the MIME type of Content-Type
	// 2: there is none: allowed
	if o.decide(algoMIMEType, "2", !ok) {
		c.Step = "2"
		return c
	}
	// 4: a type that cannot be script: blocked
	if o.decide(algoMIMEType, "4", mimeType.Type == "audio" || mimeType.Type == "image" || mimeType.Type == "video" || mimeType.Essence() == "text/csv") {
		c.Step, c.Code, c.Header, c.Got = "4", CodeMIMEType, "Content-Type", mimeType.Essence()
	}
	return c
}

// ShouldBlockNosniff reports whether a response to a request with this destination
// should be blocked due to nosniff.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
func ShouldBlockNosniff(destination Destination, response header.List) Check {
	return shouldBlockNosniff(nil, destination, response)
}

// shouldBlockNosniff is ShouldBlockNosniff, observed.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
func shouldBlockNosniff(o *observer, destination Destination, response header.List) Check {
	c := Check{Algorithm: algoNosniff}
	// 1: the server did not say nosniff: allowed
	if o.decide(algoNosniff, "1", !safelist.DetermineNosniff(response)) {
		c.Step = "1"
		return c
	}
	mimeType, ok := safelist.ExtractMIMEType(response) // 2: the MIME type of Content-Type
	switch {
	// 4: to run as script, and no JavaScript type: blocked
	case o.decide(algoNosniff, "4", IsScriptLike(destination) && (!ok || !mimeType.IsJavaScript())):
		c.Step, c.Want = "4", "a JavaScript MIME type"
	// 5: a style sheet, and not text/css: blocked
	case o.decide(algoNosniff, "5", destination == DestinationStyle && (!ok || mimeType.Essence() != "text/css")):
		c.Step, c.Want = "5", "text/css"
	// 6: allowed
	default:
		c.Step = "6"
		return c
	}
	c.Code, c.Header = CodeNosniff, "Content-Type"
	if ok {
		c.Got = mimeType.Essence()
	}
	return c
}
