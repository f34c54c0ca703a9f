package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
)

func TestHeadersGuards(t *testing.T) {
	for _, c := range []struct {
		name  string
		guard fetch.Guard
		fill  header.List
		want  header.List
		step  string // where it throws
		why   string
	}{
		{"no name", fetch.GuardNone, headerLines("A B", "1"), nil, "1", "validate"},
		{"no value", fetch.GuardNone, headerLines("A", "1\n2"), nil, "1", "validate"},
		{"normalized", fetch.GuardNone, headerLines("A", " 1\n"), headerLines("A", "1"), "", "append, 1"},
		{"immutable", fetch.GuardImmutable, headerLines("A", "1"), nil, "2", "validate"},
		{"request", fetch.GuardRequest, headerLines("Host", "h", "A", "1"), headerLines("A", "1"), "", "validate, 3"},
		{"response", fetch.GuardResponse, headerLines("Set-Cookie", "c", "A", "1"), headerLines("A", "1"), "", "validate, 4"},
		{"none", fetch.GuardNone, headerLines("Host", "h"), headerLines("Host", "h"), "", "validate, 5"},
		{"no-cors", fetch.GuardRequestNoCORS, headerLines("A", "1", "Accept", "a", "Accept", "b"), headerLines("Accept", "a", "Accept", "b"), "", "append, 3"},
		{"no-cors, unsafe together", fetch.GuardRequestNoCORS, headerLines("Accept", "a", "Accept", "("), headerLines("Accept", "a"), "", "append, 3.3, 3.4"},
		{"no-cors, no name", fetch.GuardRequestNoCORS, headerLines("Accept", "a", "A B", ""), headerLines("Accept", "a"), "1", "validate"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := fetch.Headers{Guard: c.guard}
			err := h.Fill(c.fill)
			if got := thrown(err); got != c.step || c.step == "" && !cmp.Equal(h.List, c.want) {
				t.Errorf("got %v, %v, want %v and to throw at %q: %s", h.List, err, c.want, c.step, c.why)
			}
			one := fetch.Headers{Guard: c.guard}
			err = nil
			for _, line := range c.fill {
				if err = one.Append(line.Name, line.Value); err != nil {
					break
				}
			}
			if got := thrown(err); got != c.step || c.step == "" && !cmp.Equal(one.List, c.want) {
				t.Errorf("one by one: got %v, %v, want %v and to throw at %q: %s", one.List, err, c.want, c.step, c.why)
			}
		})
	}
}

// TestGuards is about Headers objects whose guard only a Response or an extension gives them.
func TestGuards(t *testing.T) {
	for _, tc := range []struct {
		name, why string
		guard     fetch.Guard
		have      header.List
		append    header.Line
		want      header.List
	}{
		{"no-cors drops Range", "append, 5: it was set by who may", fetch.GuardRequestNoCORS, lines("Range", "bytes=0-1"), header.Line{Name: "Accept", Value: "a"}, lines("Accept", "a")},
		{"others keep Range", "append, 5", fetch.GuardRequest, lines("Range", "bytes=0-1"), header.Line{Name: "Accept", Value: "a"}, lines("Range", "bytes=0-1", "Accept", "a")},
		{"refused, Range stays", "append, 3.4: before 5", fetch.GuardRequestNoCORS, lines("Range", "bytes=0-1"), header.Line{Name: "X", Value: "a"}, lines("Range", "bytes=0-1")},
		{"too long together", "append, 3.3", fetch.GuardRequestNoCORS, lines("Accept", long), header.Line{Name: "Accept", Value: long}, lines("Accept", long)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := fetch.Headers{Guard: tc.guard, List: tc.have}
			if err := h.Append(tc.append.Name, tc.append.Value); err != nil || !cmp.Equal(h.List, tc.want) {
				t.Errorf("got %v, %v, want %v: %s", h.List, err, tc.want, tc.why)
			}
		})
	}
}
