// Package lever switches mutants on. The instrumented engine asks it at every branch and before every statement of effect.
// It is no package of this module: the command writes it into the mutated copy.
package lever

import (
	"os"
	"strconv"
)

// What is done to a condition. A place has three numbers, one for each, in this order.
const (
	holds  = iota // the condition always holds
	fails         // it never holds
	negate        // it holds when it should not
)

var (
	// active is the number of the mutant that is switched on; 0 is none. A test binary is told by its environment.
	active, _ = strconv.Atoi(os.Getenv("CORSREF_MUTANT"))
	// left is how many more questions are answered before the mutant counts as one that does not end.
	left = 1_000_000_000
)

// Pull switches on the mutant with this number, for at most this many questions.
func Pull(number, steps int) { active, left = number, steps }

func step() {
	if left--; left < 0 {
		panic("the mutant does not end")
	}
}

// Bool is a condition at the place with number n.
func Bool[B ~bool](n int, held B) B {
	step()
	switch active - n {
	case holds:
		return true
	case fails:
		return false
	case negate:
		return !held
	}
	return held
}

// Do reports whether the statement at the place with number n is done.
func Do(n int) bool {
	step()
	return active != n
}
