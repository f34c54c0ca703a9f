package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/spf13/cobra"
)

func newSpecShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show ANCHOR|TITLE",
		Short: "Show an algorithm: its steps, its function, its cases",
		Long: `show prints an algorithm of the standard: each step by its number with what it does,
the function that implements it, and the cases of the suite that reach it. A question
mark stands before a step that decides; below it are cases for which the condition
holds, and cases for which it does not.`,
		Example: `  corsref spec show cors-check
  corsref spec show 'CORS-preflight fetch'
  corsref spec show --json https://fetch.spec.whatwg.org/#concept-main-fetch`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("spec show takes an anchor or a title, such as cors-check")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return showSpec(cmd, strings.Join(args, " "), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what coverage --json prints of it")
	return cmd
}

// showSpec prints the page of each entry that a name means.
func showSpec(cmd *cobra.Command, name string, asJSON bool) error {
	x := standard.Pinned()
	found := x.Lookup(name)
	if len(found) == 0 {
		hint := ""
		if near := x.Near(name); len(near) > 0 {
			hint = "; did you mean " + strings.Join(near, ", ") + "?"
		}
		return usage("the index has no anchor and no title %q%s", name, hint)
	}
	v, err := evidence()
	if err != nil {
		return err
	}
	if asJSON {
		all := slices.DeleteFunc(v.Cover(), func(c standard.Coverage) bool {
			return !slices.Contains(found, c.Entry)
		})
		if len(all) == 0 {
			return usage("%s is not one of the algorithms that the suite is to reach", found[0].Title)
		}
		return standard.WriteCoverage(cmd.OutOrStdout(), all, false)
	}
	var pages []string
	for _, e := range found {
		pages = append(pages, fmt.Sprint(v.Page(e)))
	}
	return printText(cmd.OutOrStdout(), strings.Join(pages, "\n"))
}
