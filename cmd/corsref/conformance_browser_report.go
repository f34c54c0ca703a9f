package main

import (
	"context"
	"fmt"
	"io"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/origin/psl"
)

// printVersion prints which browser it is.
func (r *browserRun) printVersion() {
	fmt.Fprintf(&r.out, "%s\n", term.Text(r.judge.Browser.Describe().String()))
	if !r.judge.SameVersion() {
		fmt.Fprintf(&r.out, "  its profile was recorded on version %s: no difference fails this run\n", r.judge.Set.Version)
	}
}

// print prints what was found.
func (r *browserRun) print(ctx context.Context, played []recorded.Played, findings []recorded.Finding) error {
	for i, finding := range findings {
		if err := r.explain(ctx, &played[i], finding); err != nil {
			return err
		}
	}
	return nil
}

// printTable prints how often the browser agrees with the standard and with its profile.
func (r *browserRun) printTable(out io.Writer) error {
	rows := [][]string{{"area", "played", "as the standard", "as the profile", "cached", "skipped", "errored"}}
	for _, a := range recorded.Areas(r.all) {
		row := []string{a.Area, fmt.Sprint(a.Played), share(a.Standard, a.Played), share(a.Profile, a.Played)}
		rows = append(rows, append(row, numbers(a.Cached, a.Skipped, a.Failed)...))
	}
	fmt.Fprintf(out, "%s\n", term.Text(r.judge.Browser.Describe().String()))
	printTable(out, rows, 4)
	_, err := fmt.Fprintln(out)
	return err
}

// share is a count of a whole, and how many in a hundred that is.
func share(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%d %6.2f%%", n, 100*float64(n)/float64(of))
}

// explain prints what is worth saying of a case.
func (r *browserRun) explain(ctx context.Context, p *recorded.Played, finding recorded.Finding) error {
	name := p.Case.Name
	switch finding {
	case recorded.Unplayed:
		fmt.Fprintf(&r.out, "✗ %s\n! %s\n\n", name, term.Lines(p.Err.Error()))
	case recorded.Mended:
		fmt.Fprintf(&r.out, "%s is known to differ, and did not: take it off cmd/internal/recorded/known.ndjson\n\n", name)
	case recorded.Cached:
		fmt.Fprintf(&r.out, "- %s was answered from the browser's HTTP cache\n\n", name)
	case recorded.Unsteady:
		fmt.Fprintf(&r.out, "~ %s differed once, and not again\n", name)
		printDifferences(&r.out, p)
		fmt.Fprintln(&r.out)
	case recorded.Different:
		fmt.Fprintf(&r.out, "✗ %s\n", name)
		if r.flags.fuzz == 0 { // the suite has the scenario
			printDifferences(&r.out, p)
			fmt.Fprintln(&r.out)
			return nil
		}
		small, err := r.judge.Shrink(ctx, &p.Case.Scenario)
		if err != nil {
			return err
		}
		if small.Err != nil || len(small.Profile) == 0 {
			small = *p
		}
		printDifferences(&r.out, &small)
		doc, err := conformance.Encode(small.Case.Scenario)
		if err != nil {
			return err
		}
		fmt.Fprintf(&r.out, "  %s\n\n", doc)
	}
	return nil
}

func printDifferences(out io.Writer, p *recorded.Played) {
	for _, d := range p.Profile {
		fmt.Fprintf(out, "  %s\n", term.Text(d.Between()))
	}
}

// printConsensus prints what is the same in all browsers, if there are several.
func printConsensus(out io.Writer, runs []*browserRun, json bool) error {
	var all [][]recorded.Played
	for _, r := range runs {
		if r.all != nil {
			all = append(all, r.all)
		}
	}
	if len(all) < 2 {
		return nil
	}
	c, err := recorded.Agree(psl.List, all)
	if err != nil {
		return err
	}
	if json {
		line := consensusLine{Browsers: len(all), Played: c.Played, Same: c.Same, Standard: c.Standard, Shared: c.Shared, Own: len(c.Own)}
		for _, unexplained := range c.Unexplained {
			line.Unexplained = append(line.Unexplained, unexplained.Name)
		}
		return newLines(out).Encode(line)
	}
	fmt.Fprintf(out, "%d browsers did the same in %d of the %d cases that all of them played:\n", len(all), c.Same, c.Played)
	fmt.Fprintf(out, "  %d as the standard, %d more with the facts that they share, %d as each has its own facts, %d unexplained\n",
		c.Standard, c.Shared, len(c.Own), len(c.Unexplained))
	for _, unexplained := range c.Unexplained {
		fmt.Fprintf(out, "  ✗ %s\n", unexplained.Name)
	}
	return nil
}

// consensusLine is what is the same in all browsers, for programs.
type consensusLine struct {
	Browsers    int      `json:"browsers"`
	Played      int      `json:"played"` // by all of them
	Same        int      `json:"same"`   // of them, where all did the same
	Standard    int      `json:"standard"`
	Shared      int      `json:"shared"`
	Own         int      `json:"own"`
	Unexplained []string `json:"unexplained,omitempty"`
}

// playedLine is what is printed of one case in one browser for programs.
type playedLine struct {
	Browser string           `json:"browser"`
	Version string           `json:"version,omitempty"`
	Name    string           `json:"name,omitempty"`
	Finding recorded.Finding `json:"finding"`
	// The differences from the standard, and from what the browser's profile says.
	Standard []conformance.Difference `json:"standard,omitempty"`
	Profile  []conformance.Difference `json:"profile,omitempty"`
	Reason   string                   `json:"reason,omitempty"` // why it was not played
}

// printLines prints one object a case.
func (r *browserRun) printLines(played []recorded.Played, findings []recorded.Finding) error {
	lines := newLines(&r.out)
	for i := range played {
		p := &played[i]
		line := playedLine{
			Browser: r.name, Version: r.version, Name: p.Case.Name, Finding: findings[i],
			Standard: p.Standard, Profile: p.Profile,
		}
		if p.Err != nil {
			line.Reason = p.Err.Error()
		}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// printAbsent says that the browser cannot be had.
func (r *browserRun) printAbsent(err error) error {
	if r.json {
		return newLines(&r.out).Encode(playedLine{Browser: r.name, Finding: recorded.Skipped, Reason: err.Error()})
	}
	r.out.WriteString(r.name + ": skipped: " + term.Text(err.Error()) + "\n\n")
	return nil
}
