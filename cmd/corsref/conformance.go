package main

import (
	"context"
	"errors"
	"os"
	"os/signal"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/runner"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin/psl"
	"github.com/spf13/cobra"
)

// conformanceFlags are the flags of conformance.
type conformanceFlags struct {
	only  string
	known string
	json  bool
}

func newConformance() *cobra.Command {
	var flags conformanceFlags
	cmd := &cobra.Command{
		Use:   "conformance",
		Short: "Run the conformance suite",
		Long: `conformance runs the suite's cases, each a small world of fetches and servers with
what a browser makes of it, and prints for each failure what was expected (-) and
what was observed (+), and a table by area.

A list of known failures has the name of a case on each line, and after a # why.
Failures that are listed are not reported; a listed case that passes is.`,
		Example: `  # The whole suite on the engine
  corsref conformance

  # Some cases, by area or by name
  corsref conformance --only redirects
  corsref conformance --only 'allow-*/*wildcard*'

Exit codes: 0 when all is as expected, 1 when it is not, 2 for bad input or usage.`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("conformance takes no arguments; to judge a file, run: corsref check %s", args[0])
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return runConformance(cmd, &flags) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&flags.only, "only", "*", "the cases whose area or name matches the `glob`")
	cmd.Flags().StringVar(&flags.known, "known", "", "a `file` that lists known failures")
	cmd.Flags().BoolVar(&flags.json, "json", false, "print one object a case, as NDJSON")
	return cmd
}

// runConformance runs the suite and reports.
func runConformance(cmd *cobra.Command, flags *conformanceFlags) error {
	cases, err := suite.Cases()
	if err != nil {
		return err
	}
	known, err := readKnown(flags.known, cases)
	if err != nil {
		return err
	}
	cases, err = runner.Only(cases, flags.only)
	switch {
	case err != nil:
		return usage("--only %s is no pattern: %v", flags.only, err)
	case len(cases) == 0:
		return usage("no case matches --only %s", flags.only)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	impl := runner.Engine{Options: conformance.Options{Sites: psl.List}}
	p := newProgress(cmd.ErrOrStderr(), len(cases))
	report := runner.Run(ctx, cases, impl, p.tell)
	p.done()
	failing, passing := report.Surprises(known)
	if flags.json {
		err = printResults(cmd.OutOrStdout(), report, known)
	} else {
		err = printReport(cmd.OutOrStdout(), report, failing, passing)
	}
	if err == nil && len(failing)+len(passing) > 0 {
		return errBlocked
	}
	return err
}

// readKnown reads a list of known failures, if a file is given.
func readKnown(file string, cases []*conformance.Case) (runner.Known, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	known, err := runner.ReadKnown(f, file)
	if err != nil {
		return nil, err
	}
	var unheard []error
	for _, name := range known.Unheard(cases) {
		unheard = append(unheard, &conformance.InputError{File: file, Field: name, Msg: "the suite has no such case; remove the line"})
	}
	return known, errors.Join(unheard...)
}
