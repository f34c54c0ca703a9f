package differential_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
)

// TestScenariosAreValid: what is generated is a document that the strict decoder
// takes and the runner judges, and the same each time.
func TestScenariosAreValid(t *testing.T) {
	outcomes := make(map[string]int)
	for i := range 2000 {
		s := differential.Generate(1, i)
		document, err := conformance.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := conformance.Encode(differential.Generate(1, i))
		if err != nil || !bytes.Equal(document, again) {
			t.Fatalf("scenario %d is not the same the second time: %s, %s, %v", i, document, again, err)
		}
		r := conformance.NewReader(bytes.NewReader(document), "scenario.json")
		c, err := r.Read()
		if err != nil {
			t.Fatalf("scenario %d: %v\n%s", i, err, document)
		}
		if _, err := r.Read(); err != io.EOF {
			t.Fatalf("scenario %d is followed by %v", i, err)
		}
		result, err := conformance.Run(&c.Scenario, conformance.Options{})
		if err != nil {
			t.Fatalf("scenario %d: %v\n%s", i, err, document)
		}
		for _, f := range result.Fetches {
			key := f.Verdict.Outcome
			if f.Verdict.Error != nil {
				key = f.Verdict.Error.Code
			}
			outcomes[key]++
		}
	}
	// A generator of worlds in which everything fails, or nothing does, is useless.
	for outcome, least := range map[string]int{
		"response": 1000, "allow-origin-missing": 30, "allow-origin-mismatch": 50, "method-not-allowed": 50,
		"header-not-allowed": 50, "header-wildcard-authorization": 5, "redirect-mode-error": 5, "preflight-status": 20, "network": 20,
	} {
		if outcomes[outcome] < least {
			t.Errorf("%d fetches end with %s, want at least %d: %v", outcomes[outcome], outcome, least, outcomes)
		}
	}
}
