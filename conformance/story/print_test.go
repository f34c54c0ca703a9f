package story_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
)

// told is a story with one of everything.
func told(bytes string) *story.Story {
	line := header.Line{Name: "X-Foo", Value: bytes}
	return &story.Story{
		Method: "PUT", URL: bytes, Origin: "https://app.example", Mode: "cors", Credentials: "include", Ignored: []string{bytes},
		Exchanges: []story.Exchange{{
			Need:   &story.Need{Causes: []story.Cause{{Subject: bytes, Why: "name is not safelisted"}}},
			Sent:   story.Sent{Preflight: true, Method: bytes, URL: bytes, Headers: header.List{line}, Tainted: true},
			Answer: &story.Answer{Status: 302, Headers: header.List{{Name: "Location", Value: bytes}}},
			Checks: []story.Check{
				{Passed: true, Subject: bytes, Got: bytes, Note: bytes},
				{Subject: "Access-Control-Allow-Origin", Absent: true, Note: "needs " + bytes},
			},
			Stored:      &story.Stored{Methods: []string{bytes}, Names: []string{bytes}, MaxAge: time.Minute, Default: true},
			NotModelled: []string{"whatever"},
		}},
		End: story.End{Script: &story.Script{
			Type: "cors", Status: 200, URL: bytes, Redirected: true, Visible: header.List{line},
			Hidden: []story.Hidden{{Name: bytes, Why: "never shown to script"}}, NullBody: true,
		}},
	}
}

// brackets paints with brackets.
func brackets(_ story.Ink, text string) string { return "⟦" + text + "⟧" }

var unpaint = strings.NewReplacer("⟦", "", "⟧", "")

// TestPaint compares a story that is painted with the plain one.
func TestPaint(t *testing.T) {
	for _, bytes := range []string{"plain", "two words", strings.Repeat("long ", 100), "\x1b[31mred"} {
		plain := story.Style{}.Story(told(bytes))
		coloured := story.Style{Paint: brackets}.Story(told(bytes))
		if plain == coloured {
			t.Error("nothing is painted")
		}
		if diff := cmp.Diff(plain, unpaint.Replace(coloured)); diff != "" {
			t.Errorf("paint changes more than the paint:\n%s", diff)
		}
	}
}

// TestBlockedAndRefused shows the last lines of stories that end Failure.
func TestBlockedAndRefused(t *testing.T) {
	for _, test := range []struct {
		name, why string
		end       story.End
		want      string
	}{
		{"blocked", "the sentence, the fix, the hint and the step",
			story.End{Hint: "look at nginx", Blocked: &fetch.NetworkError{
				Check: fetch.Check{Code: fetch.CodeAllowOriginMissing, Algorithm: "https://fetch.spec.whatwg.org/#concept-cors-check", Step: "2"},
				Phase: fetch.PhaseResponse, Method: "GET", URL: "https://api.example/", Origin: "https://app.example"}},
			`
✗ Blocked   response to GET https://api.example/: no Access-Control-Allow-Origin header, so
            https://app.example may not read it
  Fix       send ` + "`Access-Control-Allow-Origin: https://app.example`" + ` on the response to GET
            https://api.example/, and ` + "`Vary: Origin`" + ` if it depends on the request
  Hint      look at nginx
  Spec      https://fetch.spec.whatwg.org/#concept-cors-check step 2
`},
		{"refused", "what the API threw",
			story.End{Refused: &fetch.TypeError{Code: fetch.TypeErrorMethodForbidden, Algorithm: "https://fetch.spec.whatwg.org/#dom-request", Step: "25.2", Got: "TRACE"}},
			`
✗ Refused   script gets an exception, and nothing is sent: method "TRACE" is forbidden
  Fix       use another method: browsers never send this one
  Spec      https://fetch.spec.whatwg.org/#dom-request step 25.2
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := story.Style{}.Story(&story.Story{Method: "GET", URL: "https://api.example/", End: test.end})
			if !strings.HasSuffix(got, test.want) {
				t.Errorf("%s\n%s", test.why, cmp.Diff(test.want, got))
			}
		})
	}
}

func TestPrintable(t *testing.T) {
	for _, test := range []struct{ name, why, in, want string }{
		{"words", "printable characters of any script are shown", "größer ☞ 日本", "größer ☞ 日本"},
		{"escape", "what steers a terminal is not", "a\x1b[2J\x9b", `a\x1b[2J\x9b`},
		{"right to left override", "nor what turns text around", "a\u202eb", `a\xe2\x80\xaeb`},
		{"newline", "nor what breaks a line", "a\nb", `a\x0ab`},
	} {
		if got := story.Printable(test.in); got != test.want {
			t.Errorf("%s: got %s, want %s: %s", test.name, got, test.want, test.why)
		}
	}
}

func TestTally(t *testing.T) {
	for _, test := range []struct {
		why   string
		tally story.Tally
		want  string
	}{
		{"what there is none of is left out", story.Tally{Scenarios: 2, Allowed: 1, Blocked: 1}, "\n2 scenarios: 1 allowed, 1 blocked\n"},
		{"more fetches than scenarios", story.Tally{Scenarios: 2, Held: 2, Failed: 1}, "\n2 scenarios, 3 fetches: 2 as expected, 1 not as expected\n"},
	} {
		if got := (story.Style{}).Tally(test.tally); got != test.want {
			t.Errorf("got %q, want %q: %s", got, test.want, test.why)
		}
	}
}

// FuzzStory tells stories of any bytes: no control byte, nothing that is not UTF-8, no line much longer than the story.
func FuzzStory(f *testing.F) {
	f.Add("\x1b[2J", 80)
	f.Add("a,b,c "+strings.Repeat("x", 400), 60)
	f.Add("`\xff`", 0)
	f.Fuzz(func(t *testing.T, bytes string, width int) {
		got := story.Style{Width: width}.Story(told(bytes))
		if !utf8.ValidString(got) {
			t.Error("not UTF-8")
		}
		for _, r := range got {
			if r < ' ' && r != '\n' || r == 0x7f {
				t.Errorf("%U in the output", r)
			}
		}
	})
}
