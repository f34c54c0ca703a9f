package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/spf13/cobra"
)

// requestFlags say what the page asks for, and where the captured answers are.
type requestFlags struct {
	origin, page, method, body  string
	headers                     []string
	credentials, mode, redirect choice
	preflights, responses       []string
}

// requestFlagNames are the flags that need --origin.
var requestFlagNames = []string{"page", "method", "header", "body", "credentials", "mode", "redirect", "preflight", "response"}

// register adds the flags that say what the page asks for.
func (f *requestFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.origin, "origin", "", "the page's `origin`; the argument is then the URL it fetches")
	flags.StringVar(&f.page, "page", "", "the page's `URL`, when it is not the root of the origin")
	flags.StringVarP(&f.method, "method", "X", "", "the `method` (GET)")
	flags.StringArrayVarP(&f.headers, "header", "H", nil, "a request header, `'Name: value'`; again for more")
	flags.StringVarP(&f.body, "body", "d", "", "the body's `text`")
	f.credentials.register(cmd, "credentials", "same-origin", "omit", "include")
	f.mode.register(cmd, "mode", "cors", "no-cors", "same-origin")
	f.redirect.register(cmd, "redirect", "follow", "error", "manual")
	fixed(cmd, "method", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
}

// registerCaptures adds the flags that say where the captured answers are.
func (f *requestFlags) registerCaptures(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.preflights, "preflight", nil, "a `FILE` with the answer to the preflight; again for more, - is standard input")
	flags.StringArrayVar(&f.responses, "response", nil, "a `FILE` with the answer to the request; again for more, - is standard input")
}

// given reports whether the command line asks for raw captures.
func (f *requestFlags) given(cmd *cobra.Command) bool {
	for _, name := range append(requestFlagNames, "origin") {
		if cmd.Flags().Changed(name) {
			return true
		}
	}
	return false
}

// scenario is the fetch that the flags describe, of a page that no server answers yet.
func (f *requestFlags) scenario(cmd *cobra.Command, args []string) (*conformance.Scenario, error) {
	if err := f.validate(args); err != nil {
		return nil, err
	}
	optional := func(flag string, value *string) *string {
		if !cmd.Flags().Changed(flag) {
			return nil
		}
		return value
	}
	init := conformance.FetchInit{
		URL:    args[0],
		Method: optional("method", &f.method), Body: optional("body", &f.body),
		Credentials: optional("credentials", &f.credentials.value), Mode: optional("mode", &f.mode.value), Redirect: optional("redirect", &f.redirect.value),
	}
	for _, line := range f.headers {
		name, value, _ := strings.Cut(line, ":")
		init.Headers = append(init.Headers, conformance.Field{Name: name, Value: strings.Trim(value, " \t")})
	}
	return &conformance.Scenario{
		Origin: f.origin, Page: optional("page", &f.page), Fetches: []conformance.FetchInit{init},
	}, nil
}

// validate refuses what would not make sense as a document either.
func (f *requestFlags) validate(args []string) error {
	switch {
	case f.origin == "":
		return usage("captures need the page's --origin, such as --origin https://app.example")
	case len(args) != 1:
		return usage("with --origin there is one argument, the URL that the page fetches; there are %d", len(args))
	}
	if _, err := origin.Parse(f.origin); err != nil {
		return usage("--origin: %w", err)
	}
	if _, err := parseURL(args[0]); err != nil {
		return usage("%w", err)
	}
	if f.page != "" {
		if _, err := parseURL(f.page); err != nil {
			return usage("--page: %w", err)
		}
	}
	for _, line := range f.headers {
		name, _, found := strings.Cut(line, ":")
		if !found || !header.IsName(name) {
			return usage("--header %q: write 'Name: value'", line)
		}
	}
	return nil
}

// parseURL parses a URL that somebody typed. What reads as a host with a port is not taken for a scheme.
func parseURL(address string) (origin.URL, error) {
	u, err := origin.ParseURL(address)
	if err != nil || u.IsHTTP() {
		return u, err
	}
	_, rest, _ := strings.Cut(address, ":")
	port, _, _ := strings.Cut(rest, "/")
	if _, err := strconv.ParseUint(port, 10, 16); err == nil {
		return u, fmt.Errorf("URL %q has no scheme; write http://%s", address, address)
	}
	return u, nil
}

// choice is a flag with one of several values.
type choice struct {
	value string
	of    []string
}

// register adds the flag to cmd, and completes it.
func (c *choice) register(cmd *cobra.Command, name string, of ...string) {
	c.of = of
	cmd.Flags().Var(c, name, c.list()+" ("+of[0]+")")
	cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(of, cobra.ShellCompDirectiveNoFileComp))
}

// Set is the pflag.Value's.
func (c *choice) Set(value string) error {
	if !slices.Contains(c.of, value) {
		return errors.New("write " + c.list())
	}
	c.value = value
	return nil
}

// String is the pflag.Value's.
func (c *choice) String() string { return c.value }

// Type is the pflag.Value's: what help calls the value.
func (c *choice) Type() string { return "mode" }

func (c *choice) list() string {
	last := len(c.of) - 1
	return strings.Join(c.of[:last], ", ") + " or " + c.of[last]
}
