package conformance_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/google/go-cmp/cmp"
)

func example(t testing.TB) *conformance.Case {
	t.Helper()
	cases, err := readAll(conformance.ExampleJSON, "example")
	if err != nil {
		t.Fatal(err)
	}
	return cases[0]
}

// TestObserve tells the example's story: hooks and trace report in the order in which things happen.
func TestObserve(t *testing.T) {
	var story []string
	tell := func(format string, args ...any) { story = append(story, fmt.Sprintf(format, args...)) }
	options := conformance.Options{
		Trace: func(i int) *fetch.Trace {
			return &fetch.Trace{
				Preflight: func(n fetch.PreflightNeed) { tell("%d needs a preflight: %v", i, n.Needed) },
				Stored:    func(s fetch.Stored) { tell("%d stored for %v", i, s.MaxAge) },
			}
		},
		Observe: conformance.Observer{
			Started: func(i int, req *fetch.Request, now time.Time) {
				tell("%d starts at %s: %s", i, now.Format("15:04:05"), req.Method)
			},
			Sent: func(x conformance.Exchange) { tell("%d sends %s", x.Fetch, x.Outgoing.Method) },
			Received: func(x conformance.Exchange, res fetch.Response, rule int) {
				tell("%d receives %d from rule %d", x.Fetch, res.Status, rule)
			},
			Failed: func(x conformance.Exchange, err error, rule int) { tell("%d fails: %v", x.Fetch, err) },
			Done:   func(i int, r *conformance.FetchResult) { tell("%d ends: %s", i, r.Verdict.Outcome) },
		},
	}
	if _, err := conformance.Run(&example(t).Scenario, options); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"0 starts at 00:00:00: PUT", "0 needs a preflight: true", "0 sends OPTIONS", "0 receives 204 from rule 0",
		"0 stored for 10m0s", "0 sends PUT", "0 receives 200 from rule 1", "0 ends: response",
		"1 starts at 00:01:00: PUT", "1 needs a preflight: false", "1 sends PUT", "1 receives 200 from rule 1", "1 ends: response",
	}
	if diff := cmp.Diff(want, story); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestServer answers in place of the rules.
func TestServer(t *testing.T) {
	scenario := example(t).Scenario
	answers := []fetch.Response{
		{Status: 204, Headers: header.List{
			{Name: "Access-Control-Allow-Origin", Value: "https://app.example"},
			{Name: "Access-Control-Allow-Credentials", Value: "true"},
			{Name: "Access-Control-Allow-Methods", Value: "PUT"},
			{Name: "Access-Control-Allow-Headers", Value: "content-type"},
		}},
	}
	t.Run("responses in a row", func(t *testing.T) {
		next := 0
		result, err := conformance.Run(&scenario, conformance.Options{Server: func(x conformance.Exchange) (fetch.Response, error) {
			if next == len(answers) {
				return fetch.Response{}, errors.New("no capture is left")
			}
			next++
			return answers[next-1], nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Fetches[0].Verdict.Error; got == nil || got.Code != "header-not-allowed" || got.Want != "x-request-id" {
			t.Errorf("first fetch: got %+v, want header-not-allowed for x-request-id", got)
		}
		if got := result.Fetches[1].Verdict.Error; got == nil || got.Code != "network" {
			t.Errorf("second fetch: got %+v, want network", got)
		}
	})
	t.Run("stopped", func(t *testing.T) {
		_, err := conformance.Run(&scenario, conformance.Options{Server: func(x conformance.Exchange) (fetch.Response, error) {
			return fetch.Response{}, fmt.Errorf("no preflight was captured: %w", conformance.ErrStop)
		}})
		if !errors.Is(err, conformance.ErrStop) {
			t.Errorf("got %v, want ErrStop", err)
		}
	})
}

func TestMaxAgeLimit(t *testing.T) {
	scenario := example(t).Scenario
	result, err := conformance.Run(&scenario, conformance.Options{MaxAgeLimit: 30 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(result.Fetches[1].Verdict.Wire); n != 2 {
		t.Errorf("%d requests a minute later, want 2: the limit was less than the minute", n)
	}
}

// TestRunInputErrors runs scenarios that no Reader gives.
func TestRunInputErrors(t *testing.T) {
	text := func(s string) *string { return &s }
	one := []conformance.FetchInit{{URL: "/"}}
	page := origin.MustParse("https://a.example")
	for _, tc := range []struct {
		name, field string
		scenario    conformance.Scenario
	}{
		{"no origin", "", conformance.Scenario{Fetches: one}},
		{"no fetch", "fetches", conformance.Scenario{Origin: page}},
		{"page of another origin", "page", conformance.Scenario{Origin: page, Page: origin.MustParseURL("https://b.example/"), Fetches: one}},
		{"mode", "fetches[0].mode", conformance.Scenario{Origin: page, Fetches: []conformance.FetchInit{{URL: "/", Mode: new(fetch.ModeWebSocket)}}}},
		{"rule body", "server[0].body", conformance.Scenario{Origin: page, Fetches: one, Server: []conformance.Rule{{Body: text("€")}}}},
		{"rule headers", "server[0].headers[0]", conformance.Scenario{Origin: page, Fetches: one, Server: []conformance.Rule{{Headers: conformance.Fields{{Name: "X", Value: "€"}}}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := conformance.Run(&tc.scenario, conformance.Options{})
			var input *conformance.InputError
			if !errors.As(err, &input) || input.Field != tc.field {
				t.Errorf("got %v, want an InputError at %s", err, tc.field)
			}
		})
	}
}

// TestRules holds the runner to the format: which rule answers, and with what.
func TestRules(t *testing.T) {
	const allow = `["Access-Control-Allow-Origin","*"],["Access-Control-Expose-Headers","*"],["Access-Control-Allow-Methods","*"]`
	for _, tc := range []struct {
		name, why, fetches, server, expect string
	}{
		{"first that matches", "in order", `{"url":"https://b.example/x"}`, `{"status":201,"headers":[` + allow + `]},{"headers":[` + allow + `]}`, `{"response":{"status":201}}`},
		{"none", "the network fails", `{"url":"https://b.example/x"}`, `{"method":"PUT"}`, `{"error":{"code":"network"}}`},
		{"fail", "the network fails", `{"url":"https://b.example/x"}`, `{"fail":true},{}`, `{"error":{"code":"network"}}`},
		{"url", "without userinfo and fragment, parsed", `{"url":"https://b.example/a/../x#f"}`, `{"url":"HTTPS://u:p@B.example:443/x#g","headers":[` + allow + `]}`, `{"outcome":"response"}`},
		{"url query", "with its query", `{"url":"https://b.example/x?a"}`, `{"url":"https://b.example/x","headers":[` + allow + `]}`, `{"error":{"code":"network"}}`},
		{"preflight", "OPTIONS with Access-Control-Request-Method", `{"url":"https://b.example/x","method":"OPTIONS"}`, `{"preflight":true,"status":204,"headers":[` + allow + `]},{"preflight":false,"status":202,"headers":[` + allow + `]}`, `{"response":{"status":202}}`},
		{"method", "as sent", `{"url":"https://b.example/x","method":"post"}`, `{"method":"POST","headers":[` + allow + `]}`, `{"outcome":"response"}`},
		{"hop", "counts redirects", `{"url":"https://b.example/x"}`, `{"hop":1,"status":203,"headers":[` + allow + `]},{"status":302,"headers":[` + allow + `,["Location","/y"]]}`, `{"response":{"status":203,"url":"https://b.example/y"}}`},
		{"default", "200, hello", `{"url":"/x"}`, `{}`, `{"response":{"status":200,"headers":[["content-length","5"]]}}`},
		{"body", "bytes are counted", `{"url":"/x"}`, `{"body":"é"}`, `{"response":{"headers":[["content-length","1"]]}}`},
		{"content length last", "unless given", `{"url":"/x"}`, `{"headers":[["content-length","7"],["A","1"]]}`, `{"response":{"headers":[["a","1"],["content-length","7"]]}}`},
		{"HEAD", "no Content-Length", `{"url":"/x","method":"HEAD"}`, `{}`, `{"response":{"headers":[]}}`},
		{"304", "no Content-Length", `{"url":"/x"}`, `{"status":304}`, `{"response":{"headers":[]}}`},
		{"trimmed", "outer spaces and tabs only", `{"url":"/x"}`, `{"headers":[["A"," \t\u000bx\u00a0 \t"],["Content-Length","0"]]}`, `{"response":{"headers":[["a","\u000bx\u00a0"],["content-length","0"]]}}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cases, err := readAll(`{"origin":"https://a.example","fetches":[`+tc.fetches+`],"server":[`+tc.server+`],"expect":[`+tc.expect+`]}`, "x.json")
			if err != nil {
				t.Fatal(err)
			}
			result, err := conformance.Run(&cases[0].Scenario, conformance.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range result.Compare(cases[0].Expect) {
				t.Errorf("%s: %s", tc.why, d)
			}
		})
	}
}
