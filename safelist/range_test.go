package safelist_test

import (
	"math"
	"math/big"
	"regexp"
	"testing"

	"github.com/corsref/corsref/safelist"
)

func TestParseSingleRange(t *testing.T) {
	type input struct {
		Value           byteString
		AllowWhitespace bool
	}
	for _, r := range rows[input, *[2]*safelist.RangeValue](t, "single-range.json") {
		t.Run(r.Name, func(t *testing.T) {
			start, end, ok := safelist.ParseSingleRange(string(r.Input.Value), r.Input.AllowWhitespace)
			var want [2]safelist.RangeValue
			if r.Want != nil {
				for i, v := range r.Want {
					if v != nil {
						want[i] = *v
					}
				}
			}
			if start != want[0] || end != want[1] || ok != (r.Want != nil) {
				t.Errorf("got %q to %q, %v, want %q, %v: %s", start, end, ok, want, r.Want != nil, r.Why)
			}
		})
	}
}

func TestRangeValue(t *testing.T) {
	for _, c := range []struct {
		name  string
		value safelist.RangeValue
		null  bool
		n     uint64
		ok    bool
	}{
		{"null", "", true, 0, false},
		{"zero", "0", false, 0, true},
		{"2^64-1", "18446744073709551615", false, math.MaxUint64, true},
		{"2^64", "18446744073709551616", false, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, ok := c.value.Uint64()
			if c.value.Null() != c.null || n != c.n || ok != c.ok {
				t.Errorf("got %v, %d, %v", c.value.Null(), n, ok)
			}
		})
	}
	ascending := []safelist.RangeValue{"", "0", "1", "9", "10", "11", "99", "100", "18446744073709551616"}
	for i, v := range ascending {
		for j, w := range ascending {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = +1
			}
			if got := v.Compare(w); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", v, w, got, want)
			}
		}
	}
}

var (
	singleRange           = regexp.MustCompile(`^bytes=([0-9]*)-([0-9]*)$`)
	singleRangeWhitespace = regexp.MustCompile(`^bytes[\t ]*=[\t ]*([0-9]*)[\t ]*-[\t ]*([0-9]*)$`)
)

// parseSingleRange is the twin of safelist.ParseSingleRange, with a regular expression and big numbers.
func parseSingleRange(value string, allowWhitespace bool) (start, end *big.Int, ok bool) {
	syntax := singleRange
	if allowWhitespace {
		syntax = singleRangeWhitespace
	}
	m := syntax.FindStringSubmatch(value)
	if m == nil {
		return nil, nil, false
	}
	number := func(digits string) *big.Int {
		n, ok := new(big.Int).SetString(digits, 10)
		if !ok {
			return nil
		}
		return n
	}
	start, end = number(m[1]), number(m[2])
	if start == nil && end == nil || start != nil && end != nil && start.Cmp(end) > 0 {
		return nil, nil, false
	}
	return start, end, true
}
