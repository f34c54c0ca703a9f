package header_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// namedList is the input of tables about one name in a header list.
type namedList struct {
	Name    byteString
	Headers pairs
}

func TestGetDecodeAndSplit(t *testing.T) {
	for _, r := range rows[namedList, *[]byteString](t, "get-decode-and-split.json") {
		t.Run(r.Name, func(t *testing.T) {
			parts, ok := r.Input.Headers.list().GetDecodeAndSplit(string(r.Input.Name))
			got := slices.Collect(parts)
			if r.Want == nil {
				if ok || got != nil {
					t.Errorf("got %q, %v, want null: %s", got, ok, r.Why)
				}
				return
			}
			if want := texts(*r.Want); !ok || !slices.Equal(got, want) {
				t.Errorf("got %q, %v, want %q: %s", got, ok, want, r.Why)
			}
		})
	}
}

// A loop over parts may end early.
func TestDecodeAndSplitStops(t *testing.T) {
	var got []string
	for part := range header.DecodeAndSplit("a, b, c") {
		if got = append(got, part); len(got) == 2 {
			break
		}
	}
	if want := []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCollectQuotedString(t *testing.T) {
	type want struct {
		String, Value byteString
		Position      int
	}
	for _, r := range rows[byteString, want](t, "http-quoted-string.json") {
		t.Run(r.Name, func(t *testing.T) {
			got, position := header.CollectQuotedString(string(r.Input), 0, false)
			if got != string(r.Want.String) || position != r.Want.Position {
				t.Errorf("got %q to %d, want %q to %d: %s", got, position, r.Want.String, r.Want.Position, r.Why)
			}
			got, position = header.CollectQuotedString(string(r.Input), 0, true)
			if got != string(r.Want.Value) || position != r.Want.Position {
				t.Errorf("value: got %q to %d, want %q to %d: %s", got, position, r.Want.Value, r.Want.Position, r.Why)
			}
		})
	}
}

// Positions that no quotation mark is at are given back.
func TestCollectQuotedStringElsewhere(t *testing.T) {
	for _, position := range []int{-1, 1, 3, 4} {
		if got, after := header.CollectQuotedString(`"a"`, position, true); position != 2 && (got != "" || after != position) {
			t.Errorf("at %d: got %q to %d", position, got, after)
		}
	}
	if got, after := header.CollectQuotedString(`x="a"`, 2, false); got != `"a"` || after != 5 {
		t.Errorf("in the middle: got %q to %d", got, after)
	}
}

// decodeAndSplit is the literal twin of header.DecodeAndSplit: code points, and temporaryValue built piece by piece.
func decodeAndSplit(value string) []string {
	var input []rune
	for i := range len(value) {
		input = append(input, rune(value[i]))
	}
	position := 0
	collect := func(stop ...rune) (s []rune) {
		for position < len(input) && !slices.Contains(stop, input[position]) {
			s = append(s, input[position])
			position++
		}
		return s
	}
	collectQuotedString := func() []rune {
		positionStart := position
		position++
		for {
			collect('"', '\\')
			if position >= len(input) {
				break
			}
			quoteOrBackslash := input[position]
			position++
			if quoteOrBackslash == '\\' {
				if position >= len(input) {
					break
				}
				position++
			} else {
				break
			}
		}
		return input[positionStart:position]
	}
	encode := func(s []rune) string {
		var b []byte
		for _, r := range s {
			b = append(b, byte(r))
		}
		return string(b)
	}
	var values []string
	var temporaryValue []rune
	for {
		temporaryValue = append(temporaryValue, collect('"', ',')...)
		if position < len(input) && input[position] == '"' {
			temporaryValue = append(temporaryValue, collectQuotedString()...)
			if position < len(input) {
				continue
			}
		}
		values = append(values, strings.Trim(encode(temporaryValue), "\t "))
		temporaryValue = nil
		if position >= len(input) {
			return values
		}
		position++
	}
}
