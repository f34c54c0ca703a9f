package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/corsref/corsref/cmd/internal/recorded"
)

// printAgreement prints, by area, how often a browser agrees with the standard and
// with its profile.
func printAgreement(out io.Writer, areas []recorded.Agreement) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	widest := len("area")
	for _, a := range areas {
		widest = max(widest, len(a.Area))
	}
	fmt.Fprintf(table, "%-*s\tplayed\tas the standard\tas the profile\tskipped\terrored\t\n", widest, "area")
	for _, a := range areas {
		fmt.Fprintf(table, "%-*s\t%d\t%s\t%s\t%d\t%d\t\n", widest, a.Area,
			a.Played, share(a.Standard, a.Played), share(a.Profile, a.Played), a.Skipped, a.Failed)
	}
	table.Flush()
	fmt.Fprintln(out)
}

// share is a count of a whole, and how many in a hundred that is.
func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %6.2f%%", n, 100*float64(n)/float64(of))
}
