package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance/suite"
)

// printReport prints what is not as expected, what was skipped, and a table by area.
func printReport(w io.Writer, report *suite.Report, failing, passing []*suite.Result) error {
	out := bufio.NewWriter(w)
	for _, r := range failing {
		printFailure(out, r)
	}
	for _, r := range passing {
		fmt.Fprintf(out, "✓ %s\n  passes now; take it off the list of known failures\n\n", r.Case.Name)
	}
	printSkips(out, report)
	printAreas(out, report)
	total := report.Total()
	fmt.Fprintf(out, "\n%s: %d of %d played passed", term.Text(report.Implementation.String()), total.Passed, total.Played())
	if known := total.Failed + total.Errored - len(failing); known > 0 {
		fmt.Fprintf(out, ", %d fail as is known", known)
	}
	if total.Skipped > 0 {
		fmt.Fprintf(out, ", %d skipped", total.Skipped)
	}
	fmt.Fprintln(out)
	return out.Flush()
}

// printFailure prints one failure: what the case shows, and the difference.
func printFailure(out io.Writer, r *suite.Result) {
	fmt.Fprintf(out, "✗ %s\n", r.Case.Name)
	if r.Case.Why != "" {
		fmt.Fprintf(out, "  %s\n", term.Text(r.Case.Why))
	}
	if len(r.Case.Spec) > 0 {
		fmt.Fprintf(out, "  %s\n", term.Text(strings.Join(r.Case.Spec, ", ")))
	}
	if r.Err != nil {
		fmt.Fprintf(out, "! %s\n\n", term.Lines(r.Err.Error()))
		return
	}
	fmt.Fprintf(out, "%s\n\n", term.Lines(r.Diff()))
}

// printSkips prints how many cases were skipped, by reason, the most frequent first.
func printSkips(out io.Writer, report *suite.Report) {
	counts := make(map[string]int)
	for i := range report.Results {
		var skip *suite.Skip
		if errors.As(report.Results[i].Err, &skip) {
			counts[skip.Error()]++
		}
	}
	reasons := make([]string, 0, len(counts))
	for reason := range counts {
		reasons = append(reasons, reason)
	}
	slices.SortFunc(reasons, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	for _, reason := range reasons {
		fmt.Fprintf(out, "– %d %s\n", counts[reason], term.Text(reason))
	}
	if len(reasons) > 0 {
		fmt.Fprintln(out)
	}
}

// printAreas prints the table by area. Columns that are zero throughout are left out.
func printAreas(out io.Writer, report *suite.Report) {
	total := report.Total()
	total.Area = "all"
	columns := []struct {
		name  string
		count func(suite.Count) int
	}{
		{"cases", suite.Count.Cases},
		{"passed", func(c suite.Count) int { return c.Passed }},
		{"failed", func(c suite.Count) int { return c.Failed }},
		{"errored", func(c suite.Count) int { return c.Errored }},
		{"skipped", func(c suite.Count) int { return c.Skipped }},
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(cell func(name string, count func(suite.Count) int) string, area string) {
		cells := []string{area}
		for i, c := range columns {
			if i < 2 || c.count(total) > 0 {
				cells = append(cells, cell(c.name, c.count))
			}
		}
		fmt.Fprintln(table, strings.Join(cells, "\t")+"\t")
	}
	widest := len("area")
	areas := append(report.Areas(), total)
	for _, c := range areas {
		widest = max(widest, len(c.Area))
	}
	line(func(name string, _ func(suite.Count) int) string { return name }, fmt.Sprintf("%-*s", widest, "area"))
	for _, c := range areas {
		line(func(_ string, count func(suite.Count) int) string { return fmt.Sprint(count(c)) }, fmt.Sprintf("%-*s", widest, c.Area))
	}
	table.Flush()
}
