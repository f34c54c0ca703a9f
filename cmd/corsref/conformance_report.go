package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
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
	rows := [][]string{{"area", "cases", "passed", "failed", "errored", "skipped"}}
	total := report.Total()
	total.Area = "all"
	for _, c := range append(report.Areas(), total) {
		rows = append(rows, append([]string{c.Area}, numbers(c.Cases(), c.Passed, c.Failed, c.Errored, c.Skipped)...))
	}
	printTable(out, rows, 3)
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
		if skip, ok := errors.AsType[*suite.Skip](report.Results[i].Err); ok {
			counts[skip.Error()]++
		}
	}
	for _, reason := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	}) {
		fmt.Fprintf(out, "– %d %s\n", counts[reason], term.Text(reason))
	}
	if len(counts) > 0 {
		fmt.Fprintln(out)
	}
}

// printTable prints rows below a heading: the first column flush left, the others flush right. Of the columns behind the
// first few, those are left out whose last row, the total, is 0.
func printTable(out io.Writer, rows [][]string, always int) {
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(row[0]))
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	total := rows[len(rows)-1]
	for _, row := range rows {
		fmt.Fprintf(table, "%-*s\t", widest, row[0])
		for i, cell := range row[1:] {
			if i+1 < always || total[i+1] != "0" {
				fmt.Fprintf(table, "%s\t", cell)
			}
		}
		fmt.Fprintln(table)
	}
	table.Flush()
}

// numbers are the cells of counts.
func numbers(counts ...int) []string {
	var cells []string
	for _, n := range counts {
		cells = append(cells, strconv.Itoa(n))
	}
	return cells
}

// resultLine is what is printed of one case for programs.
type resultLine struct {
	Name        string                   `json:"name"`
	Status      suite.Status             `json:"status"`
	Known       bool                     `json:"known,omitempty"` // listed as a known failure
	Differences []conformance.Difference `json:"differences,omitempty"`
	Reason      string                   `json:"reason,omitempty"` // why it was skipped, or could not be played
	Link        string                   `json:"link,omitempty"`
}

// printResults prints one object a case.
func printResults(w io.Writer, report *suite.Report, known suite.Known) error {
	out := bufio.NewWriter(w)
	lines := newLines(out)
	for i := range report.Results {
		r := &report.Results[i]
		line := resultLine{Name: r.Case.Name, Status: r.Status, Differences: r.Differences}
		_, line.Known = known[r.Case.Name]
		if skip, ok := errors.AsType[*suite.Skip](r.Err); ok {
			line.Reason, line.Link = skip.Reason, skip.Link
		} else if r.Err != nil {
			line.Reason = r.Err.Error()
		}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// newLines returns an encoder of NDJSON that leaves HTML as it is.
func newLines(out io.Writer) *json.Encoder {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder
}
