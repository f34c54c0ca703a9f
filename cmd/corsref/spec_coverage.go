package main

import (
	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/spf13/cobra"
)

func newSpecCoverage() *cobra.Command {
	var missing, asJSON bool
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Say which steps the suite reaches",
		Long: `coverage plays the conformance suite and says of each algorithm which of its
decisions were reached, which way they went, and by which cases. A decision that no
case needs to reach has a reason: it is not modelled, nothing is left to decide, or a
Go test covers it, in a pure function.

Exit codes: 0 when everything is reached or has a reason, 1 when something is missing.`,
		Example: `  corsref spec coverage
  corsref spec coverage --missing
  corsref spec coverage --json`,
		Args: noArgs("for one algorithm, run: corsref spec show ARG"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := evidence()
			if err != nil {
				return err
			}
			all := v.Cover()
			if asJSON {
				err = standard.WriteCoverage(cmd.OutOrStdout(), all, missing)
			} else {
				standard.PrintCoverage(cmd.OutOrStdout(), all, missing)
			}
			if err == nil && standard.CountMissing(all) > 0 {
				return errBlocked
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&missing, "missing", false, "only what no case reaches and no reason is given for")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object an algorithm, as NDJSON")
	return cmd
}
