package remedy_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/conformance/remedy"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// blockedWorlds is how many blocked fetches are judged with each profile; the environment can ask for more:
//
//	REMEDY_WORLDS=100000 go test -run Promise -v -timeout 1h ./conformance/remedy
func blockedWorlds(t *testing.T) int {
	n := 500
	if testing.Short() {
		n = 100
	}
	if given := os.Getenv("REMEDY_WORLDS"); given != "" {
		var err error
		if n, err = strconv.Atoi(given); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// TestRemediesKeepTheirPromise applies every remedy of random blocked worlds, for the standard and each browser.
func TestRemediesKeepTheirPromise(t *testing.T) {
	inEachProfile(t, func(t *testing.T, o conformance.Options) {
		blocked, mended := 0, 0
		for n := 0; blocked < blockedWorlds(t); n++ {
			b, m := judge(t, differential.Generate(2026, n), o)
			blocked, mended = blocked+b, mended+m
		}
		t.Logf("%d blocked, %d of them with a remedy, which keeps its promise", blocked, mended)
		if mended < blocked/2 {
			t.Errorf("only %d of %d have a remedy", mended, blocked)
		}
	})
}

// TestSuite does the same with the blocked fetches of the suite.
func TestSuite(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	inEachProfile(t, func(t *testing.T, o conformance.Options) {
		for _, c := range cases {
			s := c.Scenario
			s.Expect = nil // the remedy of what is meant to be blocked is none
			judge(t, &s, o)
		}
	})
}

// inEachProfile runs a test for the standard and each browser.
func inEachProfile(t *testing.T, test func(*testing.T, conformance.Options)) {
	profiles := map[string]fetch.Profile{"standard": {}}
	for _, set := range profile.Sets() {
		profiles[set.Name] = set.Profile()
	}
	for name, p := range profiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, conformance.Options{Profile: p, Sites: psl.List})
		})
	}
}

// judge applies the remedy of each fetch of a scenario that is blocked, and counts both.
func judge(t *testing.T, s *conformance.Scenario, o conformance.Options) (blocked, mended int) {
	t.Helper()
	result, err := conformance.Run(s, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range result.Fetches {
		failure := result.Fetches[i].Verdict.Error
		if failure == nil || failure.Code == string(fetch.CodeNetwork) {
			continue
		}
		blocked++
		r := remedy.Of(s, i, o)
		if r == nil || r.Faults[0] != *failure {
			t.Fatalf("%s, fetch %d: the first fault is not why it failed: %+v", s.Name, i, r)
		}
		if r.Promise != nil {
			mended++
			verify(t, s, i, r, o)
		}
	}
	return blocked, mended
}

// verify judges the scenario with a remedy applied.
func verify(t *testing.T, s *conformance.Scenario, i int, r *conformance.Remedy, o conformance.Options) {
	t.Helper()
	result, err := conformance.Run(r.Apply(s, i), o)
	if err != nil {
		t.Fatalf("%s: the remedy makes no scenario: %v", s.Name, err)
	}
	if got := conformance.PromiseOf(&result.Fetches[i].Verdict); got == nil || *got != *r.Promise {
		t.Errorf("%s, fetch %d: %v, want %+v", s.Name, i, result.Fetches[i].Err, *r.Promise)
	}
	for _, rule := range r.Server {
		for _, f := range rule.Headers {
			everybody := f.Value == "null" || f.Value == "*" && header(rule, "Access-Control-Allow-Credentials") != ""
			if strings.EqualFold(f.Name, "Access-Control-Allow-Origin") && everybody {
				t.Errorf("%s, fetch %d: the remedy opens an answer to everybody: %v", s.Name, i, rule.Headers)
			}
		}
	}
}

// header is the value of a header of an answer, "" when it has none.
func header(rule conformance.Rule, name string) string {
	for _, f := range rule.Headers {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// read reads a scenario of one page.
func read(t testing.TB, fetches, server string) *conformance.Scenario {
	t.Helper()
	c, err := conformance.NewReader(strings.NewReader(`{"origin":"https://app.example","fetches":`+fetches+`,"server":`+server+`}`), "").Read()
	if err != nil {
		t.Fatal(err)
	}
	return &c.Scenario
}

func TestOf(t *testing.T) {
	for _, test := range []struct {
		name, why      string
		fetch, server  string
		faults, remedy string // remedy: what the page changes, then each answer
	}{
		{"nothing is right", "every fault of both answers comes at once",
			`{"url":"https://api.example/","method":"PUT","headers":{"X-Foo":"1"},"credentials":"include"}`, `[{"preflight":true,"status":404},{"status":500}]`,
			"preflight allow-origin-missing, preflight allow-credentials-missing, preflight preflight-status, preflight method-not-allowed, preflight header-not-allowed, response allow-origin-missing, response allow-credentials-missing",
			"OPTIONS 204 https://app.example true PUT x-foo; PUT 500 https://app.example true"},
		{"an answer that was never seen", "it is taken to be a plain 200, of which no fault is claimed",
			`{"url":"https://api.example/","method":"PUT"}`, `[{"preflight":true,"status":204,"headers":{"Access-Control-Allow-Origin":"*"}}]`,
			"preflight method-not-allowed", "OPTIONS 204 * PUT; PUT 200 https://app.example"},
		{"methods in lower case", "fetch() sends PUT whatever the page writes, so the server lists it",
			`{"url":"https://api.example/","method":"put"}`, `[{"preflight":true,"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Methods":"get,put"}},{"headers":{"Access-Control-Allow-Origin":"*"}}]`,
			"preflight method-not-allowed", "OPTIONS 200 * GET, PUT"},
		{"PATCH listed in lower case", "servers know PATCH only, so the page must not write patch",
			`{"url":"https://api.example/","method":"PATCH"}`, `[{"preflight":true,"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Methods":"get,patch"}},{"headers":{"Access-Control-Allow-Origin":"*"}}]`,
			"preflight method-not-allowed", "OPTIONS 200 * GET, PATCH"},
		{"patch by the page", "fetch() does not upper-case it: the page writes PATCH",
			`{"url":"https://api.example/","method":"patch"}`, `[{"preflight":true,"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Methods":"GET, PATCH"}},{"headers":{"Access-Control-Allow-Origin":"*"}}]`,
			"preflight method-not-allowed", "method PATCH"},
		{"a redirected preflight", "no header on the 301 would help: the page fetches where it leads",
			`{"url":"https://api.example/items","method":"PUT"}`, `[{"url":"https://api.example/items","status":301,"headers":{"Location":"/items/"}},{"url":"https://api.example/items/","headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Methods":"PUT"}}]`,
			"preflight allow-origin-missing", "url https://api.example/items/"},
		{"a redirected preflight that leads nowhere", "without a Location the server must answer OPTIONS itself",
			`{"url":"https://api.example/","method":"PUT"}`, `[{"preflight":true,"status":304,"headers":{"Access-Control-Allow-Origin":"*","Access-Control-Allow-Methods":"PUT"}},{"headers":{"Access-Control-Allow-Origin":"*"}}]`,
			"preflight preflight-status", "OPTIONS 204 * PUT"},
		{"a wildcard under credentials", "the origin and only the origin is allowed",
			`{"url":"https://api.example/","credentials":"include"}`, `[{"headers":{"Access-Control-Allow-Origin":"*","Vary":"Accept"}}]`,
			"response allow-origin-wildcard-credentials, response allow-credentials-missing", "GET 200 https://app.example true"},
		{"a redirect makes the origin null, with credentials", "null is never allowed: the page fetches the final URL",
			`{"url":"https://api.example/","credentials":"include"}`, `[{"url":"https://api.example/","status":302,"headers":{"Location":"https://other.example/","Access-Control-Allow-Origin":"https://app.example","Access-Control-Allow-Credentials":"true"}},{"headers":{"Access-Control-Allow-Origin":"null","Access-Control-Allow-Credentials":"false"}}]`,
			"response allow-credentials-not-true, response allow-origin-mismatch, response allow-credentials-not-true", "url https://other.example/; GET 200 https://app.example true"},
		{"a sandboxed page with credentials", "nothing that a server could answer is safe",
			`{"origin":"null","url":"https://api.example/","credentials":"include"}`, `[{}]`,
			"response allow-origin-missing", ""},
		{"a sandboxed page without credentials", "the star says openly that everybody may read it",
			`{"origin":"null","url":"https://api.example/"}`, `[{}]`, "response allow-origin-missing", "GET 200 *"},
		{"mode same-origin", "the page must ask for CORS, and the server answer",
			`{"url":"https://api.example/","mode":"same-origin"}`, `[{}]`,
			"request same-origin-mode, response allow-origin-missing", "mode cors; GET 200 https://app.example"},
		{"GET with a body", "the page sends it with POST",
			`{"url":"https://app.example/","body":"x"}`, `[{}]`, "request body-with-get-or-head", "method POST"},
		{"a loop", "there is nothing to advise",
			`{"url":"https://app.example/"}`, `[{"status":302,"headers":{"Location":"/"}}]`, "redirect redirect-too-many", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := read(t, "["+test.fetch+"]", test.server)
			r := remedy.Of(s, 0, conformance.Options{})
			var faults, parts []string
			for _, fault := range r.Faults {
				faults = append(faults, fault.Phase+" "+fault.Code)
			}
			if got := strings.Join(faults, ", "); got != test.faults {
				t.Errorf("faults are %s\nwant %s", got, test.faults)
			}
			if f := r.Fetch; f != nil {
				made := s.Fetches[0]
				for _, change := range []struct{ name, before, after string }{
					{"url", made.URL, f.URL}, {"method", or(made.Method), or(f.Method)}, {"mode", word(made.Mode), word(f.Mode)},
				} {
					if change.before != change.after {
						parts = append(parts, change.name+" "+change.after)
					}
				}
			}
			for _, rule := range r.Server {
				part := []string{*rule.Method, strconv.Itoa(*rule.Status)}
				for _, name := range []string{"Origin", "Credentials", "Methods", "Headers"} {
					if value := header(rule, "Access-Control-Allow-"+name); value != "" {
						part = append(part, value)
					}
				}
				parts = append(parts, strings.Join(part, " "))
			}
			if got := strings.Join(parts, "; "); got != test.remedy {
				t.Errorf("the remedy is %s\nwant %s (%s)", got, test.remedy, test.why)
			}
			if r.Promise != nil {
				verify(t, s, 0, r, conformance.Options{})
			}
		})
	}
}

func word(mode *fetch.Mode) string {
	if mode == nil {
		return ""
	}
	return mode.String()
}

func or(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// TestRefusedByDesign: where a test expects that a page is refused, nothing is advised that lets it in.
func TestRefusedByDesign(t *testing.T) {
	s := read(t, `[{"url":"https://api.example/"}]`, `[{"headers":{"Access-Control-Allow-Origin":"https://good.example"}}]`)
	s.Expect = []*conformance.Expectation{{Outcome: new(conformance.OutcomeNetworkError)}}
	if r := remedy.Of(s, 0, conformance.Options{}); r != nil {
		t.Errorf("a fetch that is meant to be blocked gets the remedy %+v", r)
	}
}
