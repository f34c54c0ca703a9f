package header_test

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// extracted is a result as JSON writes it: null, "failure", or a value.
type extracted[V any] struct {
	Result header.Extraction
	Value  V
}

func (e *extracted[V]) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case `"failure"`:
		e.Result = header.Failure
		return nil
	}
	e.Result = header.Values
	return json.Unmarshal(data, &e.Value)
}

func TestExtractTokens(t *testing.T) {
	for _, r := range rows[namedList, *extracted[[]byteString]](t, "extract-tokens.json") {
		t.Run(r.Name, func(t *testing.T) {
			l, name := r.Input.Headers.list(), string(r.Input.Name)
			wantResult, want := header.Null, []string(nil)
			if r.Want != nil {
				wantResult, want = r.Want.Result, texts(r.Want.Value)
			}
			got, result := l.ExtractTokens(name)
			if result != wantResult || !slices.Equal(got, want) {
				t.Errorf("got %v %q, want %v %q: %s", result, got, wantResult, want, r.Why)
			}
			tokens, result := l.Tokens(name)
			if each := slices.Collect(tokens.All()); result != wantResult || !slices.Equal(each, want) {
				t.Errorf("one by one: got %v %q, want %v %q: %s", result, each, wantResult, want, r.Why)
			}
		})
	}
}

// A loop over tokens may end early, on any line.
func TestTokensStops(t *testing.T) {
	l := header.List{{"A", "a, b"}, {"A", "c, d"}, {"A", "e"}}
	for stop, want := range map[int][]string{
		1: {"a"}, 2: {"a", "b"}, 3: {"a", "b", "c"}, 9: {"a", "b", "c", "d", "e"},
	} {
		var got []string
		tokens, result := l.Tokens("A")
		for token := range tokens.All() {
			if got = append(got, token); len(got) == stop {
				break
			}
		}
		if result != header.Values || !slices.Equal(got, want) {
			t.Errorf("stop at %d: got %v %q, want %q", stop, result, got, want)
		}
	}
}

func TestExtractDeltaSeconds(t *testing.T) {
	for _, r := range rows[namedList, *extracted[uint64]](t, "extract-delta-seconds.json") {
		t.Run(r.Name, func(t *testing.T) {
			var want extracted[uint64]
			if r.Want != nil {
				want = *r.Want
			}
			got, result := r.Input.Headers.list().ExtractDeltaSeconds(string(r.Input.Name))
			if result != want.Result || got != want.Value {
				t.Errorf("got %v %d, want %v %d: %s", result, got, want.Result, want.Value, r.Why)
			}
		})
	}
}

// Numbers of 2^64 and more are the greatest number, RFC 9111 section 1.2.2.
func TestExtractDeltaSecondsSaturates(t *testing.T) {
	for _, c := range []struct {
		name, value string
		want        uint64
	}{
		{"2^64-2", "18446744073709551614", math.MaxUint64 - 1},
		{"2^64-1", "18446744073709551615", math.MaxUint64},
		{"2^64", "18446744073709551616", math.MaxUint64},
		{"2^64+4", "18446744073709551620", math.MaxUint64},
		{"ten times 2^64-1", "184467440737095516150", math.MaxUint64},
		{"overflow, then zeros", "99999999999999999999000000", math.MaxUint64},
		{"a long one", strings.Repeat("9", 4000), math.MaxUint64},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, result := header.List{{"A", c.value}}.ExtractDeltaSeconds("A")
			if got != c.want || result != header.Values {
				t.Errorf("got %v %d, want %d", result, got, c.want)
			}
		})
	}
}

func TestExtractSingle(t *testing.T) {
	l := header.List{{"A", "1"}, {"Location", " /x"}, {"a", "2"}}
	for _, c := range []struct {
		name, why, header, want string
		result                  header.Extraction
	}{
		{"absent", "step 1", "B", "", header.Null},
		{"two", "step 2", "A", "", header.Failure},
		{"one", "step 4", "location", " /x", header.Values},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, result := l.ExtractSingle(c.header)
			if got != c.want || result != c.result {
				t.Errorf("got %v %q, want %v %q: %s", result, got, c.result, c.want, c.why)
			}
		})
	}
}

func TestExtractionString(t *testing.T) {
	for e, want := range map[header.Extraction]string{
		header.Null: "null", header.Failure: "failure", header.Values: "values",
	} {
		if got := e.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// tokenList is the recipient's #token of RFC 9110 section 5.6.1.2 as a regular expression: an oracle for which values
// are lists of tokens.
var tokenList = regexp.MustCompile(`(?s)^(?:T+)?(?:[ \t]*,[ \t]*(?:T+)?)*$`)

func init() {
	tokenList = regexp.MustCompile(strings.ReplaceAll(tokenList.String(), "T", "[!#$%&'*+\\-.^_`|~0-9A-Za-z]"))
}

// extractTokens is the literal twin of header.ExtractTokens by that oracle.
func extractTokens(l header.List, name string) (values []string, result header.Extraction) {
	for _, line := range l {
		if byteLowercase(line.Name) != byteLowercase(name) {
			continue
		}
		result = header.Values
		value := strings.Trim(line.Value, " \t")
		// A regular expression reads code points: bytes above ASCII become some that match nothing.
		ascii := strings.Map(func(r rune) rune {
			if r > 0x7F {
				return '@'
			}
			return r
		}, value)
		if !tokenList.MatchString(ascii) {
			return nil, header.Failure
		}
		values = append(values, strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t,", r) })...)
	}
	return values, result
}

// deltaSeconds is the literal twin of header.ExtractDeltaSeconds for one line.
func deltaSeconds(value string) (uint64, header.Extraction) {
	value = strings.Trim(value, " \t")
	for i := range len(value) {
		if !strings.Contains("0123456789", value[i:i+1]) {
			return 0, header.Failure
		}
	}
	n, ok := new(big.Int).SetString(value, 10)
	switch {
	case !ok:
		return 0, header.Failure
	case !n.IsUint64():
		return math.MaxUint64, header.Values
	}
	return n.Uint64(), header.Values
}
