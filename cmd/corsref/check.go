package main

import (
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/spf13/cobra"
)

// checkFlags are the flags of check.
type checkFlags struct {
	json     bool
	trace    bool
	profiles []string
	server   serverFlags
	request  requestFlags
}

func newCheck() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [FILE... | -]",
		Short: "Judge scenarios, or what a server really answered",
		Long: `check judges fetches as a browser does and tells the story of each: the requests on
the wire, why a preflight was needed, every check of every answer, what script can
read, and when it is blocked, what to change.

Without arguments it judges an example. FILE is a scenario (.json, .yaml) or many
(.ndjson, or a list); - is NDJSON on standard input.

With --origin it judges raw captures, as curl -si prints them, and the argument is
the URL. When an answer is missing it prints the curl command that captures it.

With --server it sends the requests of the scenarios, which then have no server
rules, to a server that runs, and judges what that answers.`,
		Example: `  # What does the browser do with this scenario?
  corsref check scenario.yaml

  # May https://app.example send this PUT, given what the server answers?
  corsref check --origin https://app.example --method PUT -H 'X-Foo: 1' \
    --credentials include --preflight pre.http --response put.http \
    https://api.example/items

  # Does the server that runs here do what the scenario expects?
  corsref check --server http://127.0.0.1:8080 scenario.yaml

  # One verdict a line, for other programs
  corsref check --json - < scenarios.ndjson

Exit codes: 0 when every fetch got a response (or what it expects), 1 when one was
blocked (or an expectation failed), 2 for bad input or usage.`,
		DisableFlagsInUseLine: true,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"json", "yaml", "yml", "ndjson"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error { return check(cmd, &flags, args) },
	}
	cmd.Flags().SortFlags = false
	flags.request.register(cmd)
	flags.request.registerCaptures(cmd)
	flags.server.register(cmd)
	cmd.Flags().BoolVar(&flags.json, "json", false, "print one verdict object a scenario, as NDJSON")
	cmd.Flags().BoolVar(&flags.trace, "trace", false, "print every decision before the story, with its step of the standard")
	cmd.Flags().StringSliceVar(&flags.profiles, "profile", []string{standardProfile}, "the `browsers` to be: "+strings.Join(profileNames(), ", "))
	fixed(cmd, "profile", profileNames()...)
	return cmd
}

// fixed completes a flag with fixed values.
func fixed(cmd *cobra.Command, flag string, values ...string) {
	cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// standardProfile is the profile without deviations.
const standardProfile = "standard"

// check judges what the command line says.
func check(cmd *cobra.Command, flags *checkFlags, args []string) error {
	profiles, err := chosenProfiles(flags.profiles)
	if err != nil {
		return err
	}
	if flags.trace && flags.json {
		return usage("--trace is for people; leave --json out")
	}
	r := newReport(cmd.OutOrStdout(), flags.json)
	r.decisions, r.profiles = flags.trace, profiles
	server, stop, err := flags.server.server(cmd)
	if err != nil {
		return err
	}
	defer stop()
	switch {
	case server != nil && len(profiles) > 1:
		return usage("--server plays one profile at a time")
	case server != nil && flags.request.given(cmd):
		return usage("--server is for scenarios; for one fetch, run: corsref fetch --help")
	case server != nil && len(args) == 0:
		return usage("--server needs a scenario to play, such as: corsref check --server %s scenario.yaml", flags.server.url)
	case flags.request.given(cmd):
		if err := checkCaptures(cmd, &flags.request, args, r); err != nil {
			return err
		}
	case len(args) == 0:
		if err := judgeAll(strings.NewReader(conformance.ExampleJSON), "example.json", nil, r); err != nil {
			return err
		}
	default:
		for _, name := range args {
			if err := checkFile(cmd, name, server, r); err != nil {
				return err
			}
		}
	}
	return r.end()
}
