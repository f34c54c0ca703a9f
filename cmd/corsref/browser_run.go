package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story/page"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
	"github.com/spf13/cobra"
)

// browserRun is a run of the cases in one browser.
type browserRun struct {
	flags *browserFlags
	name  string
	cases []*conformance.Case
	json  bool

	out       bytes.Buffer
	version   string
	all       []recorded.Played // nil if the browser is absent
	surprised bool
}

// run plays the cases, or generated ones, in all browsers at once, and compares.
func (b *browserFlags) run(ctx context.Context, cmd *cobra.Command, cases []*conformance.Case, json bool) error {
	known, err := recorded.Known()
	if err != nil {
		return err
	}
	if b.fuzz > 0 {
		cases = recorded.Fuzz(b.seed, b.fuzz)
	}
	told := newProgress(cmd.ErrOrStderr(), len(cases)*len(b.names))
	runs := make([]*browserRun, len(b.names))
	errs := make([]error, len(b.names))
	var wait sync.WaitGroup
	var mu sync.Mutex
	for i, name := range b.names {
		runs[i] = &browserRun{flags: b, name: name, cases: cases, json: json}
		wait.Go(func() {
			errs[i] = runs[i].play(ctx, known, func(p *recorded.Played) {
				mu.Lock()
				defer mu.Unlock()
				told.tellPlayed(name, p)
			})
		})
	}
	wait.Wait()
	told.done()
	surprised := false
	for _, r := range runs {
		surprised = surprised || r.surprised
		if _, err := r.out.WriteTo(cmd.OutOrStdout()); err != nil {
			return err
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, r := range runs {
		if b.record != "" && r.all != nil {
			if err := b.write(r.name, recorded.RecordsOf(r.all, r.version)); err != nil {
				return err
			}
		}
	}
	if !json {
		if err := printConsensus(cmd.OutOrStdout(), runs); err != nil {
			return err
		}
	}
	if surprised {
		return errBlocked
	}
	return nil
}

// play plays the cases in the browser.
func (r *browserRun) play(ctx context.Context, known []*conformance.Case, told func(*recorded.Played)) error {
	installed, err := findBrowser(ctx, r.name)
	if err != nil {
		r.surprised = r.flags.require
		return r.printAbsent(err)
	}
	player := browser.NewPlayer(installed)
	defer player.Close()
	set, _ := profile.ByName(r.name)
	judge := &recorded.Judge{Browser: player, Set: set, Sites: psl.List}
	r.all = judge.Play(ctx, r.cases, told)
	findings := judge.Review(ctx, r.all, known)
	if err := ctx.Err(); err != nil {
		return err
	}
	r.surprised = judge.SameVersion() && recorded.Surprised(findings)
	if r.json {
		err = r.printLines(installed.Version, findings)
	} else {
		err = r.print(ctx, judge, findings)
	}
	r.version = installed.Version
	return err
}

// findBrowser finds an installed browser.
func findBrowser(ctx context.Context, name string) (*browser.Installed, error) {
	for _, e := range browser.Engines() {
		if e.Name == name {
			return e.Find(ctx)
		}
	}
	return nil, errors.New("there is no driver for it")
}

// print prints what was found, and how often the browser agrees.
func (r *browserRun) print(ctx context.Context, judge *recorded.Judge, findings []recorded.Finding) error {
	fmt.Fprintf(&r.out, "%s\n", page.Text(judge.Browser.Describe().String()))
	if !judge.SameVersion() {
		fmt.Fprintf(&r.out, "  its profile was recorded on version %s: no difference fails this run\n", judge.Set.Version)
	}
	for i, finding := range findings {
		if err := r.explain(ctx, judge, &r.all[i], finding); err != nil {
			return err
		}
	}
	printAgreement(&r.out, recorded.Areas(r.all))
	return nil
}

// explain prints what is worth saying of a case.
func (r *browserRun) explain(ctx context.Context, judge *recorded.Judge, p *recorded.Played, finding recorded.Finding) error {
	switch finding {
	case recorded.Unplayed:
		fmt.Fprintf(&r.out, "✗ %s\n! %s\n\n", p.Case.Name, page.Lines(p.Err.Error()))
	case recorded.Mended:
		fmt.Fprintf(&r.out, "%s is known to differ, and did not: take it off cmd/internal/recorded/known.ndjson\n\n", p.Case.Name)
	case recorded.Unsteady:
		fmt.Fprintf(&r.out, "~ %s differed once, and not again\n", p.Case.Name)
		printDifferences(&r.out, p)
		fmt.Fprintln(&r.out)
	case recorded.Different:
		if r.flags.fuzz == 0 { // the suite has the scenario
			fmt.Fprintf(&r.out, "✗ %s\n", p.Case.Name)
			printDifferences(&r.out, p)
			fmt.Fprintln(&r.out)
			return nil
		}
		small, err := judge.Shrink(ctx, &p.Case.Scenario)
		if err != nil {
			return err
		}
		if small.Err != nil || len(small.Profile) == 0 {
			small = *p
		}
		fmt.Fprintf(&r.out, "✗ %s\n", p.Case.Name)
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
		fmt.Fprintf(out, "  %s\n", page.Text(d.String()))
	}
}

// printConsensus prints what is the same in all browsers, if there are several.
func printConsensus(out io.Writer, runs []*browserRun) error {
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
	fmt.Fprintf(out, "%d browsers did the same in %d of the %d cases that all of them played:\n", len(all), c.Same, c.Played)
	fmt.Fprintf(out, "  %d as the standard, %d more with the facts that they share, %d as each has its own facts, %d unexplained\n",
		c.Standard, c.Shared, len(c.Own), len(c.Unexplained))
	for _, unexplained := range c.Unexplained {
		fmt.Fprintf(out, "  ✗ %s\n", unexplained.Name)
	}
	return nil
}
