// Package suite is the conformance suite as data: arrays of cases, one folder an area.
package suite

import (
	"embed"
	"fmt"
	"io"
	"io/fs"

	"github.com/corsref/corsref/conformance"
)

//go:embed cases/*/*.json
var files embed.FS

// Files returns the files of cases, <area>/*.json.
func Files() fs.FS {
	cases, err := fs.Sub(files, "cases")
	if err != nil {
		panic(err) // a path written here is not valid
	}
	return cases
}

// Cases returns every case, in the order of file names and within a file.
func Cases() ([]*conformance.Case, error) {
	names, err := fs.Glob(Files(), "*/*.json")
	if err != nil {
		return nil, err
	}
	var all []*conformance.Case
	for _, name := range names {
		cases, err := read(name)
		if err != nil {
			return nil, fmt.Errorf("suite: %w", err)
		}
		all = append(all, cases...)
	}
	return all, nil
}

// read returns the cases of one file.
func read(name string) ([]*conformance.Case, error) {
	f, err := Files().Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var cases []*conformance.Case
	for r := conformance.NewReader(f, name); ; {
		c, err := r.Read()
		if err == io.EOF {
			return cases, nil
		}
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
}
