package conformance_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
)

func TestCompare(t *testing.T) {
	// The world of every row: a preflighted PUT that is shared, and its verdict.
	const scenario = `{"origin":"https://app.example","fetches":[{"url":"https://api.example/x","method":"PUT","headers":[["X-Foo","1"]]}],
		"server":[{"headers":[["Access-Control-Allow-Origin","*"],["Access-Control-Allow-Methods","PUT"],["Access-Control-Allow-Headers","x-foo"]]}]`
	for _, tc := range []struct {
		name, why, expect string
		want              []string // how each difference begins
	}{
		{"nothing", "nothing is compared", `{}`, nil},
		{"outcome", "it is right", `{"outcome":"response"}`, nil},
		{"outcome wrong", "an outcome is compared exactly", `{"outcome":"network-error"}`, []string{`fetches[0].outcome: want "network-error", got "response"`}},
		{"status", "one field of the response", `{"response":{"status":200}}`, nil},
		{"fields wrong", "each field by itself", `{"response":{"status":404,"type":"basic","url":"https://api.example/","redirected":true}}`,
			[]string{`fetches[0].response.type: want "basic", got "cors"`, `fetches[0].response.status: want 404, got 200`, `fetches[0].response.url`, `fetches[0].response.redirected: want true, got false`}},
		{"visible headers", "as a whole", `{"response":{"headers":[["content-length","5"]]}}`, nil},
		{"visible headers missing", "as a whole", `{"response":{"headers":[]}}`, []string{"fetches[0].response.headers: want no headers, got content-length: 5"}},
		{"visible headers more", "as a whole", `{"response":{"headers":[["content-length","5"],["x-foo","1"]]}}`, []string{"fetches[0].response.headers\n   want: content-length: 5\n         x-foo: 1\n   got:  content-length: 5"}},
		{"error", "there is none", `{"error":{"code":"network"}}`, []string{`fetches[0].error: want an error, got outcome response`}},
		{"wire count", "every request counts", `{"wire":[{"method":"PUT"}]}`, []string{"fetches[0].wire\n   want: PUT\n   got:  OPTIONS https://api.example/x (preflight)\n         PUT https://api.example/x"}},
		{"wire empty", "nothing was to be sent", `{"wire":[]}`, []string{"fetches[0].wire\n   want: nothing sent"}},
		{"wire nothing given", "two requests, whatever they are", `{"wire":[{},{}]}`, nil},
		{"wire fields", "all right", `{"wire":[{"preflight":true,"method":"OPTIONS","credentials":false},{"preflight":false,"url":"https://api.example/x"}]}`, nil},
		{"wire fields wrong", "each by itself", `{"wire":[{"preflight":false,"method":"PUT","url":"x","credentials":true},{}]}`,
			[]string{`fetches[0].wire[0].preflight: want false, got true`, `fetches[0].wire[0].method`, `fetches[0].wire[0].url`, `fetches[0].wire[0].credentials: want true, got false`}},
		{"headers exact", "the five that count, in any order and case", `{"wire":[{"headers":[["origin","https://app.example"],["access-control-request-headers","x-foo"],["Access-Control-Request-Method","PUT"]]},{"headers":[["Origin","https://app.example"]]}]}`, nil},
		{"headers absent", "what counts must be listed", `{"wire":[{"headers":[["Origin","https://app.example"]]},{"headers":[]}]}`, []string{"fetches[0].wire[0].headers", "fetches[0].wire[1].headers"}},
		{"headers listed", "others count when listed", `{"wire":[{},{"headers":[["Origin","https://app.example"],["X-Foo","1"],["Content-Length","0"]]}]}`, nil},
		{"headers listed wrong", "and then exactly", `{"wire":[{},{"headers":[["Origin","https://app.example"],["X-Foo","2"]]}]}`, []string{"fetches[0].wire[1].headers"}},
		{"headers listed absent", "one that was not sent", `{"wire":[{},{"headers":[["Origin","https://app.example"],["X-Bar","2"]]}]}`, []string{"fetches[0].wire[1].headers"}},
		{"absent", "names that were not sent", `{"wire":[{"absent":["Referer2","X-Foo"]},{"absent":["cookie"]}]}`, nil},
		{"absent wrong", "in any case", `{"wire":[{},{"absent":["x-FOO"]}]}`, []string{"fetches[0].wire[1].headers: want no x-FOO, got X-Foo: 1"}},
		{"content type", "counts when absent, too", `{"wire":[{},{"headers":[["Origin","https://app.example"],["Content-Type","text/plain"]]}]}`, []string{"fetches[0].wire[1].headers"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			cases, err := readAll(scenario+`,"expect":[`+tc.expect+`]}`, "x.json")
			if err != nil {
				t.Fatal(err)
			}
			result, err := conformance.Run(&cases[0].Scenario, conformance.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := result.Compare(cases[0].Expect)
			for i, d := range got {
				if i >= len(tc.want) || !strings.HasPrefix(d.String(), tc.want[i]) {
					t.Errorf("%s: got %s", tc.why, d)
				}
			}
			if len(got) < len(tc.want) {
				t.Errorf("%s: %d differences, want %d", tc.why, len(got), len(tc.want))
			}
		})
	}
}

func TestSameToScript(t *testing.T) {
	if !conformance.SameToScript("type-error", "network-error") {
		t.Error("fetch() rejects with a TypeError for both")
	}
	for _, other := range []string{"response", "aborted"} {
		if conformance.SameToScript("network-error", other) {
			t.Errorf("script can tell a network error and %s apart", other)
		}
	}
}

// TestCompareVerdicts compares what two judges say of one fetch: every header of a request counts.
func TestCompareVerdicts(t *testing.T) {
	verdict := func(change func(*conformance.Verdict)) []conformance.Verdict {
		v := conformance.Verdict{
			Outcome:  conformance.OutcomeResponse,
			Response: &conformance.Response{Status: 200, URL: "https://api.example/", Headers: conformance.Fields{{Name: "a", Value: "1"}}},
			Wire: []conformance.Sent{{Method: "GET", URL: "https://api.example/", Headers: conformance.Fields{
				{Name: "Accept", Value: "*/*"}, {Name: "X", Value: "1"}, {Name: "X", Value: "2"},
			}}},
		}
		change(&v)
		return []conformance.Verdict{v}
	}
	for _, test := range []struct {
		name   string
		change func(*conformance.Verdict)
		want   string // the field that differs; "" for none
	}{
		{"nothing differs", func(*conformance.Verdict) {}, ""},
		{"names in another case, lines of other names in another order", func(v *conformance.Verdict) {
			v.Wire[0].Headers = conformance.Fields{{Name: "x", Value: "1"}, {Name: "x", Value: "2"}, {Name: "accept", Value: "*/*"}}
		}, ""},
		{"no wire shows whether credentials were meant to go", func(v *conformance.Verdict) { v.Wire[0].Credentials = true }, ""},
		{"a header more", func(v *conformance.Verdict) {
			v.Wire[0].Headers = append(v.Wire[0].Headers, conformance.Field{Name: "Referer", Value: "https://app.example/"})
		}, "wire[0].headers"},
		{"a header less", func(v *conformance.Verdict) { v.Wire[0].Headers = v.Wire[0].Headers[1:] }, "wire[0].headers"},
		{"another value", func(v *conformance.Verdict) { v.Wire[0].Headers[0].Value = "text/html" }, "wire[0].headers"},
		{"lines of one name in another order", func(v *conformance.Verdict) {
			v.Wire[0].Headers[1].Value, v.Wire[0].Headers[2].Value = "2", "1"
		}, "wire[0].headers"},
		{"another method", func(v *conformance.Verdict) { v.Wire[0].Method = "HEAD" }, "wire[0].method"},
		{"another request", func(v *conformance.Verdict) { v.Wire = append(v.Wire, v.Wire[0]) }, "wire"},
		{"another status", func(v *conformance.Verdict) { v.Response.Status = 404 }, "response.status"},
		{"a visible header more", func(v *conformance.Verdict) {
			v.Response.Headers = append(v.Response.Headers, conformance.Field{Name: "b", Value: "1"})
		}, "response.headers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			same := verdict(func(*conformance.Verdict) {})
			var fields []string
			for _, d := range conformance.CompareVerdicts(same, verdict(test.change)) {
				fields = append(fields, d.Field)
			}
			if got := strings.Join(fields, " "); got != test.want {
				t.Errorf("differs in %q, want %q", got, test.want)
			}
		})
	}
}
