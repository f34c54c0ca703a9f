package main

import (
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/spf13/cobra"
)

// checkFlags are the flags of check.
type checkFlags struct {
	json     bool
	remedy   bool
	trace    bool
	profiles []string
	browsers []string
	server   serverFlags
	request  requestFlags
}

func newCheck() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [FILE... | -]",
		Short: "Judge scenarios, or what a server really answered",
		Long: `check plays fetches as a browser would and explains each: which requests go over
the wire, why a preflight is needed, every check of every answer, what script can
read and, when the fetch is blocked, what to change.

Without arguments it judges an example. FILE is a scenario (.json, .yaml) or many
(.ndjson, or a list); - is NDJSON on standard input.

With --origin or --page it judges raw captures, as curl -si prints them; the argument
is then the URL that the page fetches. When an answer is missing, it prints the curl
command that captures it.

With --server it sends the requests of the scenarios, which then have no server
rules, to a running server, and judges what that answers.

With --browser it plays the scenarios in real browsers too, those that are installed,
and shows what each does beside what its profile predicts.`,
		Example: `  # What does the browser do with this scenario?
  corsref check scenario.yaml

  # May https://app.example send this PUT, given what the server answers?
  corsref check --origin https://app.example --method PUT -H 'X-Foo: 1' \
    --credentials include --preflight pre.http --response put.http \
    https://api.example/items

  # Does the server that runs here do what the scenario expects?
  corsref check --server http://127.0.0.1:8080 scenario.yaml

  # Do real browsers do the same?
  corsref check --browser chromium,firefox,webkit scenario.yaml

  # One verdict a line, for other programs
  corsref check --json - < scenarios.ndjson

Exit codes: 0 when every fetch got a response (or what it expects), 1 when one was
blocked, an expectation failed, or a browser did not do as predicted, 2 for bad input
or usage.`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"json", "yaml", "yml", "ndjson"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error { return check(cmd, &flags, args) },
	}
	flags.request.register(cmd, "that of --page")
	cmd.Flags().StringArrayVar(&flags.request.preflights, "preflight", nil, "a `FILE` with the answer to the preflight; again for more, - is standard input")
	cmd.Flags().StringArrayVar(&flags.request.responses, "response", nil, "a `FILE` with the answer to the request; again for more, - is standard input")
	flags.server.register(cmd)
	cmd.Flags().BoolVar(&flags.json, "json", false, "print one verdict object a scenario, as NDJSON")
	cmd.Flags().BoolVar(&flags.remedy, "remedy", false, "with --json, add to each verdict what mends a blocked fetch")
	cmd.Flags().BoolVar(&flags.trace, "trace", false, "print every decision before the story, with its step of the standard")
	cmd.Flags().StringSliceVar(&flags.profiles, "profile", []string{standardSet.Name}, "judge as these `browsers` do: "+strings.Join(profileNames(), ", "))
	completeWith(cmd, "profile", profileNames()...)
	cmd.Flags().StringSliceVar(&flags.browsers, "browser", nil, "play scenarios in real `browsers` too: "+strings.Join(browserNames(), ", "))
	completeWith(cmd, "browser", browserNames()...)
	return cmd
}

// captureFlags are the flags about the one fetch whose answers were captured.
var captureFlags = []string{"origin", "page", "method", "header", "body", "credentials", "mode", "redirect", "preflight", "response"}

// anyChanged reports whether the command line has any of the flags.
func anyChanged(cmd *cobra.Command, flags []string) bool {
	for _, name := range flags {
		if cmd.Flags().Changed(name) {
			return true
		}
	}
	return false
}

// check judges what the command line says.
func check(cmd *cobra.Command, flags *checkFlags, args []string) (err error) {
	r := newReport(cmd.OutOrStdout(), flags.json)
	r.trace, r.remedies = flags.trace, flags.remedy
	if r.profiles, err = chosenProfiles(flags.profiles); err != nil {
		return err
	}
	server, stop, err := flags.server.server(cmd, r)
	if err != nil {
		return err
	}
	defer stop()
	r.server = server
	captured := anyChanged(cmd, captureFlags)
	if err := checkBrowsers(flags.browsers); err != nil {
		return err
	}
	switch {
	case len(flags.browsers) > 0 && (server != nil || captured):
		return usage("--browser plays scenarios, whose rules answer; leave --server and captures out")
	case flags.remedy && !flags.json:
		return usage("--remedy is for --json; the story tells it anyway")
	case flags.trace && flags.json:
		return usage("--trace is for people; leave --json out")
	case server != nil && len(r.profiles) > 1:
		return usage("--server plays one profile at a time")
	case server != nil && captured:
		return usage("--server is for scenarios; for one fetch, run: corsref fetch --help")
	case server != nil && len(args) == 0:
		return usage("--server needs a scenario to play, such as: corsref check --server %s scenario.yaml", flags.server.url)
	case captured && flags.request.origin == "" && flags.request.page == "":
		return usage("captures need the page's --origin, such as --origin https://app.example")
	}
	ctx, stopSignals := interruptible(cmd)
	defer stopSignals()
	browsers, stopBrowsers, err := r.openBrowsers(ctx, flags.browsers)
	defer stopBrowsers()
	if err != nil {
		return err
	}
	r.ctx, r.browsers = ctx, browsers
	switch {
	case captured:
		err = r.judgeCaptures(cmd, &flags.request, args)
	case len(args) == 0:
		err = r.judgeAll(strings.NewReader(conformance.ExampleJSON), "example.json")
	default:
		for _, name := range args {
			if err = r.judgeFile(cmd, name); err != nil {
				break
			}
		}
	}
	if err != nil {
		return err
	}
	return r.end()
}
