package main

import (
	"io"
	"strings"

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
		as    choice
	)
	cmd := &cobra.Command{
		Use:   "request URL",
		Short: "Print the requests that a browser would send",
		Long: `request prints the exact requests that a browser sends for a fetch: the preflight, if
one is needed, and the request behind it, as it goes when the preflight allows it.
Nothing is sent. Use it instead of writing preflights by hand, which are easily ones
that no browser sends.`,
		Example: `  # What goes over the wire?
  corsref request --origin https://app.example -X PUT -H 'X-Foo: 1' https://api.example/items

  # The same for a shell, and for a Go test
  corsref request --as curl --origin https://app.example -X PUT https://api.example/items
  corsref request --as go --origin https://app.example -X PUT https://api.example/items

Exit codes: 0 when requests are sent, 1 when a browser sends none, 2 for bad usage.`,
		DisableFlagsInUseLine: true,
		ValidArgsFunction:     cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return printRequests(cmd, &flags, as.value, args)
		},
	}
	cmd.Flags().SortFlags = false
	flags.register(cmd, "that of --page, or https://app.example")
	as.register(cmd, "as", asHTTP, asCurl, asGo)
	return cmd
}

// The languages that request speaks.
const (
	asHTTP = "http"
	asCurl = "curl"
	asGo   = "go"
)

// wireRequest is a request that a browser sends.
type wireRequest struct {
	Preflight   bool
	For         string   // what a preflight asks for
	Causes      []string // why it is needed
	Method, URL string
	Host        string
	Target      string
	Headers     header.List
	Credentials bool
	Body        string
	HasBody     bool
}

// printRequests finds out what is sent, and prints it.
func printRequests(cmd *cobra.Command, flags *requestFlags, as string, args []string) error {
	s, err := flags.scenario(cmd, args)
	if err != nil {
		return err
	}
	var sent []wireRequest
	result, err := conformance.Run(s, conformance.Options{Sites: psl.List, Server: func(x conformance.Exchange) (fetch.Response, error) {
		sent = append(sent, wireRequestOf(x.Outgoing, s.Fetches[0].Body))
		return agreeing(x.Outgoing), nil
	}})
	switch {
	case err != nil:
		return err
	case len(sent) == 0:
		io.WriteString(cmd.ErrOrStderr(), "corsref: a browser sends nothing: "+term.Text(result.Fetches[0].Err.Error())+"\n")
		return errBlocked
	}
	write := rawRequests
	switch as {
	case asCurl:
		write = curlRequests
	case asGo:
		write = goRequests
	}
	_, err = io.WriteString(cmd.OutOrStdout(), neverSent(as, s.Fetches[0].Headers, result.Fetches[0].Request.Headers)+write(sent))
	return err
}

// neverSent is a comment on the headers that script cannot set.
func neverSent(as string, asked conformance.Fields, kept header.List) string {
	var names []string
	for _, field := range asked {
		if !kept.Contains(field.Name) {
			names = append(names, field.Name)
		}
	}
	if names == nil {
		return ""
	}
	mark := "# "
	if as == asGo {
		mark = "// "
	}
	return mark + "never sent, since script cannot set it: " + strings.Join(names, ", ") + "\n\n"
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

func wireRequestOf(out *fetch.Outgoing, body *string) wireRequest {
	u := out.URL.WithoutCredentials().WithoutFragment()
	w := wireRequest{
		Preflight: out.Preflight, Method: out.Method, URL: u.String(), Credentials: out.Credentials,
		Host: hostOf(u), Target: u.Path(), Headers: out.Headers.Clone(),
	}
	if query, ok := u.Query(); ok {
		w.Target += "?" + query
	}
	if out.Preflight {
		w.For, w.Causes = asksFor(out.Headers)
	}
	if out.Body.Present && body != nil {
		w.Body, w.HasBody = *body, true
	}
	return w
}

// title says in a line what the request is.
func (w *wireRequest) title() string {
	switch {
	case w.Preflight && w.Causes != nil:
		return "the preflight, needed for " + strings.Join(w.Causes, ", ")
	case w.Preflight:
		return "the preflight"
	case w.Credentials:
		return "the request; a browser adds cookies that it has"
	}
	return "the request; a browser adds no cookies"
}
