package recorded_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/recorded"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/origin"
	"github.com/google/go-cmp/cmp"
)

// readCases reads a file of cases, each of a name of its own; false if it is none.
func readCases(doc []byte) ([]*conformance.Case, bool) {
	var all []*conformance.Case
	names := make(map[string]bool)
	for r := conformance.NewReader(bytes.NewReader(doc), "cases.json"); ; {
		c, err := r.Read()
		if err != nil {
			return all, err.Error() == "EOF"
		}
		if names[c.Name] {
			return nil, false
		}
		names[c.Name] = true
		all = append(all, c)
	}
}

// FuzzWrite writes records into files of cases: they are there, nothing else has changed, and writing them again, or taking
// out what was not there, changes nothing.
func FuzzWrite(f *testing.F) {
	names, err := fs.Glob(suite.Files(), "*/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		doc, err := fs.ReadFile(suite.Files(), name)
		if err != nil {
			f.Fatal(err)
		}
		if len(doc) < 8000 {
			f.Add(string(doc), "firefox", "é\u2028<b>", 3)
		}
	}
	f.Add(`[{"name":"a","origin":"null","fetches":[{"url":"x"}],"engines":{"webkit":{"version":"1","fetches":[{}]}},"why":"w"}]`, "webkit", "2", 0)
	f.Fuzz(func(t *testing.T, doc, engine, version string, which int) {
		cases, ok := readCases([]byte(doc))
		if !ok || !strings.HasPrefix(strings.TrimLeft(doc, " \t\r\n"), "[") || version == "" || version != strings.ToValidUTF8(version, "") ||
			engine != "chromium" && engine != "firefox" && engine != "webkit" {
			t.Skip("no file of cases, or no record")
		}
		records, none := make(recorded.Records), make(recorded.Records)
		for i, c := range cases {
			if c.Engines != nil && c.Engines[engine].Version != "" {
				return // to be taken out, it would have to be put back where it was
			}
			if none[c.Name] = nil; which>>(i%32)&1 != 0 {
				records[c.Name] = &conformance.EngineRecord{Version: version, Fetches: make([]*conformance.Expectation, len(c.Fetches))}
				for j := range c.Fetches {
					records[c.Name].Fetches[j] = &conformance.Expectation{Outcome: new(conformance.OutcomeNetworkError)}
				}
			}
		}
		written, err := recorded.Write([]byte(doc), engine, records)
		if err != nil {
			t.Fatal(err)
		}
		again, err := recorded.Write(written, engine, records)
		if err != nil || !bytes.Equal(again, written) {
			t.Errorf("written again: %v\n%s\n%s", err, written, again)
		}
		got, ok := readCases(written)
		if !ok || len(got) != len(cases) {
			t.Fatalf("%d cases of %d\n%s", len(got), len(cases), written)
		}
		for i, c := range cases {
			if record := records[c.Name]; record != nil {
				if c.Engines == nil {
					c.Engines = make(map[string]conformance.EngineRecord)
				}
				c.Engines[engine] = *record
			}
			if diff := cmp.Diff(c, got[i], sameOrigins); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		}
		without, err := recorded.Write(written, engine, none)
		before, err2 := recorded.Write([]byte(doc), engine, none)
		if err != nil || err2 != nil || !bytes.Equal(without, before) {
			t.Errorf("taken out again: %v, %v\n%s\n%s", err, err2, without, before)
		}
	})
}

// sameOrigins compares origins and URLs by what a document says of them.
var sameOrigins = cmp.Options{
	cmp.Comparer(func(a, b origin.Origin) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b origin.URL) bool { return a.String() == b.String() }),
}
