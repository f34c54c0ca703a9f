package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/google/go-cmp/cmp"
)

// wrong is an implementation that does everything in a wrong way.
type wrong struct{}

func (wrong) Describe() suite.Description {
	return suite.Description{Name: "wrong\x1b[2J", Version: "0.1", Sight: suite.SeesClient}
}

func (wrong) Play(_ context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	switch s.Name {
	case "b/skipped":
		return nil, &suite.Skip{Reason: "xhr: not here", Link: "https://issues.example/1"}
	case "b/errored":
		return nil, errors.New("it ended\x07; its standard error ends with:\nno memory")
	case "a/passed":
		return []conformance.Verdict{{Outcome: "network-error"}}, nil
	}
	return []conformance.Verdict{{Outcome: "response", Response: &conformance.Response{Status: 200},
		Wire: []conformance.Sent{{Method: "GET", URL: "https://api.example/"}}}}, nil
}

// TestFailuresAreReadable prints a run with everything that a report can have.
func TestFailuresAreReadable(t *testing.T) {
	const cases = `
{"name":"a/passed","origin":"null","fetches":[{"url":"/"}],"expect":[{"outcome":"type-error"}]}
{"name":"a/failed","why":"a method must be listed","spec":["cors-preflight-fetch-0#7.5"],"origin":"null","fetches":[{"url":"/"}],"expect":[{"outcome":"network-error","wire":[{"preflight":true,"method":"OPTIONS","url":"https://api.example/"}]}]}
{"name":"a/known","origin":"null","fetches":[{"url":"/"}],"expect":[{"outcome":"network-error"}]}
{"name":"b/skipped","origin":"null","fetches":[{"url":"/"}]}
{"name":"b/errored","why":"anything","origin":"null","fetches":[{"url":"/"}]}`
	r := conformance.NewReader(strings.NewReader(cases), "cases")
	var all []*conformance.Case
	for c, err := r.Read(); err == nil; c, err = r.Read() {
		all = append(all, c)
	}
	report := suite.Run(t.Context(), all, wrong{}, nil)
	failing, passing := report.Surprises(suite.Known{"a/known": "", "a/passed": ""})
	var b strings.Builder
	if err := printReport(&b, report, failing, passing); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/conformance/report.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSuitePasses runs the whole suite on the engine.
func TestSuitePasses(t *testing.T) {
	var out, errs strings.Builder
	if code := run([]string{"conformance"}, strings.NewReader(""), &out, &errs); code != exitGood || errs.Len() > 0 {
		t.Errorf("exit code %d, standard error %q\n%s", code, errs.String(), out.String())
	}
}
