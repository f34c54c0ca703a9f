package main

import (
	"fmt"
	"go/format"
	"net/http"
	"strconv"
	"strings"

	"github.com/corsref/corsref/cmd/internal/curl"
	"github.com/corsref/corsref/cmd/internal/term"
)

// rawRequests writes requests as HTTP/1.1, each behind a comment.
func rawRequests(all []wireRequest) string {
	var b strings.Builder
	for i, w := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "# %s\n%s %s HTTP/1.1\nHost: %s\n", w.title(), w.Method, w.Target, w.Host)
		for _, line := range w.Headers {
			b.WriteString(strings.TrimRight(line.Name+": "+term.Text(line.Value), " ") + "\n")
		}
		if w.HasBody {
			b.WriteString("\n" + term.Lines(w.Body) + "\n")
		}
	}
	return b.String()
}

// curlRequests writes requests as commands for a shell.
func curlRequests(all []wireRequest) string {
	var b strings.Builder
	for i, w := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		file := "response.http"
		if w.Preflight {
			file = "preflight.http"
		}
		command := curl.Request{
			Method: w.Method, URL: w.URL, Headers: w.Headers, Body: w.Body, HasBody: w.HasBody, File: file,
		}.Command("")
		fmt.Fprintf(&b, "# %s\n%s\n", w.title(), command)
	}
	return b.String()
}

// goRequests writes requests as Go code for tests.
func goRequests(all []wireRequest) string {
	var b strings.Builder
	for i, w := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		name, body := "req", "nil"
		if w.Preflight {
			name = "preflight"
		}
		if w.HasBody {
			body = "strings.NewReader(" + strconv.Quote(w.Body) + ")"
		}
		fmt.Fprintf(&b, "// %s\n%s := httptest.NewRequest(%q, %q, %s)\n%[2]s.Header = http.Header{\n",
			strings.ToUpper(w.title()[:1])+w.title()[1:]+".", name, w.Method, w.URL, body)
		var names []string
		values := map[string][]string{}
		for _, line := range w.Headers {
			key := http.CanonicalHeaderKey(line.Name)
			if key == "Content-Length" {
				continue // httptest's own
			}
			if values[key] == nil {
				names = append(names, key)
			}
			values[key] = append(values[key], strconv.Quote(line.Value))
		}
		for _, key := range names {
			fmt.Fprintf(&b, "\t%q: {%s},\n", key, strings.Join(values[key], ", "))
		}
		b.WriteString("}\n")
	}
	code, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String()
	}
	return string(code)
}
