package main

import (
	"net/http"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/spf13/cobra"
)

// fetchFlags are the flags of fetch.
type fetchFlags struct {
	json    bool
	request requestFlags
	network networkFlags
	cookies []string
}

func newFetch() *cobra.Command {
	var flags fetchFlags
	cmd := &cobra.Command{
		Use:   "fetch URL",
		Short: "Fetch a URL as a page would, and explain what happens",
		Long: `fetch does over the network what a browser does for a page that calls fetch(): it
sends the preflight, if one is needed, and the request, and follows redirects. It
explains each step, as check does. The bodies of answers are not read.`,
		Example: `  # May https://app.example read this?
  corsref fetch --origin https://app.example https://api.example/items

  # A request with a preflight and a cookie
  corsref fetch --origin https://app.example -X PUT -H 'X-Foo: 1' \
    --credentials include --cookie session=1 https://api.example/items

  # The verdict, for other programs
  corsref fetch --json https://api.example/items

Exit codes: 0 when script gets a response, 1 when it does not, 2 for bad usage.`,
		RunE: func(cmd *cobra.Command, args []string) error { return runFetch(cmd, &flags, args) },
	}
	flags.request.register(cmd, "that of --page, or https://app.example")
	cmd.Flags().StringArrayVar(&flags.cookies, "cookie", nil, "a cookie for the URL's host, `name=value`, sent where credentials are; again for more")
	flags.network.register(cmd)
	cmd.Flags().BoolVar(&flags.json, "json", false, "print the verdict as JSON")
	return cmd
}

// runFetch makes the fetch and reports.
func runFetch(cmd *cobra.Command, flags *fetchFlags, args []string) error {
	s, err := flags.request.scenario(cmd, args)
	if err != nil {
		return err
	}
	jar, err := jarOf(args[0], flags.cookies)
	if err != nil {
		return err
	}
	network, err := flags.network.network()
	if err != nil {
		return err
	}
	defer network.CloseIdleConnections()
	ctx, stop := interruptible(cmd)
	defer stop()
	r := newReport(cmd.OutOrStdout(), flags.json)
	r.server = func(s *conformance.Scenario, _ string) (conformance.Server, error) {
		return r.liveServer(ctx, &nethttp.Client{Network: network, Jar: jar, Name: userAgent}, s), nil
	}
	if err := r.judge(s, ""); err != nil {
		return err
	}
	return r.end()
}

// jarOf is a jar with cookies for the host of a URL.
func jarOf(address string, cookies []string) (*nethttp.Jar, error) {
	jar := nethttp.NewJar(nil)
	u, err := parseURL(address)
	if err != nil {
		return nil, usage("%w", err)
	}
	if len(cookies) > 0 && !u.IsHTTP() {
		return nil, usage("--cookie: only http: and https: URLs have cookies")
	}
	for _, text := range cookies {
		parsed, err := http.ParseCookie(text)
		if err != nil {
			return nil, usage("--cookie %q: write name=value", text)
		}
		for _, cookie := range parsed {
			cookie.Path = "/"
		}
		jar.SetCookies(nethttp.JarURL(u), parsed)
	}
	return jar, nil
}
