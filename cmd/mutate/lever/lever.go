// Package lever switches mutants on: the instrumented engine asks it at every branch and before every statement of effect.
// Nothing imports it but what the mutation command generates.
package lever

import (
	"os"
	"strconv"
)

// What can be done to a condition. The mutant of the i-th kind of a place has the place's number plus i.
const (
	True   = iota // hold always
	False         // never hold
	Negate        // hold when it does not
	Kinds         // how many there are
)

// Variable is the environment variable that names the active mutant of a test binary.
const Variable = "CORSREF_MUTANT"

var (
	// Active is the number of the active mutant; 0 for none.
	Active = fromEnvironment()
	// Steps counts what was asked. Beyond Limit a mutant has run away, and panics.
	Steps, Limit = 0, 100_000_000
)

func fromEnvironment() int {
	active, _ := strconv.Atoi(os.Getenv(Variable))
	return active
}

// Runaway is what a mutant panics with that does not end.
const Runaway = "the mutant runs away"

func step() {
	if Steps++; Steps > Limit {
		panic(Runaway)
	}
}

// Bool is a condition at the place with number n.
func Bool[B ~bool](n int, held B) B {
	step()
	switch Active - n {
	case True:
		return true
	case False:
		return false
	case Negate:
		return !held
	}
	return held
}

// Do reports whether the statement at the place with number n is done.
func Do(n int) bool {
	step()
	return Active != n
}
