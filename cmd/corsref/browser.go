package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/fetch/profile"
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
