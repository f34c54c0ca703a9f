package main

import (
	"strings"

	"github.com/corsref/corsref/conformance/live"
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
		Short: "Fetch a URL as a page would, and tell what happens",
		Long: `fetch makes a fetch as a page does, over the network: the preflight that a browser
would send, the request, and redirects. It tells the story, as check does. Bodies of
answers are not read.`,
		Example: `  # May https://app.example read this?
  corsref fetch --origin https://app.example https://api.example/items

  # A request with a preflight and a cookie
  corsref fetch --origin https://app.example -X PUT -H 'X-Foo: 1' \
    --credentials include --cookie session=1 https://api.example/items

Exit codes: 0 when script gets a response, 1 when it does not, 2 for bad usage.`,
		DisableFlagsInUseLine: true,
		Args:                  oneURL,
		ValidArgsFunction:     cobra.NoFileCompletions,
		RunE:                  func(cmd *cobra.Command, args []string) error { return runFetch(cmd, &flags, args) },
	}
	cmd.Flags().SortFlags = false
	flags.request.register(cmd)
	cmd.Flags().Lookup("origin").Usage = "the page's `origin` (" + somePage("https:") + ")"
	cmd.Flags().StringArrayVar(&flags.cookies, "cookie", nil, "a cookie of the URL's host, `name=value`, sent where credentials are; again for more")
	flags.network.register(cmd)
	cmd.Flags().BoolVar(&flags.json, "json", false, "print the verdict as JSON")
	return cmd
}

// somePage is the origin of a page that no server has heard of, and from which an address is not mixed content.
func somePage(address string) string {
	if strings.HasPrefix(address, "https:") {
		return "https://app.example"
	}
	return "http://app.example"
}

// oneURL is the Args of commands about one fetch.
func oneURL(_ *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return usage("there is no URL to fetch")
	case len(args) > 1:
		return usage("there is one argument, the URL to fetch; there are %d", len(args))
	}
	return nil
}

// runFetch makes the fetch and reports.
func runFetch(cmd *cobra.Command, flags *fetchFlags, args []string) error {
	if flags.request.origin == "" {
		flags.request.origin = somePage(args[0])
	}
	s, err := flags.request.scenario(cmd, args)
	if err != nil {
		return err
	}
	jar, err := jarOf(args[0], flags.cookies)
	if err != nil {
		return err
	}
	ctx, stop := interruptible(cmd)
	defer stop()
	network, err := flags.network.network()
	if err != nil {
		return err
	}
	defer network.CloseIdleConnections()
	r := newReport(cmd.OutOrStdout(), flags.json)
	client := &nethttp.Client{Network: network, Jar: jar, Name: userAgent}
	if err := judge(s, live.Server(ctx, client, s), r); err != nil {
		return err
	}
	return r.end()
}
