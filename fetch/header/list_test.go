package header_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

func TestListOperations(t *testing.T) {
	type input struct {
		Headers              pairs
		Append, Set, Combine *[2]byteString
		Delete               *[1]byteString
	}
	for _, r := range rows[input, pairs](t, "header-list.json") {
		t.Run(r.Name, func(t *testing.T) {
			l := r.Input.Headers.list()
			bulk := l.Clone()
			switch in := r.Input; {
			case in.Append != nil:
				name, value := string(in.Append[0]), string(in.Append[1])
				l.Append(name, value)
				bulk.AppendAll(header.Line{Name: name, Value: value})
			case in.Set != nil:
				l.Set(string(in.Set[0]), string(in.Set[1]))
				bulk = l
			case in.Combine != nil:
				name, value := string(in.Combine[0]), string(in.Combine[1])
				l.Combine(name, value)
				bulk.CombineAll(header.Line{Name: name, Value: value})
			case in.Delete != nil:
				l.Delete(string(in.Delete[0]))
				bulk = l
			}
			want := r.Want.list()
			if !slices.Equal(l, want) {
				t.Errorf("got %q, want %q: %s", l, want, r.Why)
			}
			if !slices.Equal(bulk, want) {
				t.Errorf("all at once: got %q, want %q: %s", bulk, want, r.Why)
			}
		})
	}
}

func TestGet(t *testing.T) {
	l := header.List{{"A", "1"}, {"b", ""}, {"a", "2"}, {"C", "3"}, {"A", ""}}
	for _, c := range []struct {
		name, why, header string
		want              string
		ok                bool
		count             int
	}{
		{"absent", "step 1", "D", "", false, 0},
		{"empty value", "step 2: an empty value is a value", "B", "", true, 1},
		{"one", "step 2", "c", "3", true, 1},
		{"several", "step 2: in order, 0x2C 0x20 between", "a", "1, 2, ", true, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			value, ok := l.Get(c.header)
			if value != c.want || ok != c.ok {
				t.Errorf("Get(%q) = %q, %v, want %q, %v: %s", c.header, value, ok, c.want, c.ok, c.why)
			}
			if got := l.Contains(c.header); got != c.ok {
				t.Errorf("Contains(%q) = %v, want %v", c.header, got, c.ok)
			}
			if got := l.Count(c.header); got != c.count {
				t.Errorf("Count(%q) = %v, want %v", c.header, got, c.count)
			}
		})
	}
}

func TestClone(t *testing.T) {
	l := header.List{{"A", "1"}}
	c := l.Clone()
	c.Set("A", "2")
	c.Append("B", "3")
	if want := (header.List{{"A", "1"}}); !slices.Equal(l, want) {
		t.Errorf("changing the clone changed the list: %q", l)
	}
	if got := header.List(nil).Clone(); got != nil {
		t.Errorf("clone of nil is %#v", got)
	}
}

// The zero value takes lines.
func TestZeroList(t *testing.T) {
	for name, add := range map[string]func(l *header.List){
		"append":      func(l *header.List) { l.Append("A", "1") },
		"set":         func(l *header.List) { l.Set("A", "1") },
		"combine":     func(l *header.List) { l.Combine("A", "1") },
		"append all":  func(l *header.List) { l.AppendAll(header.Line{"A", "1"}) },
		"combine all": func(l *header.List) { l.CombineAll(header.Line{"A", "1"}) },
	} {
		t.Run(name, func(t *testing.T) {
			var l header.List
			l.Delete("A")
			add(&l)
			if want := (header.List{{"A", "1"}}); !slices.Equal(l, want) {
				t.Errorf("got %q, want %q", l, want)
			}
		})
	}
}

// manyLines returns n lines whose names repeat after period, in changing case.
func manyLines(n, period int) header.List {
	l := make(header.List, n)
	for i := range l {
		name := fmt.Sprintf("x-name-%d", i%period)
		if i%3 == 0 {
			name = strings.ToUpper(name)
		}
		l[i] = header.Line{Name: name, Value: fmt.Sprint(i)}
	}
	return l
}

// Past the number of lines that are looked through, AppendAll and CombineAll still do what one at a time does.
func TestAppendAllCombineAll(t *testing.T) {
	for _, start := range []int{0, 1, 31, 32, 33} {
		for _, more := range []int{0, 1, 2, 40} {
			for _, period := range []int{1, 3, 1000} {
				t.Run(fmt.Sprintf("start=%d/more=%d/period=%d", start, more, period), func(t *testing.T) {
					lines := manyLines(more, period)
					one, all := manyLines(start, period), manyLines(start, period)
					for _, line := range lines {
						one.Append(line.Name, line.Value)
					}
					all.AppendAll(lines...)
					if !slices.Equal(all, one) {
						t.Errorf("AppendAll: got %q, want %q", all, one)
					}
					one, all = manyLines(start, period), manyLines(start, period)
					for _, line := range lines {
						one.Combine(line.Name, line.Value)
					}
					all.CombineAll(lines...)
					if !slices.Equal(all, one) {
						t.Errorf("CombineAll: got %q, want %q", all, one)
					}
				})
			}
		}
	}
}

func TestSortAndCombine(t *testing.T) {
	for _, r := range rows[pairs, pairs](t, "sort-and-combine.json") {
		t.Run(r.Name, func(t *testing.T) {
			l := r.Input.list()
			before := l.Clone()
			got, want := l.SortAndCombine(), r.Want.list()
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q: %s", got, want, r.Why)
			}
			if !slices.Equal(l, before) {
				t.Errorf("the list was changed to %q", l)
			}
		})
	}
}

func TestSortedLowercaseSet(t *testing.T) {
	for _, c := range []struct {
		name, why string
		in, want  []string
	}{
		{"none", "step 1", nil, nil},
		{"lowercase", "step 2", []string{"X-Foo"}, []string{"x-foo"}},
		{"each once", "step 2: a set", []string{"b", "A", "B", "a"}, []string{"a", "b"}},
		{"byte order", "step 3", []string{"a_", "a-", "a", "aa", "a\xFF", "a~", "B"}, []string{"a", "a-", "a_", "aa", "a~", "a\xFF", "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := slices.Clone(c.in)
			if got := header.SortedLowercaseSet(in); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
			if !slices.Equal(in, c.in) {
				t.Errorf("the argument was changed to %q", in)
			}
			dst := []string{"Z", "z", "a"}
			if got := header.AppendSortedLowercaseSet(dst, c.in); !slices.Equal(got, append(dst, c.want...)) {
				t.Errorf("appended: got %q", got)
			}
			both := append([]string{"Z"}, c.in...)
			if got := header.AppendSortedLowercaseSet(both[:1], both[1:]); !slices.Equal(got, append([]string{"Z"}, c.want...)) {
				t.Errorf("in place: got %q", got)
			}
		})
	}
}

func TestListAllocations(t *testing.T) {
	l := header.List{{"Content-Type", "text/html"}, {"Access-Control-Allow-Methods", "PUT, DELETE,, PATCH"},
		{"Access-Control-Max-Age", "600"}, {"Vary", "Origin"}}
	names := []string{"X-Requested-With", "x-foo", "Authorization"}
	room := make([]string, 0, len(names))
	n := 0
	for name, f := range map[string]func(){
		"get of one line": func() { l.Get("content-type") },
		"contains":        func() { l.Contains("vary") },
		"each token": func() {
			tokens, _ := l.Tokens("access-control-allow-methods")
			for token := range tokens.All() {
				n += len(token)
			}
		},
		"delta-seconds": func() { l.ExtractDeltaSeconds("access-control-max-age") },
		"each part": func() {
			for part := range header.DecodeAndSplit(`a, "b,c", d`) {
				n += len(part)
			}
		},
		"equal fold": func() { _ = header.EqualFold("Content-Type", "content-type") },
		"lowercase":  func() { header.ByteLowercase("x-foo") },
		"sorted set": func() { header.AppendSortedLowercaseSet(room, names) },
	} {
		if got := testing.AllocsPerRun(100, f); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
}
