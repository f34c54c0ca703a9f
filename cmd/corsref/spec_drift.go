package main

import (
	"fmt"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/spf13/cobra"
)

func newSpecDrift() *cobra.Command {
	var brief bool
	cmd := &cobra.Command{
		Use:   "drift OLD NEW",
		Short: "Say what changed in the standard",
		Long: `drift compares two texts of a standard, each a source (fetch.bs) or an index, and
prints which algorithms and steps that the engine implements were added, removed,
renumbered or reworded, with the Go functions that cite them and the cases of the
suite that cite or reach them. The word pinned stands for the text that the engine
follows.`,
		Example: `  corsref spec drift pinned fetch.bs`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("spec drift takes two files, each the source of a standard or an index of it")
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return drift(cmd, args[0], args[1], brief) },
	}
	cmd.Flags().BoolVar(&brief, "brief", false, "leave functions and cases out")
	return cmd
}

// drift prints what changed from one text to another.
func drift(cmd *cobra.Command, from, to string, brief bool) error {
	older, err := readIndex(from, "")
	if err != nil {
		return err
	}
	newer, err := readIndex(to, "")
	if err != nil {
		return err
	}
	all := standard.Compare(older, newer, standard.InScope(standard.TheScope(), nil))
	var citers standard.Citers
	if !brief {
		if citers, err = citersOf(); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), standard.DriftReport(older, newer, all, citers))
	return err
}

// citersOf finds who cites a step, by the engine's source and the suite.
func citersOf() (standard.Citers, error) {
	src, err := engineSource()
	if err != nil {
		return nil, err
	}
	cases, err := suite.Cases()
	if err != nil {
		return nil, err
	}
	reached, err := standard.Collect(cases)
	if err != nil {
		return nil, err
	}
	return standard.NewCiters(standard.Pinned(), src, cases, reached), nil
}
