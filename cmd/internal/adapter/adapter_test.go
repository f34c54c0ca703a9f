package adapter_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cmd/internal/adapter"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/google/go-cmp/cmp"
)

// open starts the test binary as an adapter.
func open(t *testing.T, kind string, timeout time.Duration) (*adapter.Adapter, error) {
	t.Helper()
	t.Setenv(fakeVariable, kind)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	a, err := adapter.Open(t.Context(), []string{program}, adapter.Options{Timeout: timeout})
	if err == nil {
		t.Cleanup(func() { a.Close() })
	}
	return a, err
}

// simple is a case that passes.
func simple(name string) *conformance.Case {
	const text = `{"name":"%s","origin":"http://app.example","fetches":[{"url":"http://app.example/"}],"server":[{}],
		"expect":[{"outcome":"response","response":{"status":200},"wire":[{"method":"GET"}]}]}`
	c, err := conformance.NewReader(strings.NewReader(fmt.Sprintf(text, name)), "case.json").Read()
	if err != nil {
		panic(err)
	}
	return c
}

// faults are what adapters do wrong, by the beginning of the case's name, and part of the error.
var faults = []struct{ name, why, want string }{
	{"hang", "an adapter may never answer", "did not answer in time"},
	{"die", "an adapter may end", "ended (exit status 7); its standard error ends with:\nsegmentation fault, sort of"},
	{"garbage", "not JSON", `printed "TypeError: undefined`},
	{"unknown", "an answer to another run", "answered run 4711, which is not under way"},
	{"no id", "an answer to nothing", "needs the id"},
	{"short", "too few verdicts", "0 verdicts for 1 fetches"},
	{"no wire", "a model tells the wire", "tells the wire"},
	{"odd outcome", "there is no such outcome", `no outcome "success"`},
	{"no response", "a response has a response", "and only then"},
	{"large", "a line without end", "cannot be read"},
	{"error", "the adapter says so itself", "the adapter says: no idea"},
}

// TestFaults has a good case between bad ones: each bad one has an error that says what is wrong, and the run goes on.
func TestFaults(t *testing.T) {
	for _, kind := range []string{"model", "many"} {
		t.Run(kind, func(t *testing.T) {
			a, err := open(t, kind, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			a.SetPatience(func(s *conformance.Scenario) time.Duration {
				if s.Name == "hang/it" {
					return time.Millisecond // no answer would ever come
				}
				return time.Minute
			})
			var cases []*conformance.Case
			for _, f := range faults {
				cases = append(cases, simple("good/before "+f.name), simple(f.name+"/it"))
			}
			cases = append(cases, simple("good/last"))
			report := suite.Run(t.Context(), cases, a, nil)
			for i, r := range report.Results {
				if i%2 == 0 {
					if r.Status != suite.Passed {
						t.Errorf("%s: %s %v", r.Case.Name, r.Status, r.Err)
					}
					continue
				}
				f := faults[i/2]
				if r.Status != suite.Errored || !strings.Contains(fmt.Sprint(r.Err), f.want) {
					t.Errorf("%s: %s %v, want %q: %s", r.Case.Name, r.Status, r.Err, f.want, f.why)
				}
			}
		})
	}
}

// TestSecondAnswer answers a run twice, which shows when the next one is asked for.
func TestSecondAnswer(t *testing.T) {
	a, err := open(t, "model", 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	cases := []*conformance.Case{simple("twice/it"), simple("good/next"), simple("good/last")}
	report := suite.Run(t.Context(), cases, a, nil)
	if r := report.Results[0]; r.Status != suite.Skipped {
		t.Errorf("the first answer does not count: %s %v", r.Status, r.Err)
	}
	if r := report.Results[2]; r.Status != suite.Passed {
		t.Errorf("the run does not go on: %s %v", r.Status, r.Err)
	}
}

func TestLiesAreCaught(t *testing.T) {
	for _, kind := range []string{"model", "client"} {
		a, err := open(t, kind, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		report := suite.Run(t.Context(), []*conformance.Case{simple("honest/it"), simple("lie/it"), simple("skip/it")}, a, nil)
		var got []string
		for _, r := range report.Results {
			got = append(got, string(r.Status)+" "+r.Diff())
		}
		want := []string{"passed ", "failed - fetches[0].response.status: 200\n+ fetches[0].response.status: 418", "skipped "}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", kind, diff)
		}
	}
}

func TestStartFaults(t *testing.T) {
	for _, tc := range []struct{ kind, why, want string }{
		{"dies at start", "its library may be missing", "ended (exit status 3); its standard error ends with:\nno such library"},
		{"silent", "it may not know the protocol", "did not answer start in time"},
		{"deaf", "it may not read", "the adapter is at fault"},
		{"chatty", "standard output is for replies", `printed "Hello`},
		{"old", "another protocol", "another protocol"},
		{"odd", "another kind", `no kind "oracle"`},
		{"nameless", "scores need a name", "its name"},
		{"boastful", "capabilities are a fixed list", `no capability "telepathy"`},
		{"unknown field", "strict, as all documents are", "color"},
		{"starts backward", "start comes first", "not under way"},
	} {
		t.Run(tc.kind, func(t *testing.T) {
			patience := time.Minute
			if tc.kind == "silent" || tc.kind == "deaf" {
				patience = time.Millisecond // no answer would ever come
			}
			if _, err := open(t, tc.kind, patience); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q: %s", err, tc.want, tc.why)
			}
		})
	}
	if _, err := adapter.Open(t.Context(), []string{"/nowhere/at/all"}, adapter.Options{}); err == nil {
		t.Error("a program that does not exist was started")
	}
}

// TestClient plays scenarios on the wire: names come back, the wire is recorded, and what cannot be asked of the client is
// skipped by name.
func TestClient(t *testing.T) {
	a, err := open(t, "client", 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Describe(); got.String() != "fake" || got.Sight != suite.SeesClient || got.Parallel != 4 {
		t.Errorf("%+v", got)
	}
	const lines = `
{"name":"client/names","origin":"https://app.example","fetches":[{"url":"http://api.example/a"},{"url":"https://api.example/b"}],"server":[{"fetch":1,"status":201,"headers":[["X-Echo","https://app.example"]]},{"hop":1},{"status":302,"headers":[["Location","https://www.app.example/z"]]}],"expect":[{"response":{"status":200,"url":"https://www.app.example/z","headers":[["x-echo",""]]},"wire":[{"preflight":false,"method":"GET","url":"http://api.example/a","credentials":true,"headers":[["origin","https://app.example"]]},{"url":"https://www.app.example/z"}]},{"response":{"status":201,"headers":[["x-echo","https://app.example"]]},"wire":[{"url":"https://api.example/b"}]}]}
{"name":"client/fail","origin":"http://app.example","fetches":[{"url":"http://api.example/"}],"server":[{"fail":true}],"expect":[{"outcome":"type-error","wire":[{"method":"GET"}]}]}
{"name":"client/waits","origin":"http://app.example","fetches":[{"url":"/"},{"url":"/","after":0.01}],"expect":[{},{}]}
{"name":"client/xhr","origin":"http://app.example","fetches":[{"url":"/","api":"xhr"}]}
{"name":"client/null","origin":"null","fetches":[{"url":"/"}]}
{"name":"client/stream","origin":"http://app.example","fetches":[{"url":"/","method":"PUT","bodyStream":true}]}
{"name":"client/script","origin":"http://app.example","fetches":[{"url":"/","mode":"no-cors","destination":"script"}]}
{"name":"client/top","origin":"http://app.example","topLevel":"http://a.example","fetches":[{"url":"/"}]}
{"name":"client/other","origin":"http://app.example","fetches":[{"url":"/","origin":"http://a.example"}]}
{"name":"client/policy","origin":"http://app.example","embedderPolicy":"require-corp","fetches":[{"url":"/"}]}
{"name":"client/407","origin":"http://app.example","fetches":[{"url":"/"}],"server":[{"status":407}]}
{"name":"client/ages","origin":"http://app.example","fetches":[{"url":"/"},{"url":"/","after":6},{"url":"/","after":5}]}
{"name":"client/address","origin":"http://app.example","fetches":[{"url":"http://192.0.2.1/"}]}`
	r := conformance.NewReader(strings.NewReader(lines), "cases.ndjson")
	var cases []*conformance.Case
	for c, err := r.Read(); err == nil; c, err = r.Read() {
		if c.Name == "client/waits" { // its URLs are relative, which this client does not know
			for i := range c.Fetches {
				c.Fetches[i].URL = "http://app.example/"
			}
		}
		cases = append(cases, c)
	}
	report := suite.Run(t.Context(), cases, a, nil)
	var got []string
	for _, r := range report.Results {
		line := r.Case.Name + " " + string(r.Status)
		if r.Err != nil {
			reason, _, _ := strings.Cut(strings.TrimPrefix(r.Err.Error(), "skipped: "), ":")
			line += " " + reason
		}
		if r.Status == suite.Failed {
			line += "\n" + r.Diff()
		}
		got = append(got, line)
	}
	want := []string{
		"client/names passed", "client/fail passed", "client/waits passed", "client/xhr skipped xhr", "client/null skipped null-origin",
		"client/stream skipped body-stream", "client/script skipped destination", "client/top skipped top-level",
		"client/other skipped other-origin", "client/policy skipped embedder-policy", "client/407 skipped status-407",
		"client/ages skipped after", "client/address passed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestSplit(t *testing.T) {
	for _, tc := range []struct {
		line string
		want []string // nil: an error
	}{
		{"node a.mjs", []string{"node", "a.mjs"}},
		{"  a\tb\nc ", []string{"a", "b", "c"}},
		{`"my program" 'it"s' x'y'"z" ''`, []string{"my program", `it"s`, "xyz", ""}},
		{`C:\node.exe a`, []string{`C:\node.exe`, "a"}},
		{"", nil}, {" ", nil}, {`"a`, nil},
	} {
		got, err := adapter.Split(tc.line)
		if diff := cmp.Diff(tc.want, got); diff != "" && !(tc.want == nil && err != nil) {
			t.Errorf("%q: %v -want +got\n%s", tc.line, err, diff)
		}
	}
}
