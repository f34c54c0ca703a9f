package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance/differential"
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

// playedLine is what is printed of one case in one browser.
type playedLine struct {
	Browser string           `json:"browser"`
	Version string           `json:"version,omitempty"`
	Name    string           `json:"name,omitempty"`
	Finding recorded.Finding `json:"finding"`
	// The differences from the standard, and from what the browser's profile says.
	Standard []playedDifference `json:"standard,omitempty"`
	Profile  []playedDifference `json:"profile,omitempty"`
	Reason   string             `json:"reason,omitempty"` // why it was not played
}

type playedDifference struct {
	Fetch    int    `json:"fetch"`
	Field    string `json:"field"`
	Expected string `json:"expected"`
	Browser  string `json:"browser"`
}

func playedDifferences(all []differential.Difference) []playedDifference {
	lines := make([]playedDifference, len(all))
	for i, d := range all {
		lines[i] = playedDifference{Fetch: d.Fetch, Field: d.Field, Expected: d.A, Browser: d.B}
	}
	return lines
}

// printLines prints one object a case.
func (r *browserRun) printLines(version string, findings []recorded.Finding) error {
	encoder := json.NewEncoder(&r.out)
	encoder.SetEscapeHTML(false)
	for i := range r.all {
		p := &r.all[i]
		line := playedLine{
			Browser: r.name, Version: version, Name: p.Case.Name, Finding: findings[i],
			Standard: playedDifferences(p.Standard), Profile: playedDifferences(p.Profile),
		}
		if p.Err != nil {
			line.Reason = p.Err.Error()
		}
		if err := encoder.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// printAbsent says that the browser cannot be had.
func (r *browserRun) printAbsent(err error) error {
	if r.json {
		return json.NewEncoder(&r.out).Encode(playedLine{Browser: r.name, Finding: recorded.Skipped, Reason: err.Error()})
	}
	r.out.WriteString(r.name + ": skipped: " + term.Text(err.Error()) + "\n\n")
	return nil
}
