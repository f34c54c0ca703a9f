package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/engines"
	"github.com/corsref/corsref/conformance/mutation/lever"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// stepsPerCase is far more than any case takes.
const stepsPerCase = 5_000_000

// work reads the numbers of mutants, one a line, and answers for each with the case that notices it, or a hyphen. It runs
// in a binary that was built with the instrumented engine.
func work(in io.Reader, out io.Writer) error {
	cases, err := suite.Cases()
	if err != nil {
		return err
	}
	lever.Limit = stepsPerCase
	last := 0 // the case that noticed the last mutant: its neighbours often do as well
	for lines := bufio.NewScanner(in); lines.Scan(); {
		number, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil {
			return err
		}
		lever.Active = number
		by := "-"
		for i := range cases {
			c := cases[(last+i)%len(cases)]
			if notices(c) {
				by, last = c.Name, (last+i)%len(cases)
				break
			}
		}
		if _, err := fmt.Fprintln(out, number, by); err != nil {
			return err
		}
	}
	return nil
}

// notices reports whether a case fails, or a profile no longer predicts what its engine was recorded to do.
func notices(c *conformance.Case) (failed bool) {
	defer func() {
		if recover() != nil {
			failed = true
		}
	}()
	lever.Steps = 0
	result, err := conformance.Run(&c.Scenario, conformance.Options{Sites: psl.List})
	if err != nil || len(result.Compare(c.Expect)) > 0 {
		return true
	}
	return slices.ContainsFunc(sets, func(set profile.Set) bool {
		lever.Steps = 0
		differences, err := engines.Unpredicted(c, set, psl.List)
		return err != nil || len(differences) > 0
	})
}

var sets = profile.Sets()
