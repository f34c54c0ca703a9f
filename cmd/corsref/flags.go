package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/spf13/cobra"
)

// choice is a flag with one of several values. Without the flag, value is nil.
type choice[E fmt.Stringer] struct {
	value *E
	of    []E
}

// register adds the flag to cmd, and completes it. The first value is the default.
func (c *choice[E]) register(cmd *cobra.Command, name string, of ...E) {
	c.of = of
	cmd.Flags().Var(c, name, c.list()+" ("+of[0].String()+")")
	completeWith(cmd, name, c.words()...)
}

// completeWith completes a flag with fixed values.
func completeWith(cmd *cobra.Command, flag string, values ...string) {
	cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// Set is the pflag.Value's.
func (c *choice[E]) Set(value string) error {
	i := slices.Index(c.words(), value)
	if i < 0 {
		return errors.New("write " + c.list())
	}
	c.value = &c.of[i]
	return nil
}

// String is the pflag.Value's.
func (c *choice[E]) String() string {
	if c.value == nil {
		return ""
	}
	return (*c.value).String()
}

// Type is the pflag.Value's: what help calls the value.
func (c *choice[E]) Type() string { return "mode" }

func (c *choice[E]) list() string {
	words := c.words()
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// words are the values as the standard spells them.
func (c *choice[E]) words() []string {
	words := make([]string, len(c.of))
	for i, v := range c.of {
		words[i] = v.String()
	}
	return words
}

// requestFlags say what a page asks for, and where captured answers are.
type requestFlags struct {
	origin, page, method, body string
	headers                    []string
	credentials                choice[fetch.CredentialsMode]
	mode                       choice[fetch.Mode]
	redirect                   choice[fetch.RedirectMode]
	preflights, responses      []string
}

// register adds the flags that say what the page asks for.
func (f *requestFlags) register(cmd *cobra.Command, defaultOrigin string) {
	flags := cmd.Flags()
	flags.StringVar(&f.origin, "origin", "", "the page's `origin` ("+defaultOrigin+")")
	flags.StringVar(&f.page, "page", "", "the page's `URL` (the root of the origin)")
	flags.StringVarP(&f.method, "method", "X", "", "the `method` (GET)")
	flags.StringArrayVarP(&f.headers, "header", "H", nil, "a request header, `'Name: value'`; again for more")
	flags.StringVarP(&f.body, "body", "d", "", "the body's `text`")
	f.credentials.register(cmd, "credentials", fetch.CredentialsSameOrigin, fetch.CredentialsOmit, fetch.CredentialsInclude)
	f.mode.register(cmd, "mode", fetch.ModeCORS, fetch.ModeNoCORS, fetch.ModeSameOrigin)
	f.redirect.register(cmd, "redirect", fetch.RedirectFollow, fetch.RedirectError, fetch.RedirectManual)
	completeWith(cmd, "method", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
}

// scenario is the fetch that the flags describe, which no server answers yet.
func (f *requestFlags) scenario(cmd *cobra.Command, args []string) (*conformance.Scenario, error) {
	if len(args) != 1 {
		return nil, usage("there must be one argument, the URL that the page fetches; there are %d", len(args))
	}
	if _, err := parseURL(args[0]); err != nil {
		return nil, usage("%w", err)
	}
	s := new(conformance.Scenario)
	var err error
	if s.Origin, s.Page, err = f.client(args[0]); err != nil {
		return nil, err
	}
	given := func(flag string, value *string) *string {
		if !cmd.Flags().Changed(flag) {
			return nil
		}
		return value
	}
	init := conformance.FetchInit{
		URL: args[0], Method: given("method", &f.method), Body: given("body", &f.body),
		Credentials: f.credentials.value, Mode: f.mode.value, Redirect: f.redirect.value,
	}
	for _, line := range f.headers {
		name, value, found := strings.Cut(line, ":")
		if !found || !header.IsName(name) {
			return nil, usage("--header %q: write 'Name: value'", line)
		}
		init.Headers = append(init.Headers, conformance.Field{Name: name, Value: strings.Trim(value, " \t")})
	}
	s.Fetches = []conformance.FetchInit{init}
	return s, nil
}

// client is the page's origin, the one given or that of its URL, and its URL, if given. With neither, it is a page that no
// server has heard of, and from which the address is not mixed content.
func (f *requestFlags) client(address string) (o origin.Origin, page origin.URL, err error) {
	if f.origin != "" {
		if o, err = origin.Parse(f.origin); err != nil {
			return o, page, usage("--origin: %w", err)
		}
	}
	switch {
	case f.page != "":
		if page, err = parseURL(f.page); err != nil {
			return o, page, usage("--page: %w", err)
		}
		own := page.Origin()
		switch inherits := page.Scheme() == "about"; {
		case f.origin == "":
			o = own
		case !inherits && !o.IsOpaque() && !o.SameOrigin(own):
			return o, page, usage("--origin %s is not the origin of --page, %s; leave one of them out, or write --origin null for a sandboxed page", f.origin, own)
		}
	case f.origin == "" && strings.HasPrefix(address, "https:"):
		o = origin.MustParse("https://app.example")
	case f.origin == "":
		o = origin.MustParse("http://app.example")
	}
	return o, page, nil
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

// hostOf is the host of a URL, with its port.
func hostOf(u origin.URL) string { return u.Origin().String()[len(u.Scheme()+"://"):] }
