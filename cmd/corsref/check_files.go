package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/spf13/cobra"
)

// scenarioEnds are the ends of the names of scenario files.
var scenarioEnds = []string{".json", ".yaml", ".yml", ".ndjson"}

// checkFile judges the scenarios of a file, or of standard input.
func checkFile(cmd *cobra.Command, name string, server serverOf, r *report) error {
	if name == "-" {
		return judgeAll(cmd.InOrStdin(), "-", server, r)
	}
	if !slices.Contains(scenarioEnds, strings.ToLower(filepath.Ext(name))) {
		if strings.Contains(name, "://") {
			return usage("%s is a URL: give the page's origin with --origin, and captures with --preflight and --response", name)
		}
		return usage("%s: a scenario file ends in %s; a capture goes with --origin and --response", name, strings.Join(scenarioEnds, ", "))
	}
	file, err := open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return judgeAll(file, name, server, r)
}

// judgeAll judges scenarios as they are read: with a server one after the other, else on all processors.
func judgeAll(in io.Reader, name string, server serverOf, r *report) error {
	scenarios := conformance.NewReader(in, name)
	if server == nil {
		return judgeBatches(scenarios, name, r)
	}
	for {
		c, err := scenarios.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return readError(name, err)
		}
		answers, err := server(&c.Scenario, name)
		if err == nil {
			err = judge(&c.Scenario, answers, r)
		}
		if err != nil {
			return readError(name, err)
		}
	}
}

// open opens a file for reading.
func open(name string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, readError(name, err)
	}
	return file, nil
}

// readError names the file that could not be read. An error that names it already is left as it is.
func readError(name string, err error) error {
	var input *conformance.InputError
	if errors.As(err, &input) {
		return err
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &conformance.InputError{File: name, Msg: err.Error()}
}
