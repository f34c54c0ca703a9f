package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/google/go-cmp/cmp"
)

// staged is a browser that does what the standard says, but for what it changes.
type staged struct {
	change func([]conformance.Verdict)
	err    error
}

func (staged) Describe() suite.Description { return suite.Description{Name: "firefox", Version: "0.1"} }

func (b staged) Play(_ context.Context, s *conformance.Scenario) ([]conformance.Verdict, error) {
	if b.err != nil {
		return nil, b.err
	}
	result, err := conformance.Run(s, conformance.Options{})
	if err != nil {
		return nil, err
	}
	verdicts := result.Output().Fetches
	b.change(verdicts)
	return verdicts, nil
}

// TestBrowserBesideProfile prints what browsers do beside what their profile predicts.
func TestBrowserBesideProfile(t *testing.T) {
	const document = `{"origin":"https://app.example","fetches":[{"url":"https://api.example/"}],` +
		`"server":[{"headers":[["Access-Control-Allow-Origin","*"]]}]}`
	c, err := conformance.NewReader(strings.NewReader(document), "s.json").Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name      string
		browser   staged
		surprised bool
		want      string
	}{
		{"as predicted", staged{change: func([]conformance.Verdict) {}}, false, `firefox 0.1 does as its profile predicts
                      predicted                 observed
  ✓ request 1         GET https://api.example/  GET https://api.example/
  ✓   accept          */*                       */*
  ✓   referer         https://app.example/      https://app.example/
  ✓   origin          https://app.example       https://app.example
  ✓   sec-fetch-dest  empty                     empty
  ✓   sec-fetch-mode  cors                      cors
  ✓   sec-fetch-site  cross-site                cross-site
  ✓ outcome           response                  response
  ✓ status            200                       200
  ✓ url               https://api.example/      https://api.example/
  ✓ type              cors                      cors
  ✓ redirected        false                     false
  ✓   content-length  5                         5
`},
		{"otherwise", staged{change: func(v []conformance.Verdict) {
			v[0].Outcome, v[0].Response = conformance.OutcomeNetworkError, nil
			v[0].Wire[0].Headers = append(v[0].Wire[0].Headers[1:], conformance.Field{Name: "DNT", Value: "1\x1b[2J"})
		}}, true, `firefox 0.1 does not do as its profile predicts
                      predicted                 observed
  ✓ request 1         GET https://api.example/  GET https://api.example/
  ✗   accept          */*                       –
  ✓   referer         https://app.example/      https://app.example/
  ✓   origin          https://app.example       https://app.example
  ✓   sec-fetch-dest  empty                     empty
  ✓   sec-fetch-mode  cors                      cors
  ✓   sec-fetch-site  cross-site                cross-site
  ✗   dnt             –                         1\x1b[2J
  ✗ outcome           response                  network-error
  ✗ status            200                       –
  ✗ url               https://api.example/      –
  ✗ type              cors                      –
  ✗ redirected        false                     –
  ✗   content-length  5                         –
`},
		{"not at all", staged{err: &suite.Skip{Reason: "topLevel: not here"}}, false,
			"firefox 0.1: not played: this scenario cannot be staged: topLevel: not here\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			r := newReport(&out, false)
			if err := r.observe(t.Context(), test.browser, &c.Scenario, "s.json"); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, out.String()); diff != "" || r.surprised != test.surprised {
				t.Errorf("surprised: %v\n%s", r.surprised, diff)
			}
		})
	}
}

// TestBrowserThatIsAbsent: a browser that is not installed is named, and the story is told all the same.
func TestBrowserThatIsAbsent(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, test := range []struct{ name, args, want string }{
		{"for people", "check --browser chromium,firefox", "chromium: not played: browser chromium: "},
		{"for programs", "check --json --browser firefox", `{"browser":"firefox","reason":"browser firefox: `},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, errs, code := command(t, strings.Fields(test.args)...)
			if code != exitGood || errs != "" || !strings.Contains(out, test.want) || !strings.Contains(out, "api.example") {
				t.Errorf("exit code %d\n%s%s", code, out, errs)
			}
		})
	}
}
