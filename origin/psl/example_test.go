package psl_test

import (
	"fmt"

	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// Two hosts below a public suffix are different sites.
func Example() {
	a, b := origin.MustParse("https://alice.github.io"), origin.MustParse("https://bob.github.io")
	fmt.Println(origin.SameSite(a, b, psl.List), origin.SameSite(a, b, nil))
	// Output: false true
}
