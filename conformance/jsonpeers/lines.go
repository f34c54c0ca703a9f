package main

import (
	"io"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/conformance/suite"
)

// seed is the seed of the generated scenarios.
const seed = 1

// writeLines writes n scenarios, one a line: in turn a generated one and one of the suite, which come round again.
func writeLines(w io.Writer, n int) error {
	cases, err := suite.Cases()
	if err != nil {
		return err
	}
	for i := range n {
		s := &cases[i/2%len(cases)].Scenario
		if i%2 == 0 {
			s = differential.Generate(seed, i)
		}
		doc, err := conformance.Encode(s)
		if err != nil {
			return err
		}
		if _, err := w.Write(append(doc, '\n')); err != nil {
			return err
		}
	}
	return nil
}
