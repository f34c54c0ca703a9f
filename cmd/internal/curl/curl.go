// Package curl writes the curl command that captures the answer to a request as a browser sends it.
package curl

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// Request is what the command sends.
type Request struct {
	Method, URL string
	Headers     header.List // those that curl adds, or on which no server's CORS depends, are left out
	Body        string      // sent if HasBody
	HasBody     bool
	File        string // where the capture goes
}

// Command returns the command for a POSIX shell, on several lines with an indent.
func (r Request) Command(indent string) string {
	words := []string{"curl -si"}
	switch {
	case r.Method == "HEAD":
		words[0] = "curl -sI"
	case r.Method != "GET" || r.HasBody:
		words[0] += " -X " + Quote(r.Method)
	}
	if strings.ContainsAny(r.URL, "[]{}") {
		words[0] += " --globoff"
	}
	for _, line := range r.Headers {
		argument := line.Name + ": " + line.Value
		if line.Value == "" {
			argument = line.Name + ";" // with a colon, curl drops the header
		}
		if wanted(line.Name) {
			words = append(words, "-H "+Quote(argument))
		}
	}
	if r.HasBody {
		words = append(words, "--data-raw "+Quote(r.Body))
	}
	words = append(words, "-o "+Quote(r.File), Quote(r.URL))
	return indent + strings.Join(words, " \\\n  "+indent)
}

// wanted tells the headers that a server's CORS may depend on from those that every browser sends.
func wanted(name string) bool {
	name = header.ByteLowercase(name)
	return !strings.HasPrefix(name, "sec-") &&
		!slices.Contains([]string{"accept", "accept-encoding", "referer", "content-length", "cache-control", "pragma"}, name)
}
