package origin_test

import (
	"strconv"
	"testing"

	"github.com/corsref/corsref/origin"
)

// mustParse is a URL that a test needs.
func mustParse(t testing.TB, input string) origin.URL {
	t.Helper()
	u, err := origin.ParseURL(input)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// mustParseOrigin is an origin that a test needs.
func mustParseOrigin(t testing.TB, input string) origin.Origin {
	t.Helper()
	o, err := origin.Parse(input)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// itoa is a port in decimal.
func itoa(port uint16) string { return strconv.Itoa(int(port)) }
