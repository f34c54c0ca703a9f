package main

import (
	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/spf13/cobra"
)

func newSpecDrift() *cobra.Command {
	var brief, asJSON bool
	cmd := &cobra.Command{
		Use:   "drift OLD NEW",
		Short: "Say what changed in the standard",
		Long: `drift compares two texts of a standard, each a source (fetch.bs) or an index, and
prints which algorithms and steps that the engine implements were added, removed,
renumbered or reworded, with the Go functions that cite them and the cases of the
suite that cite or reach them. The word pinned stands for the text that the engine
follows.`,
		Example: `  corsref spec drift pinned fetch.bs
  corsref spec drift --json pinned fetch.bs`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("spec drift takes two files, each the source of a standard or an index of it")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			older, err := readIndex(args[0], "")
			if err != nil {
				return err
			}
			newer, err := readIndex(args[1], "")
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
			switch {
			case err != nil:
				return err
			case asJSON:
				return printDrift(cmd, standard.Compare(older, newer), v)
			}
			return printText(cmd.OutOrStdout(), report)
		},
	}
	cmd.Flags().BoolVar(&brief, "brief", false, "leave functions and cases out")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object an algorithm that changed, as NDJSON")
	return cmd
}

// driftLine is what is printed of an algorithm for programs.
type driftLine struct {
	Title     string      `json:"title"`
	Spec      string      `json:"spec"`
	Was       string      `json:"was,omitempty"` // the anchor before; absent if the algorithm was added
	Removed   bool        `json:"removed,omitempty"`
	Reworded  bool        `json:"reworded,omitempty"` // beside its steps
	Functions []string    `json:"functions,omitempty"`
	Cases     []string    `json:"cases,omitempty"`
	Steps     []driftStep `json:"steps,omitempty"`
}

type driftStep struct {
	Kind standard.DriftKind `json:"kind"`
	Old  string             `json:"old,omitempty"`
	New  string             `json:"new,omitempty"`
}

// printDrift prints one object an algorithm.
func printDrift(cmd *cobra.Command, all []standard.Drift, v *standard.Evidence) error {
	lines := newLines(cmd.OutOrStdout())
	for _, d := range all {
		line := driftLine{Title: d.Entry().Title, Spec: d.Entry().URL(), Removed: d.New == nil, Reworded: d.Reworded}
		if d.Old != nil {
			line.Was = d.Old.Anchor
		}
		if v != nil {
			line.Functions, line.Cases = v.Citing(d.Entry(), "")
		}
		for _, s := range d.Steps {
			line.Steps = append(line.Steps, driftStep{s.Kind, s.Old, s.New})
		}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
