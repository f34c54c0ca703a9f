package recorded_test

import (
	"testing"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// TestRecordsArePredicted plays what browsers were recorded to do against their profiles, without a browser.
func TestRecordsArePredicted(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range profile.Sets() {
		t.Run(set.Name, func(t *testing.T) {
			records := 0
			for _, c := range cases {
				differences, err := recorded.Unpredicted(c, set, psl.List)
				if err != nil || len(differences) > 0 {
					t.Errorf("%s: %v %v", c.Name, differences, err)
				}
				record, ok := c.Engines[set.Name]
				if !ok {
					continue
				}
				records++
				// A record is kept only where the standard has it otherwise.
				result, err := conformance.Run(browser.Staged(&c.Scenario), conformance.Options{Sites: psl.List})
				if err != nil {
					t.Fatal(err)
				}
				if len(conformance.CompareVerdicts(result.Output().Fetches, recorded.Verdicts(record))) == 0 {
					t.Errorf("%s: the record is the standard's", c.Name)
				}
			}
			if records == 0 {
				t.Error("there is no record")
			}
		})
	}
}
