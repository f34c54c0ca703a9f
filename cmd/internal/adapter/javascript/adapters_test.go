//go:build node

// These tests need Node.js, and npm ci in this folder: go test -tags node ./cmd/internal/adapter/javascript
package adapters

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/adapter"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin/psl"
)

// play plays the cases of XMLHttpRequest with an adapter.
func play(t *testing.T, command ...string) *suite.Report {
	t.Helper()
	a, err := adapter.Open(t.Context(), command, adapter.Options{Sites: psl.List})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	if cases, err = suite.Only(cases, "xhr"); err != nil {
		t.Fatal(err)
	}
	return suite.Run(t.Context(), cases, a, nil)
}

// TestAdaptersPlay asks for a plain score: these clients do some of it right.
func TestAdaptersPlay(t *testing.T) {
	for _, name := range []string{"happy-dom", "jsdom"} {
		t.Run(name, func(t *testing.T) {
			report := play(t, "node", name+".mjs")
			if d := report.Implementation; d.Name != name || d.Version == "" || d.Sight != suite.SeesClient {
				t.Errorf("it says that it is %+v", d)
			}
			total := report.Total()
			t.Logf("%s: %+v", report.Implementation, total)
			if total.Passed == 0 || total.Skipped == total.Cases() || total.Errored > total.Cases()/4 {
				t.Errorf("this is no score: %+v", total)
			}
		})
	}
}

// TestPlantedFault changes every status on the way from the adapter to the runner, and no case passes that has a response.
func TestPlantedFault(t *testing.T) {
	report := play(t, "sh", "-c", `node jsdom.mjs | sed -u 's/"status":200/"status":418/g'`)
	for _, r := range report.Results {
		if r.Status == suite.Passed && hasResponse(r.Case) {
			t.Errorf("%s passed", r.Case.Name)
		}
		if r.Status == suite.Failed && strings.Contains(r.Diff(), "418") {
			return
		}
	}
	t.Error("the fault was not noticed")
}

// hasResponse reports whether a case expects the status of a response.
func hasResponse(c *conformance.Case) bool {
	for _, e := range c.Expect {
		if e != nil && e.Response != nil && e.Response.Status != nil {
			return true
		}
	}
	return false
}
