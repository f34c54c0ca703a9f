package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// stepsPerCase is far more than any case takes.
const stepsPerCase = 5_000_000

// pull switches on the mutant with this number, for at most this many steps. The mutated copy sets it.
var pull = func(number, steps int) {}

// work reads the numbers of mutants, one a line, and answers for each with its number and the case that notices it, if one does. It runs
// in a binary that was built with the instrumented engine.
func work(in io.Reader, out io.Writer) error {
	checks, err := suiteChecks()
	if err != nil {
		return err
	}
	last := 0 // the case that noticed the last mutant: its neighbours often do as well
	for lines := bufio.NewScanner(in); lines.Scan(); {
		number, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil {
			return err
		}
		by := ""
		for i := range checks {
			c := &checks[(last+i)%len(checks)]
			if c.fails(number) {
				by, last = c.name, (last+i)%len(checks)
				break
			}
		}
		if _, err := fmt.Fprintln(out, number, by); err != nil {
			return err
		}
	}
	return nil
}

// check is a case of the suite, or a row of a unit table.
type check struct {
	name   string
	failed func() bool
}

// fails reports whether the check fails with a mutant, or does not come to an end.
func (c *check) fails(mutant int) (failed bool) {
	defer func() {
		if recover() != nil {
			failed = true
		}
	}()
	pull(mutant, stepsPerCase)
	return c.failed()
}

func suiteChecks() ([]check, error) {
	cases, err := suite.Cases()
	if err != nil {
		return nil, err
	}
	units, err := suite.Units()
	if err != nil {
		return nil, err
	}
	var checks []check
	for _, c := range cases {
		checks = append(checks, check{c.Name, func() bool { return caseFails(c) }})
	}
	for _, u := range units {
		for _, row := range u.Rows {
			var want any
			if err := json.Unmarshal(row.Want, &want); err != nil {
				return nil, err
			}
			checks = append(checks, check{"unit/" + u.Table, func() bool { return rowFails(u, row, want) }})
		}
	}
	return checks, nil
}

var sets = profile.Sets()

// caseFails reports whether a case fails, or a profile no longer predicts what its engine was recorded to do.
func caseFails(c *conformance.Case) bool {
	result, err := conformance.Run(&c.Scenario, conformance.Options{Sites: psl.List})
	if err != nil || len(result.Compare(c.Expect)) > 0 {
		return true
	}
	return slices.ContainsFunc(sets, func(set profile.Set) bool {
		differences, err := recorded.Unpredicted(c, set, psl.List)
		return err != nil || len(differences) > 0
	})
}

func rowFails(u *suite.Unit, row suite.UnitRow, want any) bool {
	text, err := u.Run(row)
	if err != nil {
		return true
	}
	var got any
	return json.Unmarshal(text, &got) != nil || !reflect.DeepEqual(got, want)
}
