package main

import (
	"fmt"
	"go/format"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/corsref/corsref/cmd/internal/curl"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin/psl"
	"github.com/spf13/cobra"
)

func newRequest() *cobra.Command {
	var (
		flags requestFlags
		as    choice[language]
		json  bool
	)
	cmd := &cobra.Command{
		Use:   "request URL",
		Short: "Print the requests that a browser would send",
		Long: `request prints the exact requests that a browser sends for a fetch: the preflight, if
one is needed, and the request that follows when the preflight allows it. Nothing is
sent. Use it instead of writing preflights by hand, which are easily ones that no
browser sends.`,
		Example: `  # What goes over the wire?
  corsref request --origin https://app.example -X PUT -H 'X-Foo: 1' https://api.example/items

  # The same for a shell, for a Go test, and for other programs
  corsref request --as curl --origin https://app.example -X PUT https://api.example/items
  corsref request --as go --origin https://app.example -X PUT https://api.example/items
  corsref request --json --origin https://app.example -X PUT https://api.example/items

Exit codes: 0 when requests are sent, 1 when a browser sends none, 2 for bad usage.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if json && as.value != nil {
				return usage("--json is a language of its own; leave --as out")
			}
			language := asHTTP
			switch {
			case json:
				language = asJSON
			case as.value != nil:
				language = *as.value
			}
			return printRequests(cmd, &flags, language, args)
		},
	}
	flags.register(cmd, "that of --page, or https://app.example")
	as.register(cmd, "as", asHTTP, asCurl, asGo)
	cmd.Flags().BoolVar(&json, "json", false, "print one object a request, as NDJSON")
	return cmd
}

// language is what request writes requests in.
type language string

const (
	asHTTP language = "http"
	asCurl language = "curl"
	asGo   language = "go"
	asJSON language = "json"
)

func (l language) String() string { return string(l) }

// printRequests finds out what is sent, and prints it.
func printRequests(cmd *cobra.Command, flags *requestFlags, as language, args []string) error {
	s, err := flags.scenario(cmd, args)
	if err != nil {
		return err
	}
	var sent []string
	result, err := conformance.Run(s, conformance.Options{Sites: psl.List, Server: func(x conformance.Exchange) (fetch.Response, error) {
		sent = append(sent, written(as, x.Outgoing, s.Fetches[0].Body))
		return agreeing(x.Outgoing), nil
	}})
	switch {
	case err != nil:
		return err
	case len(sent) == 0:
		io.WriteString(cmd.ErrOrStderr(), "corsref: a browser sends nothing: "+term.Text(result.Fetches[0].Err.Error())+"\n")
		return errBlocked
	}
	between := "\n"
	if as == asJSON {
		between = ""
	} else if names := neverSent(s.Fetches[0].Headers, result.Fetches[0].Request.Headers); names != nil {
		sent = append([]string{comment(as, "never sent, since script cannot set it: "+strings.Join(names, ", "))}, sent...)
	}
	_, err = io.WriteString(cmd.OutOrStdout(), strings.Join(sent, between))
	return err
}

// written is a request in a language, below a comment that says what it is.
func written(as language, out *fetch.Outgoing, body *string) string {
	body = bodyOf(out, body)
	switch as {
	case asJSON:
		line, _ := conformance.Encode(conformance.Record(out))
		return string(line) + "\n"
	case asCurl:
		return comment(as, title(out)) + curlRequest(out, body)
	case asGo:
		return comment(as, title(out)) + goRequest(out, body)
	}
	return comment(as, title(out)) + rawRequest(out, body)
}

// comment is a comment in a language.
func comment(as language, text string) string {
	if as == asGo {
		return "// " + strings.ToUpper(text[:1]) + text[1:] + ".\n"
	}
	return "# " + text + "\n"
}

// neverSent are the headers that script cannot set.
func neverSent(asked conformance.Fields, kept header.List) (names []string) {
	for _, field := range asked {
		if !kept.Contains(field.Name) {
			names = append(names, field.Name)
		}
	}
	return names
}

// agreeing allows whatever a request asks for.
func agreeing(out *fetch.Outgoing) fetch.Response {
	lines := header.List{{Name: "Access-Control-Allow-Credentials", Value: "true"}}
	for _, pair := range [...][2]string{
		{"Origin", "Access-Control-Allow-Origin"},
		{"Access-Control-Request-Method", "Access-Control-Allow-Methods"},
		{"Access-Control-Request-Headers", "Access-Control-Allow-Headers"},
	} {
		if value, ok := out.Headers.Get(pair[0]); ok {
			lines.Append(pair[1], value)
		}
	}
	return fetch.Response{Status: 200, Headers: lines}
}

// title says in a line what a request is.
func title(out *fetch.Outgoing) string {
	_, causes := asksFor(out.Headers)
	switch {
	case out.Preflight && causes != nil:
		return "the preflight, needed for " + strings.Join(causes, ", ")
	case out.Preflight:
		return "the preflight"
	case out.Credentials:
		return "the request; a browser adds cookies that it has"
	}
	return "the request; a browser adds no cookies"
}

// bodyOf is the body that goes along with a request; nil if none does.
func bodyOf(out *fetch.Outgoing, body *string) *string {
	if !out.Body.Present {
		return nil
	}
	return body
}

// rawRequest writes a request as HTTP/1.1.
func rawRequest(out *fetch.Outgoing, body *string) string {
	var b strings.Builder
	target := out.URL.Path()
	if query, ok := out.URL.Query(); ok {
		target += "?" + query
	}
	fmt.Fprintf(&b, "%s %s HTTP/1.1\nHost: %s\n", out.Method, target, hostOf(out.URL))
	for _, line := range out.Headers {
		b.WriteString(strings.TrimRight(line.Name+": "+term.Text(line.Value), " ") + "\n")
	}
	if body != nil {
		b.WriteString("\n" + term.Lines(*body) + "\n")
	}
	return b.String()
}

// curlRequest writes a request as a command for a shell.
func curlRequest(out *fetch.Outgoing, body *string) string {
	file := "response.http"
	if out.Preflight {
		file = "preflight.http"
	}
	return curlOf(out, body, file).Command("") + "\n"
}

// curlOf is the command that sends a request and captures the answer in a file.
func curlOf(out *fetch.Outgoing, body *string, file string) curl.Request {
	r := curl.Request{
		Method: out.Method, URL: out.URL.WithoutCredentials().StringExcludingFragment(), Headers: out.Headers.Clone(),
		HasBody: body != nil, File: file,
	}
	if r.HasBody {
		r.Body = *body
	}
	return r
}

// goRequest writes a request as Go code for tests.
func goRequest(out *fetch.Outgoing, body *string) string {
	name, reader := "req", "nil"
	if out.Preflight {
		name = "preflight"
	}
	if body != nil {
		reader = "strings.NewReader(" + strconv.Quote(*body) + ")"
	}
	var names []string
	values := map[string][]string{}
	for _, line := range out.Headers {
		key := http.CanonicalHeaderKey(line.Name)
		if key == "Content-Length" {
			continue // httptest's own
		}
		if values[key] == nil {
			names = append(names, key)
		}
		values[key] = append(values[key], strconv.Quote(line.Value))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s := httptest.NewRequest(%q, %q, %s)\n%[1]s.Header = http.Header{\n",
		name, out.Method, out.URL.WithoutCredentials().StringExcludingFragment(), reader)
	for _, key := range names {
		fmt.Fprintf(&b, "\t%q: {%s},\n", key, strings.Join(values[key], ", "))
	}
	b.WriteString("}\n")
	code, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String()
	}
	return string(code)
}
