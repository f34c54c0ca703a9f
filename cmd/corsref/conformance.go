package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/corsref/corsref/cmd/internal/adapter"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin/psl"
	"github.com/spf13/cobra"
)

// conformanceFlags are the flags of conformance.
type conformanceFlags struct {
	adapter string
	timeout time.Duration
	only    string
	known   string
	json    bool
	browser browserFlags
}

func newConformance() *cobra.Command {
	var flags conformanceFlags
	cmd := &cobra.Command{
		Use:   "conformance",
		Short: "Run the conformance suite",
		Long: `conformance runs the cases of the suite. Each case is a small world of fetches and
servers, with what a browser makes of it. For each failure it prints what was expected
(-) and what was observed (+), and at the end a table by area.

It runs them on this program's engine or, with --adapter, on another implementation: a
program that speaks the protocol of conformance/README.md. Cases that such a program
cannot be asked for are skipped, and counted by reason.

With --browser it plays the suite, or with --fuzz generated scenarios, in real
browsers. It prints how far each browser agrees with the standard and with its profile,
and shrinks each scenario in which a browser does not do what its profile says. Such a
difference fails the run, unless it is known (SPEC_NOTES.md lists those) or the browser
is of another version than its profile was recorded on.

A list of known failures has the name of a case on each line, and the reason after a #.
Listed failures are not reported; a listed case that passes is.`,
		Example: `  # The whole suite on the engine
  corsref conformance

  # Some cases, by area or by name
  corsref conformance --only redirects
  corsref conformance --only 'allow-*/*wildcard*'

  # One object a case, for other programs
  corsref conformance --json

  # Another implementation
  corsref conformance --adapter 'node cmd/internal/adapter/javascript/happy-dom.mjs'

  # Real browsers, with the suite and with 1,000 generated scenarios
  corsref conformance --browser chromium,firefox,webkit
  corsref conformance --browser firefox --fuzz 1000 --seed 7

Exit codes: 0 when all is as expected, 1 when it is not, 2 for bad input or usage.`,
		Args: noArgs("to judge a file, run: corsref check ARG"),
		RunE: func(cmd *cobra.Command, _ []string) error { return runConformance(cmd, &flags) },
	}
	cmd.Flags().StringVar(&flags.adapter, "adapter", "", "the `command` that starts another implementation")
	cmd.Flags().DurationVar(&flags.timeout, "timeout", 10*time.Second, "how long the other implementation may take over a case")
	cmd.Flags().StringVar(&flags.only, "only", "*", "the cases whose area or name matches the `glob`")
	cmd.Flags().StringVar(&flags.known, "known", "", "a `file` that lists known failures")
	cmd.Flags().BoolVar(&flags.json, "json", false, "print one object a case, as NDJSON")
	flags.browser.register(cmd)
	return cmd
}

// runConformance runs the suite and reports.
func runConformance(cmd *cobra.Command, flags *conformanceFlags) error {
	if err := flags.browser.check(cmd); err != nil {
		return err
	}
	cases, err := suite.Cases()
	if err != nil {
		return err
	}
	known, err := readKnown(flags.known, cases)
	if err != nil {
		return err
	}
	cases, err = suite.Only(cases, flags.only)
	switch {
	case err != nil:
		return usage("--only %s is no pattern: %v", flags.only, err)
	case len(cases) == 0:
		return usage("no case matches --only %s", flags.only)
	}
	ctx, stop := interruptible(cmd)
	defer stop()
	if len(flags.browser.names) > 0 {
		return flags.browser.run(ctx, cmd, cases, flags.json)
	}
	impl, closeImpl, err := implementation(ctx, flags)
	if err != nil {
		return err
	}
	defer closeImpl()
	told, done := tellProgress(cmd.ErrOrStderr(), len(cases), "failed")
	report := suite.Run(ctx, cases, impl, func(r *suite.Result) {
		told(r.Status == suite.Failed || r.Status == suite.Errored, suite.AreaOf(r.Case.Name))
	})
	done()
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

// implementation is what plays the cases, and how to end it.
func implementation(ctx context.Context, flags *conformanceFlags) (suite.Implementation, func(), error) {
	if flags.adapter == "" {
		return suite.Engine{Options: conformance.Options{Sites: psl.List}}, func() {}, nil
	}
	command, err := adapter.Split(flags.adapter)
	switch {
	case err != nil:
		return nil, nil, usage("--adapter: %v", err)
	case flags.timeout <= 0:
		return nil, nil, usage("--timeout must be more than nothing, as in 10s")
	}
	a, err := adapter.Open(ctx, command, adapter.Options{Timeout: flags.timeout, Sites: psl.List})
	if err != nil {
		return nil, nil, fmt.Errorf("--adapter: %w", err)
	}
	return a, func() { a.Close() }, nil
}

// readKnown reads the list of known failures, if there is one.
func readKnown(file string, cases []*conformance.Case) (suite.Known, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	known, err := suite.ReadKnown(f, file)
	if err != nil {
		return nil, err
	}
	var unheard []error
	for _, name := range known.Unheard(cases) {
		unheard = append(unheard, &conformance.InputError{File: file, Field: name, Msg: "the suite has no such case; remove the line"})
	}
	return known, errors.Join(unheard...)
}

// tellProgress shows on a terminal how far a run is. Several goroutines may tell it of a case that was played; done takes the
// line away.
func tellProgress(out io.Writer, all int, what string) (told func(failed bool, where string), done func()) {
	var mu sync.Mutex
	line, played, bad := term.ProgressOn(out), 0, 0
	return func(failed bool, where string) {
		mu.Lock()
		defer mu.Unlock()
		played++
		if failed {
			bad++
		}
		line.Show(fmt.Sprintf("%d of %d cases, %d %s; %s", played, all, bad, what, where))
	}, line.Done
}
