package suite

import (
	"bufio"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
)

// Known are cases that are known to fail, by name, with the reason.
type Known map[string]string

// ReadKnown reads a list of known failures: a case's name on each line, and after a # why. The error is a
// *[conformance.InputError], or the reader's own.
func ReadKnown(r io.Reader, file string) (Known, error) {
	known := make(Known)
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		name, why, _ := strings.Cut(lines.Text(), "#")
		name = strings.TrimSpace(name)
		_, twice := known[name]
		problem := ""
		switch {
		case name == "":
			continue
		case strings.ContainsAny(name, " \t"):
			problem = "has a space; write one name a line, and why after a #"
		case twice:
			problem = "listed twice; remove one"
		}
		if problem != "" {
			return nil, &conformance.InputError{File: file, Line: number, Field: name, Msg: problem}
		}
		known[name] = strings.TrimSpace(why)
	}
	return known, lines.Err()
}

// Surprises are the results that are not as known: failures and errors that are not listed, and listed ones that passed.
func (r *Report) Surprises(known Known) (failing, passing []*Result) {
	for i := range r.Results {
		result := &r.Results[i]
		_, listed := known[result.Case.Name]
		switch {
		case result.Status == Passed && listed:
			passing = append(passing, result)
		case (result.Status == Failed || result.Status == Errored) && !listed:
			failing = append(failing, result)
		}
	}
	return failing, passing
}

// Unheard are the names, sorted, that no case has.
func (k Known) Unheard(cases []*conformance.Case) []string {
	names := maps.Clone(k)
	for _, c := range cases {
		delete(names, c.Name)
	}
	return slices.Sorted(maps.Keys(names))
}
