package suite_test

import (
	"context"
	"fmt"
	"log"

	"github.com/corsref/corsref/conformance/suite"
)

// The engine of this module passes every case.
func ExampleRun() {
	cases, err := suite.Cases()
	if err != nil {
		log.Fatal(err)
	}
	if cases, err = suite.Only(cases, "allow-origin"); err != nil {
		log.Fatal(err)
	}
	report := suite.Run(context.Background(), cases, suite.Engine{}, nil)
	total := report.Total()
	fmt.Println(total.Passed == total.Cases())
	// Output: true
}
