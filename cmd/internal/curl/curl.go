// Package curl writes the curl command that captures the answer to a request as a browser sends it.
package curl

import (
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// Request is what the command sends.
type Request struct {
	Method, URL string
	// Headers are the lines to send; those that curl or HTTP add themselves are left out.
	Headers header.List
	// Body is sent if HasBody.
	Body    string
	HasBody bool
	// File is where the capture goes.
	File string
}

// Command returns the command for a POSIX shell, on several lines.
func (r Request) Command() string {
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
		if wanted(line.Name) {
			words = append(words, "-H "+Quote(headerArgument(line)))
		}
	}
	if r.HasBody {
		words = append(words, "--data-raw "+Quote(r.Body))
	}
	words = append(words, "-o "+Quote(r.File), Quote(r.URL))
	return strings.Join(words, " \\\n  ")
}

// headerArgument is how curl wants a header; an empty value is told by a semicolon.
func headerArgument(line header.Line) string {
	if line.Value == "" {
		return line.Name + ";"
	}
	return line.Name + ": " + line.Value
}

// wanted tells the headers that a server's CORS may depend on from those that every browser sends.
func wanted(name string) bool {
	switch name = header.ByteLowercase(name); name {
	case "accept", "accept-encoding", "referer", "content-length", "cache-control", "pragma":
		return false
	}
	return !strings.HasPrefix(name, "sec-")
}
