//go:build node

package adapters

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/cmd/internal/adapter"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin/psl"
)

// copies is how often the longer run has every case.
const copies = 5

// BenchmarkDecision plays the same cases of the suite, with the same responses, in a process each: with clients, by
// offline.mjs, and with corsref check --json. No process has a socket. A decision is a fetch judged.
//
// Figures a decision are those of a process that has each case once, its start included; those a further decision are what
// one more costs in a process that has every case several times, a new page for each case included. Beside the time that
// passes there is the time of processors, in the process and by the system for it.
func BenchmarkDecision(b *testing.B) {
	corsref := filepath.Join(b.TempDir(), "corsref")
	if out, err := exec.Command("go", "build", "-o", corsref, "../../../corsref").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	implementations := map[string][]string{
		"corsref":   {corsref, "check", "--json", "-"},
		"happy-dom": {"node", "offline.mjs", "happy-dom"},
		"jsdom":     {"node", "offline.mjs", "jsdom"},
	}
	for _, bc := range []struct{ api, implementation string }{
		{"xhr", "corsref"}, {"xhr", "happy-dom"}, {"xhr", "jsdom"},
		{"fetch", "corsref"}, {"fetch", "happy-dom"}, // jsdom has no fetch()
	} {
		b.Run("api="+bc.api+"/implementation="+bc.implementation, func(b *testing.B) {
			cases := playable(b, bc.api)
			input, command := lines(b, cases), implementations[bc.implementation]
			decisions := 0
			for _, c := range cases {
				decisions += len(c.Fetches)
			}
			var once, often cost
			for b.Loop() {
				once.add(b, command, input)
				often.add(b, command, bytes.Repeat(input, copies))
			}
			n := float64(b.N * decisions)
			further := n * (copies - 1)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(decisions), "decisions")
			b.ReportMetric(float64(once.processor)/n, "cpu-ns/decision")
			b.ReportMetric(float64(once.passed)/n, "ns/decision")
			b.ReportMetric(float64(often.processor-once.processor)/further, "cpu-ns/further-decision")
			b.ReportMetric(float64(often.passed-once.passed)/further, "ns/further-decision")
		})
	}
}

// cost is the time that processes took.
type cost struct{ passed, processor time.Duration }

// add runs a program, which must print a line for each that it is given.
func (c *cost) add(b *testing.B, command []string, input []byte) {
	b.Helper()
	var errs bytes.Buffer
	begin := time.Now()
	cmd := exec.CommandContext(b.Context(), command[0], command[1:]...)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &errs
	out, err := cmd.Output()
	c.passed += time.Since(begin)
	if cmd.ProcessState == nil {
		b.Fatal(err)
	}
	c.processor += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if got, want := bytes.Count(out, []byte("\n")), bytes.Count(input, []byte("\n")); got != want {
		b.Fatalf("%v: %d lines for %d: %v\n%s", command, got, want, err, &errs)
	}
}

// TestOffline checks that script sees the same with servers in the client's process as over a network.
func TestOffline(t *testing.T) {
	for _, name := range []string{"happy-dom", "jsdom"} {
		t.Run(name, func(t *testing.T) {
			cases := playable(t, "xhr")
			cmd := exec.CommandContext(t.Context(), "node", "offline.mjs", name)
			cmd.Stdin = bytes.NewReader(lines(t, cases))
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			a, err := adapter.Open(t.Context(), []string{"node", name + ".mjs"}, adapter.Options{Sites: psl.List})
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			for i, line := range bytes.Split(bytes.TrimSpace(out), []byte("\n")) {
				var got struct{ Fetches []sight }
				if err := json.Unmarshal(line, &got, json.MatchCaseInsensitiveNames(true)); err != nil {
					t.Fatal(err)
				}
				verdicts, err := a.Play(t.Context(), &cases[i].Scenario)
				if err != nil {
					t.Fatalf("%s: %v", cases[i].Name, err)
				}
				if diff := cmp.Diff(sights(verdicts), got.Fetches); diff != "" {
					t.Errorf("%s: over a network (-) and without (+)\n%s", cases[i].Name, diff)
				}
			}
		})
	}
}

// sight is what script sees of a fetch.
type sight struct {
	Outcome  string
	Response struct {
		Type    string
		Status  int
		URL     string
		Headers [][2]string
	}
}

func sights(verdicts []conformance.Verdict) []sight {
	all := make([]sight, len(verdicts))
	for i, v := range verdicts {
		all[i].Outcome = v.Outcome
		if r := v.Response; r != nil {
			if r.Type != nil {
				all[i].Response.Type = *r.Type
			}
			all[i].Response.Status, all[i].Response.URL = r.Status, r.URL
			all[i].Response.Headers = [][2]string{}
			for _, f := range r.Headers {
				all[i].Response.Headers = append(all[i].Response.Headers, [2]string{f.Name, f.Value})
			}
		}
	}
	return all
}

// lines is the cases without what is expected, as NDJSON.
func lines(t testing.TB, cases []*conformance.Case) (all []byte) {
	t.Helper()
	for _, c := range cases {
		s := c.Scenario
		s.Expect = nil
		line, err := conformance.Encode(&s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, line...), '\n')
	}
	return all
}

// deadly are cases that end happy-dom's process.
var deadly = regexp.MustCompile(`^(redirects/userinfo-.*|xhr/304-.*|xhr/(get|head)-drops-body)$`)

// playable are some hundred cases of an API, of all areas, that every client of it can play without waiting.
func playable(t testing.TB, api string) []*conformance.Case {
	t.Helper()
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	cases = slices.DeleteFunc(cases, func(c *conformance.Case) bool {
		return deadly.MatchString(c.Name) || c.Origin.IsOpaque() || !c.TopLevel.IsZero() || c.EmbedderPolicy != nil ||
			slices.ContainsFunc(c.Fetches, func(f conformance.FetchInit) bool {
				return f.XHR() != (api == "xhr") || !f.Origin.IsZero() || !f.TopLevel.IsZero() || f.Destination != nil ||
					f.BodyStream != nil || f.After != nil
			})
	})
	step := max(len(cases)/90, 1)
	some := cases[:0]
	for i := 0; i < len(cases); i += step {
		some = append(some, cases[i])
	}
	return some
}
