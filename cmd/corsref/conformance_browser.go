package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
	"github.com/spf13/cobra"
)

// browserFlags are the flags of conformance that are about real browsers.
type browserFlags struct {
	names   []string
	fuzz    int
	from    int
	seed    uint64
	require bool
	record  string
}

func (b *browserFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&b.names, "browser", nil, "run real `browsers`: "+strings.Join(browserNames(), ", "))
	cmd.Flags().IntVar(&b.fuzz, "fuzz", 0, "with --browser, play this `number` of generated scenarios instead of the suite")
	cmd.Flags().IntVar(&b.from, "from", 0, "the `index` of the first scenario that is generated, to go on with a run that was stopped")
	cmd.Flags().Uint64Var(&b.seed, "seed", 1, "the `seed` that scenarios are generated from")
	cmd.Flags().BoolVar(&b.require, "require", false, "fail when a browser is not installed")
	cmd.Flags().StringVar(&b.record, "record", "", "write what browsers do into the suite's files in this `folder`")
	cmd.Flags().Lookup("record").NoOptDefVal = filepath.Join("conformance", "suite")
	completeWith(cmd, "browser", browserNames()...)
}

// check refuses flags that make no sense together.
func (b *browserFlags) check(cmd *cobra.Command) error {
	if err := checkBrowsers(b.names); err != nil {
		return err
	}
	for _, name := range []string{"adapter", "timeout", "known"} {
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
		return usage("--fuzz is %d; write how many scenarios to generate", b.fuzz)
	case b.from < 0 || b.from > 0 && b.fuzz == 0:
		return usage("--from is %d; write the index of the first scenario, and with --fuzz how many to generate", b.from)
	}
	return nil
}

// checkBrowsers refuses names that no browser has.
func checkBrowsers(names []string) error {
	for _, name := range names {
		if _, ok := profile.ByName(name); !ok {
			return usage("no browser is called %q; there are %s", name, strings.Join(browserNames(), ", "))
		}
	}
	return nil
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

// write puts the records of a browser into the suite's files.
func (b *browserFlags) write(name string, records recorded.Records) error {
	files, err := filepath.Glob(filepath.Join(b.record, "cases", "*", "*.json"))
	if err != nil || len(files) == 0 {
		return usage("there is no suite in %s; run from the repository's root, or name its folder", b.record)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if !bytes.HasPrefix(doc, []byte("[")) {
			continue // a table of a single algorithm
		}
		changed, err := recorded.Write(doc, name, records)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if !bytes.Equal(changed, doc) {
			if err := os.WriteFile(file, changed, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// browserRun is a run of the cases in one browser.
type browserRun struct {
	flags *browserFlags
	name  string
	json  bool
	judge *recorded.Judge
	known []*conformance.Case

	out       bytes.Buffer
	version   string
	all       []recorded.Played // nil if the browser is absent
	surprised bool
	err       error
}

// atATime is how many cases are played before what was found of them is printed.
const atATime = 500

// run plays the cases, or generated ones, in all browsers at once, and compares.
func (b *browserFlags) run(ctx context.Context, cmd *cobra.Command, cases []*conformance.Case, json bool) error {
	known, err := recorded.Known()
	if err != nil {
		return err
	}
	if b.fuzz > 0 {
		cases = recorded.Fuzz(b.seed, b.from, b.fuzz)
	}
	told, done := tellProgress(cmd.ErrOrStderr(), len(cases)*len(b.names), "not as predicted")
	runs := make([]*browserRun, len(b.names))
	var wait sync.WaitGroup
	var printing sync.Mutex
	for i, name := range b.names {
		r := &browserRun{flags: b, name: name, json: json, known: known}
		runs[i] = r
		flush := func() error {
			printing.Lock()
			defer printing.Unlock()
			_, err := r.out.WriteTo(cmd.OutOrStdout())
			return err
		}
		wait.Go(func() {
			r.err = r.play(ctx, cases, func(p *recorded.Played) {
				told(len(p.Profile) > 0 || p.Err != nil && !p.Skipped(), name)
			}, flush)
		})
	}
	wait.Wait()
	done()
	surprised := false
	for _, r := range runs {
		surprised = surprised || r.surprised
		if err = r.err; err == nil && r.all != nil && !json {
			err = r.printTable(cmd.OutOrStdout())
		}
		if err == nil && b.record != "" && r.all != nil {
			err = b.write(r.name, recorded.RecordsOf(r.all, r.version))
		}
		if err != nil {
			return err
		}
	}
	err = printConsensus(cmd.OutOrStdout(), runs, json)
	if err == nil && surprised {
		return errBlocked
	}
	return err
}

// play plays the cases in the browser, some at a time, and prints what was found of them.
func (r *browserRun) play(ctx context.Context, cases []*conformance.Case, told func(*recorded.Played), flush func() error) error {
	installed, err := findBrowser(ctx, r.name)
	if err != nil {
		r.surprised = r.flags.require
		return errors.Join(r.printAbsent(err), flush())
	}
	player := browser.NewPlayer(installed)
	defer player.Close()
	set, _ := profile.ByName(r.name)
	r.version, r.judge = installed.Version, &recorded.Judge{Browser: player, Set: set, Sites: psl.List}
	if !r.json {
		r.printVersion()
	}
	for some := range slices.Chunk(cases, atATime) {
		played := r.judge.Play(ctx, some, told)
		findings := r.judge.Review(ctx, played, r.known)
		if err := ctx.Err(); err != nil {
			return err
		}
		r.all = append(r.all, played...)
		r.surprised = r.surprised || r.judge.SameVersion() && recorded.Surprised(findings)
		if r.json {
			err = r.printLines(played, findings)
		} else {
			err = r.print(ctx, played, findings)
		}
		if err = errors.Join(err, flush()); err != nil {
			return err
		}
	}
	return nil
}
