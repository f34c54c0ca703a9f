package main

import (
	"github.com/corsref/corsref/cmd/internal/curl"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// askedWithout says why a captured answer looks as if it was asked for without the page's Origin, and how to capture it
// anew; "" when it does not.
func askedWithout(out *fetch.Outgoing, answer fetch.Response, again func() curl.Request) string {
	asks, sent := out.Headers.Get("Origin")
	allows, has := answer.Headers.Get("Access-Control-Allow-Origin")
	why := "It depends on Origin and allows none"
	switch {
	case !sent || asks == "null":
		return ""
	case !has && !variesByOrigin(answer.Headers):
		return ""
	case has && (allows == asks || !isOrigin(allows)):
		return ""
	case has:
		why = "It allows another page"
	}
	return "Was the answer to " + out.Method + " captured with the page's Origin? " + why + ". Capture it again:\n\n" +
		again().Command("  ") + "\n"
}

// isOrigin reports whether a value is the origin of a page.
func isOrigin(value string) bool {
	const longest = 1000 // no host is that long
	if len(value) > longest {
		return false
	}
	o, err := origin.Parse(value)
	return err == nil && !o.IsOpaque()
}

// variesByOrigin reports whether Vary has Origin.
func variesByOrigin(answer header.List) bool {
	vary, _ := answer.Get("Vary")
	for name := range header.DecodeAndSplit(vary) {
		if header.EqualFold(name, "Origin") {
			return true
		}
	}
	return false
}
