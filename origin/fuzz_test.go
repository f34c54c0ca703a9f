package origin_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// checkError checks what holds for every refusal.
func checkError(t *testing.T, err error, input string) {
	t.Helper()
	var e *origin.ParseError
	switch {
	case !errors.As(err, &e):
		t.Errorf("the error is no *ParseError: %v", err)
	case e.Input != input || e.Offset < 0 || e.Offset > len(input) || e.Code == "" || e.Reason() == "" || e.Fix() == "":
		t.Errorf("%q: incomplete error %+v", input, *e)
	case e.Suggestion != "":
		if o, err := origin.Parse(e.Suggestion); err != nil || o.String() != e.Suggestion {
			t.Errorf("%q: the suggestion %q is no origin: %v", input, e.Suggestion, err)
		}
	}
}

// FuzzParse checks every URL that comes of an input and a base, and that the fast paths are only fast.
func FuzzParse(f *testing.F) {
	for _, row := range readTable(f) {
		f.Add(row.Input, row.Base)
	}
	f.Fuzz(func(t *testing.T, input, base string) {
		b, err := origin.ParseURL(base)
		if err != nil {
			b = origin.URL{}
		}
		u, err := b.Parse(input)
		literal, literalErr := origin.ParseLiteral(b, input)
		if u != literal || (err == nil) != (literalErr == nil) {
			t.Errorf("%q, %v; without the fast paths %q, %v", u, err, literal, literalErr)
		}
		if err != nil {
			checkError(t, err, input)
			return
		}
		checkURL(t, u)
	})
}

// FuzzCanonical is FuzzParse for URLs that the fast path may take: it puts pieces between the delimiters.
func FuzzCanonical(f *testing.F) {
	f.Add("shop.example", "8443", "a/b", "c=d", "e")
	f.Add("127.0.0.1", "80", "..", "'", "`")
	f.Add("xn--a.", "080", "%2e", "", "\x7f")
	f.Fuzz(func(t *testing.T, host, port, path, query, fragment string) {
		for _, scheme := range []string{"http://", "https://"} {
			input := scheme + host
			for _, input := range []string{
				input, input + "/" + path, input + ":" + port, input + ":" + port + "/" + path,
				input + "/?" + query, input + "/#" + fragment, input + ":" + port + "/" + path + "?" + query + "#" + fragment,
			} {
				u, err := origin.ParseURL(input)
				literal, literalErr := origin.ParseLiteral(origin.URL{}, input)
				if u != literal || (err == nil) != (literalErr == nil) {
					t.Errorf("%q: %q, %v; without the fast paths %q, %v", input, u, err, literal, literalErr)
				}
			}
		}
	})
}

// FuzzParseOrigin checks that a string is accepted exactly when it is the serialization of what it parses to.
func FuzzParseOrigin(f *testing.F) {
	for _, row := range readTable(f) {
		f.Add(row.Origin)
		f.Add(row.Input)
	}
	for _, c := range originCases {
		f.Add(c.input)
	}
	f.Fuzz(func(t *testing.T, input string) {
		o, err := origin.Parse(input)
		if err != nil {
			checkError(t, err, input)
			if u, err := origin.ParseURL(input); err == nil && u.Origin().String() == input {
				t.Errorf("%q is refused but is its own origin", input)
			}
			return
		}
		if o.String() != input || o.IsZero() {
			t.Errorf("%q parses to %q", input, o)
		}
		parts := "null"
		if !o.IsOpaque() {
			parts = o.Scheme() + "://" + o.Host()
			if port, ok := o.Port(); ok {
				parts += ":" + fmt.Sprint(port)
			}
		}
		if parts != input || strings.Contains(input, "@") {
			t.Errorf("%q has the parts of %q", input, parts)
		}
		if again, err := origin.Parse(input); err != nil || !o.IsOpaque() && again != o {
			t.Errorf("%q parses to %q, then to %q, %v", input, o, again, err)
		}
		if n := o.Note(); !n.IsZero() && (n.String() == "" || n.Offset < strings.Index(input, "://")+len("://") || n.Offset >= len(input)) {
			t.Errorf("%q: note %+v", input, n)
		}
	})
}
