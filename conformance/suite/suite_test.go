package suite_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
)

// TestSuite runs every case against the engine.
func TestSuite(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 150 {
		t.Errorf("%d cases, want at least 150", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			result, err := conformance.Run(&c.Scenario, conformance.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range result.Compare(c.Expect) {
				t.Errorf("%s\n   (%s; %s)", d, c.Why, strings.Join(c.Spec, ", "))
			}
		})
	}
}

// TestFiles holds the files to the suite's order: a case's name is its area, which is its folder, and a slug; names are
// unique and sorted within a file; every case says why and where.
func TestFiles(t *testing.T) {
	names, err := fs.Glob(suite.Files(), "*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]string)
	for _, name := range names {
		f, err := suite.Files().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for r := conformance.NewReader(f, name); ; {
			c, err := r.Read()
			if err != nil {
				break // TestSuite reports it
			}
			area, slug, ok := strings.Cut(c.Name, "/")
			if !ok || area != path.Dir(name) || slug == "" {
				t.Errorf("%s: %q must be %s/ and a slug", name, c.Name, path.Dir(name))
			}
			if c.Name <= last {
				t.Errorf("%s: %q must stand before %q", name, c.Name, last)
			}
			if other, ok := seen[c.Name]; ok {
				t.Errorf("%s: %q is in %s already", name, c.Name, other)
			}
			if c.Why == "" || len(c.Spec) == 0 || c.Expect == nil {
				t.Errorf("%s: %q must say why, and have spec and expect", name, c.Name)
			}
			seen[c.Name], last = name, c.Name
		}
	}
}
