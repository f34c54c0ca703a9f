package conformance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
)

// TestEvidence says which worlds no browser was made to play, and that the others were recorded: what was never seen is not claimed.
func TestEvidence(t *testing.T) {
	for _, test := range []struct {
		name, scenario, reason string // reason begins so; "" is that it can be played
	}{
		{"plain", `{"origin":"https://app.example","fetches":[{"url":"/x"}],"server":[]}`, ""},
		{"page with a path", `{"origin":"https://app.example","page":"https://app.example/a?b","fetches":[{"url":"/x"}],"server":[]}`, ""},
		{"local page", `{"origin":"https://app.example","page":"about:blank","fetches":[{"url":"https://app.example/x"}],"server":[]}`, "page: only pages"},
		{"page with userinfo", `{"origin":"https://app.example","page":"https://u:p@app.example/","fetches":[{"url":"/x"}],"server":[]}`, "page: browsers load"},
		{"page at a bad port", `{"origin":"https://app.example:25","fetches":[{"url":"/x"}],"server":[]}`, "origin: browsers open no page"},
		{"other page at a bad port", `{"origin":"https://app.example","fetches":[{"url":"https://app.example:25/x","origin":"https://app.example:25"}],"server":[]}`, "origin: browsers open no page"},
		{"fetch at a bad port", `{"origin":"https://app.example","fetches":[{"url":"https://app.example:25/x"}],"server":[]}`, ""},
		{"stream", `{"origin":"https://app.example","fetches":[{"url":"/x","method":"POST","body":"x","bodyStream":true}],"server":[]}`, "bodyStream:"},
		{"destination", `{"origin":"https://app.example","fetches":[{"url":"/x","destination":"image"}],"server":[]}`, "destination:"},
		{"host with a dot at its end", `{"origin":"https://app.example","fetches":[{"url":"https://api.example./x"}],"server":[]}`, "url: a host"},
		{"such a host without certificate", `{"origin":"http://app.example","fetches":[{"url":"http://api.example./x"}],"server":[]}`, ""},
		{"relative URL without a page", `{"origin":"null","fetches":[{"url":"/x"}],"server":[]}`, ""},
		{"status of a proxy", `{"origin":"https://app.example","fetches":[{"url":"/x"}],"server":[{"status":407}]}`, "status 407"},
		{"ten seconds", `{"origin":"https://app.example","fetches":[{"url":"/x"},{"url":"/x","after":10}],"server":[]}`, ""},
		{"eleven seconds", `{"origin":"https://app.example","fetches":[{"url":"/x","after":5.5},{"url":"/x","after":5.5}],"server":[]}`, "after:"},
		{"page at localhost", `{"origin":"http://localhost:3000","fetches":[{"url":"http://api.test:8082/"}],"server":[]}`, ""},
		{"page below localhost", `{"origin":"http://a.localhost","fetches":[{"url":"/"}],"server":[]}`, ""},
		{"page at an address", `{"origin":"http://127.0.0.1","fetches":[{"url":"/"}],"server":[]}`, ""},
		{"embedder policy of an insecure page", `{"origin":"http://app.example","embedderPolicy":"require-corp","fetches":[{"url":"/x"}],"server":[]}`, "embedderPolicy:"},
		{"request to an address", `{"origin":"https://app.example","fetches":[{"url":"http://[::1]/"}],"server":[]}`, ""},
		{"top-level page of another site", `{"origin":"https://app.example","topLevel":"https://top.example","fetches":[{"url":"/x"}],"server":[]}`, ""},
		{"top-level page of the same site", `{"origin":"https://www.app.example","topLevel":"https://app.example","fetches":[{"url":"/x"}],"server":[]}`, "topLevel:"},
		{"top-level page of another scheme", `{"origin":"https://app.example","topLevel":"http://top.example","fetches":[{"url":"/x"}],"server":[]}`, "topLevel:"},
		{"page whose URL is long", `{"origin":"https://app.example","page":"https://app.example/` + strings.Repeat("a", 4070) + `","fetches":[{"url":"/x"}],"server":[]}`, "page: a URL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := conformance.NewReader(strings.NewReader(test.scenario), "scenario.json").Read()
			if err != nil {
				t.Fatal(err)
			}
			evidence, got := conformance.EvidenceOf(&c.Scenario, "firefox")
			if (got == "") != (test.reason == "") || !strings.HasPrefix(got, test.reason) {
				t.Errorf("unstaged: %q; want %q", got, test.reason)
			}
			if want := map[bool]conformance.Evidence{true: conformance.EvidenceRecorded, false: conformance.EvidenceStandard}[got == ""]; evidence != want {
				t.Errorf("the evidence is %q, want %q", evidence, want)
			}
			for _, browser := range []string{"firefox", "", "standard"} {
				result, err := conformance.Run(&c.Scenario, conformance.Options{Browser: browser})
				if err != nil {
					t.Fatal(err)
				}
				want := evidence
				if browser != "firefox" {
					want = "" // the standard's own verdict rests on nothing else
				}
				if slices.ContainsFunc(result.Fetches, func(r conformance.FetchResult) bool { return r.Verdict.Evidence != want }) {
					t.Errorf("%q: the verdicts say %q, want %q", browser, result.Fetches[0].Verdict.Evidence, want)
				}
			}
		})
	}
}
