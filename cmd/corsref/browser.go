package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/browser"
	"github.com/corsref/corsref/conformance/engines"
	"github.com/corsref/corsref/conformance/story/page"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
	"github.com/spf13/cobra"
)

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

// check refuses flags that make no sense.
func (b *browserFlags) check() error {
	for _, name := range b.names {
		if _, ok := profile.ByName(name); !ok {
			return usage("no browser is called %q; there are %s", name, strings.Join(browserNames(), ", "))
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

// run plays the cases, or generated ones, in each browser and compares.
func (b *browserFlags) run(ctx context.Context, cmd *cobra.Command, cases []*conformance.Case) error {
	known, err := engines.Known()
	if err != nil {
		return err
	}
	if b.fuzz > 0 {
		cases = engines.Fuzz(b.seed, b.fuzz)
	}
	surprised := false
	for _, name := range b.names {
		installed, err := find(ctx, name)
		if err != nil {
			fmt.Fprintf(cmd.OutOrStdout(), "%s: skipped: %s\n\n", name, page.Text(err.Error()))
			surprised = surprised || b.require
			continue
		}
		one, err := b.runOne(ctx, cmd, installed, cases, known)
		if err != nil {
			return err
		}
		surprised = surprised || one
	}
	if surprised {
		return errBlocked
	}
	return nil
}

// find finds an installed browser.
func find(ctx context.Context, name string) (*browser.Installed, error) {
	for _, e := range browser.Engines() {
		if e.Name == name {
			return e.Find(ctx)
		}
	}
	return nil, errors.New("there is no driver for it")
}

// runOne plays the cases in one browser, and reports whether something is not as known.
func (b *browserFlags) runOne(ctx context.Context, cmd *cobra.Command, i *browser.Installed, cases, known []*conformance.Case) (bool, error) {
	player := browser.NewPlayer(i)
	defer player.Close()
	set, _ := profile.ByName(i.Name)
	judge := &engines.Judge{Browser: player, Set: set, Sites: psl.List}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "%s\n", page.Text(player.Describe().String()))
	if !judge.SameVersion() {
		fmt.Fprintf(out, "  its profile was recorded on version %s\n", set.Version)
	}
	all := judge.Play(ctx, cases, nil)
	if err := ctx.Err(); err != nil {
		return false, err
	}
	surprised := false
	for k := range all {
		if p := &all[k]; !engines.IsKnown(known, i.Name, p.Case.Name) {
			differs, err := b.explain(ctx, out, judge, p)
			if err != nil {
				return false, err
			}
			surprised = surprised || differs
		}
	}
	printAgreement(out, engines.Areas(all))
	if b.record == "" {
		return surprised, nil
	}
	return surprised, b.write(i.Name, engines.RecordsOf(all, i.Version))
}

// explain prints why a case has no verdict, or how it differs from the profile,
// and reports whether it does.
func (b *browserFlags) explain(ctx context.Context, out io.Writer, judge *engines.Judge, p *engines.Played) (bool, error) {
	switch {
	case p.Skipped():
		return false, nil
	case p.Err != nil:
		fmt.Fprintf(out, "✗ %s\n! %s\n\n", p.Case.Name, page.Lines(p.Err.Error()))
		return true, nil
	case len(p.Profile) == 0:
		return false, nil
	}
	shown := *p
	if b.fuzz > 0 {
		small, err := judge.Shrink(ctx, &p.Case.Scenario)
		if err != nil {
			return true, err
		}
		if small.Err == nil && len(small.Profile) > 0 {
			shown = small
		}
	}
	fmt.Fprintf(out, "✗ %s\n", p.Case.Name)
	for _, d := range shown.Profile {
		fmt.Fprintf(out, "  %s\n", page.Text(d.String()))
	}
	if b.fuzz == 0 { // the suite has the scenario
		fmt.Fprintln(out)
		return true, nil
	}
	doc, err := conformance.Encode(shown.Case.Scenario)
	if err == nil {
		_, err = fmt.Fprintf(out, "  %s\n\n", doc)
	}
	return true, err
}

// write puts the records of a browser into the suite's files.
func (b *browserFlags) write(name string, records engines.Records) error {
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
		changed, err := engines.Write(doc, name, records)
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
