package browser_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/conformance"
)

// TestCannotRun says which scenarios no page in a browser can play, and that the others are played.
func TestCannotRun(t *testing.T) {
	for _, test := range []struct {
		name, scenario, reason string // reason begins so; "" is that it can be played
	}{
		{"plain", `{"origin":"https://app.example","fetches":[{"url":"/x"}],"server":[]}`, ""},
		{"page with a path", `{"origin":"https://app.example","page":"https://app.example/a?b","fetches":[{"url":"/x"}],"server":[]}`, ""},
		{"local page", `{"origin":"https://app.example","page":"about:blank","fetches":[{"url":"https://app.example/x"}],"server":[]}`, "page: script cannot move"},
		{"page with userinfo", `{"origin":"https://app.example","page":"https://u:p@app.example/","fetches":[{"url":"/x"}],"server":[]}`, "page: script cannot put"},
		{"page at a bad port", `{"origin":"https://app.example:25","fetches":[{"url":"/x"}],"server":[]}`, "origin: browsers open no page"},
		{"other page at a bad port", `{"origin":"https://app.example","fetches":[{"url":"https://app.example:25/x","origin":"https://app.example:25"}],"server":[]}`, "origin: browsers open no page"},
		{"fetch at a bad port", `{"origin":"https://app.example","fetches":[{"url":"https://app.example:25/x"}],"server":[]}`, ""},
		{"stream", `{"origin":"https://app.example","fetches":[{"url":"/x","method":"POST","body":"x","bodyStream":true}],"server":[]}`, "bodyStream:"},
		{"destination", `{"origin":"https://app.example","fetches":[{"url":"/x","destination":"image"}],"server":[]}`, "destination:"},
		{"host with a dot at its end", `{"origin":"https://app.example","fetches":[{"url":"https://api.example./x"}],"server":[]}`, "url: a host"},
		{"such a host without certificate", `{"origin":"http://app.example","fetches":[{"url":"http://api.example./x"}],"server":[]}`, ""},
		{"relative URL without a page", `{"origin":"null","fetches":[{"url":"/x"}],"server":[]}`, "url: a sandboxed page"},
		{"status of a proxy", `{"origin":"https://app.example","fetches":[{"url":"/x"}],"server":[{"status":407}]}`, "status 407"},
		{"ten seconds", `{"origin":"https://app.example","fetches":[{"url":"/x"},{"url":"/x","after":10}],"server":[]}`, ""},
		{"eleven seconds", `{"origin":"https://app.example","fetches":[{"url":"/x","after":5.5},{"url":"/x","after":5.5}],"server":[]}`, "after:"},
		{"top-level page", `{"origin":"https://app.example","topLevel":"https://top.example","fetches":[{"url":"/x"}],"server":[]}`, "topLevel:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := conformance.NewReader(strings.NewReader(test.scenario), "scenario.json").Read()
			if err != nil {
				t.Fatal(err)
			}
			got := browser.CannotRun(&c.Scenario)
			if (got == "") != (test.reason == "") || !strings.HasPrefix(got, test.reason) {
				t.Errorf("cannot run: %q; want %q", got, test.reason)
			}
		})
	}
}
