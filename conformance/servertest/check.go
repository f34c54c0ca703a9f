package servertest

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/live"
	"github.com/corsref/corsref/fetch/nethttp"
)

// Check plays the scenarios in every .json, .ndjson, .yaml and .yml file of a file system against a handler. The
// scenarios have no server rules. A fetch with an expectation must do what that says, one without must get a response; what
// does not fails the test with its story. When t is a *testing.T, each scenario is a subtest by its name.
func Check(t testing.TB, handler http.Handler, scenarios fs.FS) {
	t.Helper()
	found := false
	err := fs.WalkDir(scenarios, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".json", ".ndjson", ".yaml", ".yml"}, path.Ext(name)) {
			return err
		}
		found = true
		return checkFile(t, handler, scenarios, name)
	})
	switch {
	case err != nil:
		t.Fatal(err)
	case !found:
		t.Fatal("servertest: there is no scenario file; name it *.json, *.ndjson, *.yaml or *.yml")
	}
}

// checkFile plays the scenarios of one file.
func checkFile(t testing.TB, handler http.Handler, scenarios fs.FS, name string) error {
	t.Helper()
	f, err := scenarios.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for r := conformance.NewReader(f, name); ; {
		c, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := live.Unscripted(&c.Scenario, name); err != nil {
			return err
		}
		title := cmp.Or(c.Name, name)
		if t, ok := t.(*testing.T); ok {
			t.Run(title, func(t *testing.T) { checkScenario(t, handler, &c.Scenario) })
			continue
		}
		checkScenario(t, handler, &c.Scenario)
	}
}

// checkScenario plays one scenario in a browser of its own.
func checkScenario(t testing.TB, handler http.Handler, s *conformance.Scenario) {
	t.Helper()
	p, err := On(t, handler).play(s, nethttp.NewJar(nil))
	if err != nil {
		t.Fatal(err)
	}
	unexpected := false // that a fetch of which nothing is expected has no response
	for i := range p.result.Fetches {
		expected := i < len(s.Expect) && s.Expect[i] != nil
		unexpected = unexpected || !expected && p.result.Fetches[i].Verdict.Outcome != conformance.OutcomeResponse
	}
	if len(p.differences) > 0 || unexpected {
		t.Errorf("\n%s", p.story)
	}
}
