package recorded

import (
	"testing"

	"github.com/corsref/corsref/conformance"
)

// TestWrite puts records into a file and takes them out again; the rest of the file
// stays as it is.
func TestWrite(t *testing.T) {
	const bare = `[
  {
    "name": "a/first",
    "origin": "https://a.example",
    "fetches": [{"url": "https://b.example/"}]
  },
  {
    "name": "a/second",
    "fetches":   [{"url": "https://b.example/"}], "origin": "null"
  }
]
`
	outcome := conformance.OutcomeNetworkError
	record := conformance.EngineRecord{Version: "1", Fetches: []*conformance.Expectation{{Outcome: &outcome}}}
	const field = `,
    "engines": {"firefox": {"version": "1", "fetches": [{"outcome": "network-error"}]}}`
	const first = `[
  {
    "name": "a/first",
    "origin": "https://a.example",
    "fetches": [{"url": "https://b.example/"}]` + field + `
  },
  {
    "name": "a/second",
    "fetches":   [{"url": "https://b.example/"}], "origin": "null"
  }
]
`
	for _, tc := range []struct {
		name, why, doc, engine string
		records                Records
		want                   string
	}{
		{"nothing", "no case differs", bare, "firefox", nil, bare},
		{"new", "a case differs", bare, "firefox", Records{"a/first": &record}, first},
		{"same", "writing twice changes nothing", first, "firefox", Records{"a/first": &record}, first},
		{"gone", "the case differs no more", first, "firefox", Records{"a/first": nil}, bare},
		{"not played", "what is not played stays", first, "firefox", Records{"a/second": nil}, first},
		{"other", "another engine's records stay", first, "webkit", Records{"a/first": nil}, first},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Write([]byte(tc.doc), tc.engine, tc.records)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tc.want {
				t.Errorf("%s:\n%s\nwant\n%s", tc.why, got, tc.want)
			}
		})
	}
}
