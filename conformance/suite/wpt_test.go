package suite_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/corsref/corsref/conformance/suite"
)

// TestWPT holds wpt.json and the cases to each other, both ways: what a file's entry names exists and says so itself.
func TestWPT(t *testing.T) {
	files, err := suite.WPT()
	if err != nil {
		t.Fatal(err)
	}
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := suite.Units()
	if err != nil {
		t.Fatal(err)
	}
	claims := make(map[string][]string)
	for _, c := range cases {
		claims[c.Name] = c.WPT
		for _, name := range c.WPT {
			if !slices.Contains(files[name].Cases, c.Name) {
				t.Errorf("%s has %s, whose entry lacks it", c.Name, name)
			}
		}
	}
	commit := regexp.MustCompile(`^[0-9a-f]{8}$`)
	for name, f := range files {
		for _, c := range f.Cases {
			if wpt, ok := claims[c]; !ok {
				t.Errorf("%s: there is no case %s", name, c)
			} else if !slices.Contains(wpt, name) {
				t.Errorf("%s: %s does not name it", name, c)
			}
		}
		for _, table := range f.Units {
			if !slices.ContainsFunc(tables, func(u *suite.Unit) bool { return u.Table == table }) {
				t.Errorf("%s: there is no unit table %s", name, table)
			}
		}
		if represented := len(f.Cases)+len(f.Units) > 0; represented == (f.Not != "") {
			t.Errorf("%s: either cases, or why not", name)
		}
		if !slices.IsSorted(f.Cases) {
			t.Errorf("%s: cases are not sorted", name)
		}
		if f.Read != "" && !commit.MatchString(f.Read) {
			t.Errorf("%s: %q is no abbreviated commit", name, f.Read)
		}
	}
}
