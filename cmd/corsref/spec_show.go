package main

import (
	"fmt"
	"strings"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/spf13/cobra"
)

func newSpecShow() *cobra.Command {
	return &cobra.Command{
		Use:   "show ANCHOR|TITLE",
		Short: "Show an algorithm: its steps, its function, its cases",
		Long: `show prints an algorithm of the standard: each step by its number with what it does,
the function that implements it, and the cases of the suite that reach it. A
question mark stands before steps that decide; below them is which cases have the
condition hold, and which have it not.`,
		Example: `  corsref spec show cors-check
  corsref spec show 'CORS-preflight fetch'
  corsref spec show https://fetch.spec.whatwg.org/#concept-main-fetch`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("spec show takes an anchor or a title, such as cors-check")
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return showSpec(cmd, strings.Join(args, " ")) },
	}
}

// showSpec prints the page of each entry that a name means.
func showSpec(cmd *cobra.Command, name string) error {
	x := standard.Pinned()
	found := x.Lookup(name)
	if len(found) == 0 {
		hint := ""
		if near := x.Near(name); len(near) > 0 {
			hint = "; did you mean " + strings.Join(near, ", ") + "?"
		}
		return usage("the index has no anchor and no title %q%s", term.Text(name), hint)
	}
	v, err := evidence()
	if err != nil {
		return err
	}
	for i, e := range found {
		if i > 0 {
			fmt.Fprintln(cmd.OutOrStdout())
		}
		if _, err := fmt.Fprint(cmd.OutOrStdout(), v.Page(e)); err != nil {
			return err
		}
	}
	return nil
}
