package suite_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/google/go-cmp/cmp"
)

// fake is an implementation that answers by the scenario's name.
type fake struct {
	sight    suite.Sight
	parallel int
	play     func(s *conformance.Scenario) ([]conformance.Verdict, error)
}

func (f fake) Describe() suite.Description {
	return suite.Description{Name: "fake", Version: "1", Sight: f.sight, Parallel: f.parallel}
}

func (f fake) Play(_ context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	return f.play(s)
}

// read reads cases.
func read(t *testing.T, text string) []*conformance.Case {
	t.Helper()
	r := conformance.NewReader(strings.NewReader(text), "cases.json")
	var cases []*conformance.Case
	for {
		c, err := r.Read()
		if err != nil {
			if len(cases) == 0 {
				t.Fatal(err)
			}
			return cases
		}
		cases = append(cases, c)
	}
}

const expected = `{"name":"a/x","origin":"https://app.example","fetches":[{"url":"https://api.example/"}],
	"expect":[{"outcome":"type-error","error":{"code":"c"},"wire":[{"method":"GET","credentials":true,"headers":[["Origin","o"]]}]}]}`

func TestSight(t *testing.T) {
	wire := func(credentials bool, origin string) []conformance.Sent {
		return []conformance.Sent{{Method: "GET", Credentials: credentials, Headers: conformance.Fields{{Name: "origin", Value: origin}}}}
	}
	all := conformance.Verdict{Outcome: "type-error", Error: &conformance.Failure{Code: "c"}, Wire: wire(true, "o")}
	other := func(change func(*conformance.Verdict)) conformance.Verdict {
		v := all
		change(&v)
		return v
	}
	for _, tc := range []struct {
		name, why          string
		verdict            conformance.Verdict
		all, model, client suite.Status
	}{
		{"equal", "nothing differs", all, "passed", "passed", "passed"},
		{"code", "codes are advisory", other(func(v *conformance.Verdict) { v.Error = &conformance.Failure{Code: "d"} }), "failed", "passed", "passed"},
		{"network error", "script sees one TypeError", other(func(v *conformance.Verdict) { v.Outcome = "network-error" }), "failed", "passed", "passed"},
		{"response", "script sees a response", other(func(v *conformance.Verdict) { v.Outcome = "response" }), "failed", "failed", "failed"},
		{"credentials", "no wire shows them", other(func(v *conformance.Verdict) { v.Wire = wire(false, "o") }), "failed", "failed", "passed"},
		{"wire", "the server sees it", other(func(v *conformance.Verdict) { v.Wire = wire(true, "null") }), "failed", "failed", "failed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []suite.Status
			for _, sight := range []suite.Sight{suite.SeesAll, suite.SeesModel, suite.SeesClient} {
				f := fake{sight: sight, play: func(s *conformance.Scenario) ([]conformance.Verdict, error) {
					if s.Expect != nil {
						t.Error("it sees what is expected")
					}
					return []conformance.Verdict{tc.verdict}, nil
				}}
				got = append(got, suite.Run(t.Context(), read(t, expected), f, nil).Results[0].Status)
			}
			if diff := cmp.Diff([]suite.Status{tc.all, tc.model, tc.client}, got); diff != "" {
				t.Errorf("%s: -want +got\n%s", tc.why, diff)
			}
		})
	}
}

func TestStatuses(t *testing.T) {
	cases := read(t, `[{"name":"a/ok","origin":"null","fetches":[{"url":"/"}]},{"name":"a/skip","origin":"null","fetches":[{"url":"/"}]},
		{"name":"b/err","origin":"null","fetches":[{"url":"/"}]},{"name":"b/short","origin":"null","fetches":[{"url":"/"},{"url":"/"}]}]`)
	report := suite.Run(t.Context(), cases, fake{play: func(s *conformance.Scenario) ([]conformance.Verdict, error) {
		switch s.Name {
		case "a/skip":
			return nil, &suite.Skip{Reason: "no"}
		case "b/err":
			return nil, errors.New("broken")
		}
		return make([]conformance.Verdict, 1), nil
	}}, nil)
	want := []suite.Count{{Area: "a", Passed: 1, Skipped: 1}, {Area: "b", Errored: 2}}
	if diff := cmp.Diff(want, report.Areas()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	known, err := suite.ReadKnown(strings.NewReader("# what we know\na/ok # passes by now\n\nb/err\n"), "known")
	if err != nil {
		t.Fatal(err)
	}
	failing, passing := report.Surprises(known)
	if len(failing) != 1 || failing[0].Case.Name != "b/short" || len(passing) != 1 || passing[0].Case.Name != "a/ok" {
		t.Errorf("failing %v, passing %v", failing, passing)
	}
}

func TestKnownErrors(t *testing.T) {
	for _, tc := range []struct{ name, why, text, want string }{
		{"two names", "one a line", "a/x\na/y a/z\n", "known:2: "},
		{"twice", "once is enough", "a/x\na/x # again\n", "known:2: "},
	} {
		if _, err := suite.ReadKnown(strings.NewReader(tc.text), "known"); err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %s: %s", tc.name, err, tc.want, tc.why)
		}
	}
}

func TestOnly(t *testing.T) {
	cases := read(t, `[{"name":"a/x","origin":"null","fetches":[{"url":"/"}]},{"name":"b/x","origin":"null","fetches":[{"url":"/"}]},{"name":"b/y","origin":"null","fetches":[{"url":"/"}]}]`)
	for _, tc := range []struct{ pattern, want string }{
		{"a/x", "a/x"}, {"b/*", "b/x b/y"}, {"b", "b/x b/y"}, {"*/x", "a/x b/x"}, {"*", "a/x b/x b/y"}, {"c", ""},
	} {
		some, err := suite.Only(cases, tc.pattern)
		var names []string
		for _, c := range some {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, " "); got != tc.want || err != nil {
			t.Errorf("%s: got %q, %v, want %q", tc.pattern, got, err, tc.want)
		}
	}
	if _, err := suite.Only(nil, "["); err == nil {
		t.Error("a bad pattern is no error")
	}
}

// TestParallelWaits plays as many at once as the implementation says, those that wait first.
func TestParallelWaits(t *testing.T) {
	cases := read(t, `[{"name":"a/x","origin":"null","fetches":[{"url":"/"}]},{"name":"a/slow","origin":"null","fetches":[{"url":"/","after":3}]},
		{"name":"a/slower","origin":"null","fetches":[{"url":"/","after":2},{"url":"/","after":2}]}]`)
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		var order []string
		f := fake{parallel: 2, play: func(s *conformance.Scenario) ([]conformance.Verdict, error) {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Duration(suite.Waits(s) * float64(time.Second)))
			now.Add(-1)
			return make([]conformance.Verdict, len(s.Fetches)), nil
		}}
		began := time.Now()
		suite.Run(t.Context(), cases, f, func(r *suite.Result) { order = append(order, r.Case.Name) })
		if took := time.Since(began); took != 4*time.Second || most.Load() != 2 {
			t.Errorf("took %s, %d at once", took, most.Load())
		}
		if diff := cmp.Diff([]string{"a/slow", "a/x", "a/slower"}, order); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	})
}

func TestDiff(t *testing.T) {
	r := suite.Result{Differences: []conformance.Difference{
		{Field: "outcome", Want: `"response"`, Got: `"network-error"`},
		{Fetch: 1, Field: "wire", Want: "OPTIONS /\nGET /", Got: "GET /\nPUT /"},
	}}
	want := `- fetches[0].outcome: "response"
+ fetches[0].outcome: "network-error"
  fetches[1].wire:
-   OPTIONS /
    GET /
+   PUT /`
	if diff := cmp.Diff(want, r.Diff()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestEngine(t *testing.T) {
	cases := read(t, conformance.ExampleJSON)
	report := suite.Run(t.Context(), cases, suite.Engine{}, nil)
	if total := report.Total(); total.Passed != 1 {
		t.Errorf("%+v %s", total, report.Results[0].Diff())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r := suite.Run(ctx, cases, suite.Engine{}, nil).Results[0]; r.Status != suite.Errored {
		t.Errorf("%s after the end", r.Status)
	}
}
