package story_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
)

func TestHints(t *testing.T) {
	const get = `{"url":"https://api.example/"}`
	const put = `{"url":"https://api.example/","method":"PUT"}`
	const login = `{"url":"https://api.example/","credentials":"include"}`
	allow := func(value string) string { return `[{"headers":{"Access-Control-Allow-Origin":"` + value + `"}}]` }
	cached := func(maxAge string) string {
		return `[{"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Methods":"PUT","Access-Control-Max-Age":"` + maxAge + `"}}]`
	}
	credentials := func(value string) string {
		return `[{"headers":{"Access-Control-Allow-Origin":"https://app.example","Access-Control-Allow-Credentials":"` + value + `"}}]`
	}
	for _, test := range []struct {
		name, why     string
		fetch, server string
		want          string // "": no hint
	}{
		{"Max-Age in milliseconds", "86400000 seconds are not a day", put, cached("86400000"), "milliseconds"},
		{"Max-Age of a week", "604800 is in seconds", put, cached("604800"), ""},
		{"Max-Age with a unit", "1h is no number of seconds", put, cached("1h"), "without a unit"},
		{"Allow-Origins", "the name has one letter too many", get, `[{"headers":{"Access-Control-Allow-Origins":"*"}}]`, "is a misspelling of Access-Control-Allow-Origin"},
		{"Allow-Method", "the name has one letter too few", put, `[{"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Method":"PUT"}}]`, "is a misspelling of Access-Control-Allow-Methods"},
		{"Allow-Origins beside the right name", "a misspelling that changes nothing is not blamed", get, `[{"headers":{"Access-Control-Allow-Origins":"*","Access-Control-Allow-Origin":"https://b.example"}}]`, ""},
		{"Request-Method in a response", "it belongs to the request", put, `[{"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Request-Method":"PUT"}}]`, "an answer has Access-Control-Allow-Methods"},
		{"Request-Headers in a response", "it belongs to the request", `{"url":"https://api.example/","headers":{"X-A":"1"}}`, `[{"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Request-Headers":"x-a"}}]`, "an answer has Access-Control-Allow-Headers"},
		{"undefined", "a variable had no value", get, allow("undefined"), "a variable that has no value"},
		{"a pattern", "origins are compared byte for byte", get, allow("https://*.example"), "browsers know no patterns"},
		{"a pattern without scheme", "origins are compared byte for byte", get, allow("*.example"), "browsers know no patterns"},
		{"quotes", "the quotes are sent", get, allow(`\"https://app.example\"`), "without quotes"},
		{"apostrophes", "the apostrophes are sent", get, allow(`'*'`), "without quotes"},
		{"true, true", "two layers add the header", login, credentials("true, true"), "two layers add it"},
		{"True", "case matters", login, credentials("True"), "in lower case"},
		{"1", "there is no telling", login, credentials("1"), ""},
		{"localhost and 127.0.0.1", "one computer, two origins", `{"origin":"http://localhost:3000","url":"http://localhost:8080/"}`, allow("http://127.0.0.1:3000"), "localhost and 127.0.0.1 are two origins"},
		{"localhost on another port", "only the port differs", `{"origin":"http://localhost:3000","url":"http://localhost:8080/"}`, allow("http://localhost:3001"), "only the port differs"},
		{"another host", "there is no telling", get, allow("https://www.example"), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := read(t, `{"origin":"https://app.example","fetches":[`+test.fetch+`],"server":`+test.server+`}`)
			got := (story.Style{Width: 300}).Story(&tell(t, s)[0])
			switch hinted := strings.Contains(got, "  Hint "); {
			case test.want == "" && hinted:
				t.Errorf("there is a hint, and should be none: %s\n%s", test.why, got)
			case !strings.Contains(got, test.want):
				t.Errorf("no hint has %q: %s\n%s", test.want, test.why, got)
			}
		})
	}
}

// TestNoAdviceAgainstDesign: where a scenario expects that a fetch is blocked, the story advises nothing to let it in.
func TestNoAdviceAgainstDesign(t *testing.T) {
	s := read(t, `{"origin":"https://evil.example","fetches":[{"url":"https://api.example/"}],
		"server":[{"headers":{"Access-Control-Allow-Origin":"https://*.example"}}]}`)
	s.Expect = []*conformance.Expectation{{Outcome: new(conformance.OutcomeNetworkError)}}
	got := story.Style{}.Story(&tell(t, s)[0])
	for _, label := range []string{"  Fix ", "  Hint ", "  Also "} {
		if strings.Contains(got, label) {
			t.Errorf("the story advises to let an attacker in:\n%s", got)
		}
	}
}

func TestRedirectedPreflight(t *testing.T) {
	const fetch = `{"origin":"https://app.example","fetches":[{"url":"https://api.example/items","method":"PUT"}],"server":[{"url":"https://api.example/items",`
	for _, test := range []struct{ name, why, server string }{
		{"301 without Allow-Origin", "to ask for the header on the 301 would not help", `"status":301,"headers":{"Location":"https://api.example/items/"}}]}`},
		{"308 with Allow-Origin", "the status alone is at fault", `"status":308,"headers":{"Location":"/items/","Access-Control-Allow-Origin":"*"}}]}`},
		{"300", "it is a redirect to people, if not to the standard", `"status":300,"headers":{"Location":"/items/","Access-Control-Allow-Origin":"*"}}]}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := (story.Style{Width: 300}).Story(&tell(t, read(t, fetch+test.server))[0])
			_, verdict, _ := strings.Cut(got, "✗ Blocked")
			lead, rest, _ := strings.Cut(verdict, "\n")
			if !strings.Contains(lead, "redirect") || !strings.Contains(lead, "/items/`") {
				t.Errorf("the redirect does not lead: %s\n%s", test.why, got)
			}
			if !strings.HasPrefix(rest, "  Fix       in the page, fetch `https://api.example/items/`\n") {
				t.Errorf("the fix is not to fetch the URL that the redirect leads to: %s\n%s", test.why, got)
			}
		})
	}
}
