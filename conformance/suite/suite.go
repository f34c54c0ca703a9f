// Package suite is the conformance suite: its data, arrays of cases in one folder an area and unit tables, and what plays
// them against an implementation.
package suite

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

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
		cases, err := readCases(name)
		if err != nil {
			return nil, fmt.Errorf("suite: %w", err)
		}
		all = append(all, cases...)
	}
	return all, nil
}

// readCases returns the cases of one file.
func readCases(name string) ([]*conformance.Case, error) {
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

// AreaOf is the part of a case's name before the slash.
func AreaOf(name string) string {
	area, _, _ := strings.Cut(name, "/")
	return area
}

// Only returns the cases whose name, or whose area, matches a pattern as of [path.Match]. The error is
// [path.ErrBadPattern].
func Only(cases []*conformance.Case, pattern string) ([]*conformance.Case, error) {
	_, err := path.Match(pattern, "")
	return slices.DeleteFunc(slices.Clone(cases), func(c *conformance.Case) bool {
		name, _ := path.Match(pattern, c.Name)
		area, _ := path.Match(pattern, AreaOf(c.Name))
		return !name && !area
	}), err
}
