package origin_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/corsref/corsref/origin"
)

// A tableRow is a row of testdata/urls.json: an input, its base if any, and what comes of it.
type tableRow struct {
	Name    string
	Why     string
	Input   string
	Base    string
	Href    string
	Origin  string
	Failure origin.FailureCode
	Offset  int
}

// readTable is the package's own table.
func readTable(t testing.TB) []tableRow {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "urls.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []tableRow
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// parseRow parses the row's input with its base, with and without the fast paths.
func parseRow(t *testing.T, row tableRow, parse func(base origin.URL, input string) (origin.URL, error)) tableRow {
	t.Helper()
	var base origin.URL
	if row.Base != "" {
		base = origin.MustParseURL(row.Base)
	}
	got := tableRow{Name: row.Name, Why: row.Why, Input: row.Input, Base: row.Base}
	u, err := parse(base, row.Input)
	if err != nil {
		var e *origin.ParseError
		if !errors.As(err, &e) {
			t.Fatalf("the error is no *ParseError: %v", err)
		}
		if e.Input != row.Input || e.Reason() == "" || e.Fix() == "" {
			t.Errorf("incomplete error %+v: %v", *e, err)
		}
		got.Failure, got.Offset = e.Code, e.Offset
		return got
	}
	checkURL(t, u)
	got.Href, got.Origin = u.String(), u.Origin().String()
	return got
}

func TestTable(t *testing.T) {
	names := map[string]bool{}
	for _, row := range readTable(t) {
		if row.Why == "" || names[row.Name] {
			t.Errorf("%s: no why, or the name is taken", row.Name)
		}
		names[row.Name] = true
		t.Run(row.Name, func(t *testing.T) {
			if diff := cmp.Diff(row, parseRow(t, row, origin.URL.Parse)); diff != "" {
				t.Errorf("want (-), got (+):\n%s", diff)
			}
			if diff := cmp.Diff(row, parseRow(t, row, origin.ParseLiteral)); diff != "" {
				t.Errorf("without the fast paths, want (-), got (+):\n%s", diff)
			}
		})
	}
}
