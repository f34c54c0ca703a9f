package suite_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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

// TestEveryFileIsPlayed fails for a file below suite/ that no test plays.
func TestEveryFileIsPlayed(t *testing.T) {
	if left := unplayed(t, os.DirFS(".")); len(left) > 0 {
		t.Errorf("nothing plays %s; cases go to cases/<area>/*.json, tables to unit/*.json", strings.Join(left, ", "))
	}
	planted := fstest.MapFS{"cases/zz.json": {}, "cases/zz/deep/a.json": {}, "cases/zz/a.yaml": {}, "unit/zz.txt": {}, "readme.md": {}}
	want := []string{"cases/zz/a.yaml", "cases/zz/deep/a.json", "cases/zz.json", "readme.md", "unit/zz.txt"}
	if got := unplayed(t, planted); !slices.Equal(got, want) {
		t.Errorf("of a planted tree %q are not played, want %q", got, want)
	}
}

// unplayed are the files of a tree that are neither played nor listed as no data.
func unplayed(t *testing.T, tree fs.FS) []string {
	t.Helper()
	played := map[string]bool{"README.md": true, "wpt.json": true} // wpt.json is what TestWPT holds to the cases
	for _, part := range []struct {
		files         fs.FS
		prefix, names string
	}{{suite.Files(), "cases/", "*/*.json"}, {suite.UnitFiles(), "", "unit/*.json"}} {
		names, err := fs.Glob(part.files, part.names)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			played[part.prefix+name] = true
		}
	}
	var left []string
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !played[name] && path.Ext(name) != ".go" {
			left = append(left, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}
