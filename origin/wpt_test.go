package origin_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/corsref/corsref/origin"
)

// readWPT is the rows of a data file of web-platform-tests, comments left out.
func readWPT[T any](t *testing.T, name string) []T {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "shared", "wpt", "url", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the data of web-platform-tests is not beside this checkout: " + name)
	}
	if err != nil {
		t.Fatal(err)
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	var rows []T
	for _, r := range raw {
		if !strings.HasPrefix(string(r), "{") {
			continue
		}
		var row T
		if err := json.Unmarshal(r, &row); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// A urlCase is a row of urltestdata.json.
type urlCase struct {
	Input    string
	Base     *string
	Failure  bool
	Href     string
	Origin   *string
	Protocol string
	Username string
	Password string
	Host     string
	Hostname string
	Port     string
	Pathname string
	Search   string
	Hash     string
}

// fields is what the URL API's getters would say.
func fields(u origin.URL) urlCase {
	c := urlCase{
		Href:     u.String(),
		Protocol: u.Scheme() + ":",
		Username: u.Username(),
		Password: u.Password(),
		Host:     u.Host(),
		Hostname: u.Host(),
		Pathname: u.Path(),
	}
	if port, ok := u.Port(); ok {
		c.Port = strconv.Itoa(int(port))
		c.Host += ":" + c.Port
	}
	if query, _ := u.Query(); query != "" {
		c.Search = "?" + query
	}
	if fragment, _ := u.Fragment(); fragment != "" {
		c.Hash = "#" + fragment
	}
	return c
}

func TestWPTURLs(t *testing.T) {
	rows := readWPT[urlCase](t, "urltestdata.json")
	if len(rows) < 891 {
		t.Errorf("%d cases, want at least 891", len(rows))
	}
	origins := 0
	for i, row := range rows {
		if row.Origin != nil || row.Failure {
			origins++
		}
		t.Run(fmt.Sprintf("%d/%q", i, row.Input), func(t *testing.T) { checkWPTURL(t, row) })
	}
	if origins < 678 {
		t.Errorf("%d cases that say the origin or failure, want at least 678", origins)
	}
}

func checkWPTURL(t *testing.T, row urlCase) {
	var base origin.URL
	if row.Base != nil {
		var err error
		if base, err = origin.ParseURL(*row.Base); err != nil {
			if row.Failure {
				return
			}
			t.Fatal(err)
		}
	}
	u, err := base.Parse(row.Input)
	if literal, literalErr := origin.ParseLiteral(base, row.Input); literal != u || (literalErr == nil) != (err == nil) {
		t.Errorf("without the fast paths: %q, %v", literal, literalErr)
	}
	if row.Failure {
		if err == nil {
			t.Fatalf("got %q, want failure", u)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if row.Origin != nil {
		if got := u.Origin().String(); got != *row.Origin {
			t.Errorf("origin %q, want %q", got, *row.Origin)
		}
	}
	got := fields(u)
	got.Input, got.Base, got.Origin = row.Input, row.Base, row.Origin
	if got != row {
		t.Errorf("got  %+v\nwant %+v", got, row)
	}
	checkURL(t, u)
}

// An asciiCase is a row of toascii.json or IdnaTestV2.json.
type asciiCase struct {
	Comment string
	Input   string
	Output  *string
}

// unicode17 names the rows that need code points assigned after Unicode 15, whose tables golang.org/x/text has from Go 1.27
// on. Until then they are failure.
var unicode17 = map[string]string{
	"\U0003293120.\u97f3.\ua8661.": "U+32931 is of Unicode 17",
	"\U00032b9a9\ua369\u17d3.ss":   "U+32B9A is of Unicode 17",
	"\U00032b9a9\ua369\u17d3.SS":   "U+32B9A is of Unicode 17",
}

func TestWPTToASCII(t *testing.T) {
	for _, file := range []string{"toascii.json", "IdnaTestV2.json"} {
		t.Run(file, func(t *testing.T) {
			for i, row := range readWPT[asciiCase](t, file) {
				t.Run(fmt.Sprintf("%d/%+q", i, row.Input), func(t *testing.T) { checkWPTToASCII(t, row) })
			}
		})
	}
}

func checkWPTToASCII(t *testing.T, row asciiCase) {
	// A URL without host says nothing about its domain.
	if row.Input == "" {
		return
	}
	want := row.Output
	if why, ok := unicode17[row.Input]; ok && unicode.Version < "17" {
		t.Log("failure for now: " + why)
		want = nil
	}
	u, err := origin.ParseURL("https://" + row.Input + "/x")
	switch {
	case want == nil && err == nil:
		t.Errorf("%s: got %q, want failure", row.Comment, u.Host())
	case want != nil && (err != nil || u.Host() != *want):
		t.Errorf("%s: got %q, %v, want %q", row.Comment, u.Host(), err, *want)
	}
}
