package story_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/origin"
	"github.com/google/go-cmp/cmp"
)

// tell plays a scenario and tells the stories of its fetches.
func tell(t testing.TB, s *conformance.Scenario) []story.Story {
	t.Helper()
	var told []story.Story
	observe := story.Observe(s, conformance.Options{}, func(s story.Story) { told = append(told, s) })
	if _, err := conformance.Run(s, conformance.Options{Observe: observe}); err != nil {
		t.Fatal(err)
	}
	return told
}

// read reads a scenario.
func read(t testing.TB, document string) *conformance.Scenario {
	t.Helper()
	c, err := conformance.NewReader(strings.NewReader(document), "").Read()
	if err != nil {
		t.Fatal(err)
	}
	return &c.Scenario
}

// hostile is a preflighted fetch that says these bytes wherever a page or a server can say something, and is redirected,
// blocked and read.
func hostile(bytes string) *conformance.Scenario {
	text := conformance.Text(bytes)
	line := func(name, value string) conformance.Field { return conformance.Field{Name: name, Value: value} }
	allow := conformance.Fields{line("Access-Control-Allow-Origin", "*"), line("Access-Control-Allow-Headers", "*"), line("Access-Control-Max-Age", text)}
	return &conformance.Scenario{
		Name: text, Origin: origin.MustParse("https://app.example"),
		Fetches: []conformance.FetchInit{
			{URL: "https://api.example/?" + text, Method: new("PUT"), Headers: conformance.Fields{line("X-Foo", "1"), line("Cookie", "1")}},
			{URL: "https://api.example/" + text, Headers: conformance.Fields{line("X-Foo", text)}},
		},
		Server: []conformance.Rule{
			{Fetch: new(0), Preflight: new(true), Headers: append(allow, line("Access-Control-Allow-Methods", "*"))},
			{Fetch: new(1), Preflight: new(true), Status: new(301), Headers: conformance.Fields{line("Location", text), line("Access-Control-Allow-Origin", text)}},
			{Headers: append(allow, line("X-Seen", text), line("Set-Cookie", text), line("Access-Control-Expose-Headers", "x-seen"))},
		},
		Expect: []*conformance.Expectation{{Outcome: new("network-error")}, {}},
	}
}

// write writes the stories of a scenario.
func write(t testing.TB, style story.Style, s *conformance.Scenario) string {
	t.Helper()
	return style.Scenario(story.Judged{Name: s.Name, First: true, Stories: tell(t, s), Expect: s.Expect,
		Differences: []conformance.Difference{{Field: s.Name, Want: s.Name, Got: s.Name}}})
}

// brackets paints with brackets.
func brackets(_ story.Ink, text string) string { return "⟦" + text + "⟧" }

var unpaint = strings.NewReplacer("⟦", "", "⟧", "")

func TestPaintChangesNothingElse(t *testing.T) {
	for _, bytes := range []string{"plain", "two words", strings.Repeat("long ", 100), "\x1b[31mred"} {
		plain, painted := write(t, story.Style{}, hostile(bytes)), write(t, story.Style{Paint: brackets}, hostile(bytes))
		if plain == painted {
			t.Error("nothing is painted")
		}
		if diff := cmp.Diff(plain, unpaint.Replace(painted)); diff != "" {
			t.Errorf("paint changes more than the paint:\n%s", diff)
		}
	}
}
