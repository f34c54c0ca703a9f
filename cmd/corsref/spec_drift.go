package main

import (
	"fmt"

	"github.com/corsref/corsref/cmd/internal/standard"
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
	var v *standard.Evidence
	if !brief {
		if v, err = evidence(); err != nil {
			return err
		}
	}
	report, err := standard.DriftReport(older, newer, v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), report)
	return err
}
