package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
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
	told.Done()
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
	fmt.Fprintf(&r.out, "%s\n", term.Text(judge.Browser.Describe().String()))
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
		fmt.Fprintf(&r.out, "✗ %s\n! %s\n\n", p.Case.Name, term.Lines(p.Err.Error()))
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
		fmt.Fprintf(out, "  %s\n", term.Text(d.String()))
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

// browserFlags are the flags of conformance that are about real browsers.
type browserFlags struct {
	names   []string
	fuzz    int
	seed    uint64
	require bool
	record  string
}

func (b *browserFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&b.names, "browser", nil, "run real `browsers`: chromium, firefox, webkit")
	cmd.Flags().IntVar(&b.fuzz, "fuzz", 0, "with --browser, play this `number` of generated scenarios instead of the suite")
	cmd.Flags().Uint64Var(&b.seed, "seed", 1, "the `seed` that scenarios are generated from")
	cmd.Flags().BoolVar(&b.require, "require", false, "fail when a browser is not installed")
	cmd.Flags().StringVar(&b.record, "record", "", "write what browsers do into the suite's files in this `folder`")
	cmd.Flags().Lookup("record").NoOptDefVal = filepath.Join("conformance", "suite")
	fixed(cmd, "browser", browserNames()...)
}

// browserNames are the browsers that there are profiles of.
func browserNames() []string {
	var names []string
	for _, set := range profile.Sets() {
		names = append(names, set.Name)
	}
	return names
}

// notForBrowsers are the flags of conformance that mean nothing with --browser.
var notForBrowsers = []string{"adapter", "timeout", "known"}

// check refuses flags that make no sense.
func (b *browserFlags) check(cmd *cobra.Command) error {
	for _, name := range b.names {
		if _, ok := profile.ByName(name); !ok {
			return usage("no browser is called %q; there are %s", name, strings.Join(browserNames(), ", "))
		}
	}
	for _, name := range notForBrowsers {
		if len(b.names) > 0 && cmd.Flags().Changed(name) {
			return usage("--%s is for other implementations; leave it out, or leave --browser out", name)
		}
	}
	switch {
	case len(b.names) == 0 && (b.fuzz > 0 || b.record != "" || b.require):
		return usage("--fuzz, --record and --require need --browser, such as --browser %s", strings.Join(browserNames(), ","))
	case b.fuzz > 0 && b.record != "":
		return usage("--record is for the suite; leave --fuzz out")
	case b.fuzz < 0:
		return usage("--fuzz %d is less than nothing", b.fuzz)
	}
	return nil
}

// write puts the records of a browser into the suite's files.
func (b *browserFlags) write(name string, records recorded.Records) error {
	files, err := filepath.Glob(filepath.Join(b.record, "*", "*.json"))
	if err != nil || len(files) == 0 {
		return usage("there is no suite in %s; run from the repository's root, or name its folder", b.record)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(string(doc), "[") {
			continue // tables of single algorithms
		}
		changed, err := recorded.Write(doc, name, records)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if string(changed) == string(doc) {
			continue
		}
		if err := os.WriteFile(file, changed, 0o644); err != nil {
			return err
		}
	}
	return nil
}
