package header_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

// linesOf makes a header list of fuzzed text: a line a line feed, name and value parted at the first colon.
func linesOf(text string) header.List {
	var l header.List
	for line := range strings.SplitSeq(text, "\n") {
		name, value, _ := strings.Cut(line, ":")
		l = append(l, header.Line{Name: name, Value: value})
	}
	return l
}

// get is the literal twin of header.List.Get.
func get(l header.List, name string) (string, bool) {
	var values []string
	for _, line := range l {
		if byteLowercase(line.Name) == byteLowercase(name) {
			values = append(values, line.Value)
		}
	}
	return strings.Join(values, ", "), values != nil
}

// sortedLowercaseSet is the literal twin of header.SortedLowercaseSet: a set first, then sorted.
func sortedLowercaseSet(names []string) []string {
	var set []string
	for _, name := range names {
		if lower := byteLowercase(name); !slices.Contains(set, lower) {
			set = append(set, lower)
		}
	}
	slices.Sort(set)
	return set
}

// sortAndCombine is the literal twin of header.List.SortAndCombine.
func sortAndCombine(l header.List) header.List {
	var headers header.List
	var names []string
	for _, line := range l {
		names = append(names, line.Name)
	}
	for _, name := range sortedLowercaseSet(names) {
		if name == "set-cookie" {
			for _, line := range l {
				if byteLowercase(line.Name) == name {
					headers.Append(name, line.Value)
				}
			}
			continue
		}
		value, _ := get(l, name)
		headers.Append(name, value)
	}
	return headers
}

func FuzzSplit(f *testing.F) {
	for _, value := range []string{"", "nosniff,", `text/html;", x/x`, `x/x;test="hi",y/y`, "x / x,,,1", `"1,2", 3`,
		`"\`, `"a\"`, " \t1\t , \t2 \t", `"a,"b",c",d`, "\xFF,\x00"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if got, want := slices.Collect(header.DecodeAndSplit(value)), decodeAndSplit(value); !slices.Equal(got, want) {
			t.Errorf("DecodeAndSplit(%q) = %q, want %q", value, got, want)
		}
	})
}

func FuzzExtract(f *testing.F) {
	for _, text := range []string{"A:PUT, DELETE", "A:,\t,PUT\nB:x\na:", "A:PUT DELETE", "A: PUT ", "A:600", "A:00\nA:1",
		"A:18446744073709551616", "A:-1", "A:\xFF", "A:\u00a0", "B:1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := linesOf(text)
		want, wantResult := extractTokens(l, "a")
		got, result := l.ExtractTokens("A")
		if result != wantResult || !slices.Equal(got, want) {
			t.Errorf("ExtractTokens of %q = %v %q, want %v %q", l, result, got, wantResult, want)
		}
		tokens, result := l.Tokens("A")
		if each := slices.Collect(tokens.All()); result != wantResult || !slices.Equal(each, want) {
			t.Errorf("Tokens of %q = %v %q, want %v %q", l, result, each, wantResult, want)
		}
		var wantSeconds uint64
		wantResult = header.Null
		if n := l.Count("A"); n > 1 {
			wantResult = header.Failure
		} else if n == 1 {
			value, _ := l.Get("A")
			wantSeconds, wantResult = deltaSeconds(value)
		}
		seconds, result := l.ExtractDeltaSeconds("A")
		if result != wantResult || seconds != wantSeconds {
			t.Errorf("ExtractDeltaSeconds of %q = %v %d, want %v %d", l, result, seconds, wantResult, wantSeconds)
		}
	})
}

func FuzzList(f *testing.F) {
	for _, text := range []string{"", "A:1\nb:2\na:3", "Set-Cookie:a\nx:1\nset-cookie:b\nX:2", "É:1\né:2", "k:1\nK:2",
		strings.Repeat("A:1\nb:2\na:3\nAuthorization:4\n", 12)} {
		f.Add(text, "A")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		l := linesOf(text)
		before := l.Clone()
		value, ok := l.Get(name)
		if want, wantOK := get(l, name); value != want || ok != wantOK {
			t.Errorf("Get(%q) of %q = %q, %v, want %q, %v", name, l, value, ok, want, wantOK)
		}
		if got, want := l.SortAndCombine(), sortAndCombine(l); !slices.Equal(got, want) {
			t.Errorf("SortAndCombine of %q = %q, want %q", l, got, want)
		}
		var names []string
		for _, line := range l {
			names = append(names, line.Name)
		}
		if got, want := header.SortedLowercaseSet(names), sortedLowercaseSet(names); !slices.Equal(got, want) {
			t.Errorf("SortedLowercaseSet of %q = %q, want %q", names, got, want)
		}
		if !slices.Equal(l, before) {
			t.Errorf("the list was changed from %q to %q", before, l)
		}
		var appended, appendedAll, combined, combinedAll header.List
		for _, line := range l {
			appended.Append(line.Name, line.Value)
			combined.Combine(line.Name, line.Value)
		}
		appendedAll.AppendAll(l...)
		combinedAll.CombineAll(l...)
		if !slices.Equal(appendedAll, appended) {
			t.Errorf("AppendAll of %q = %q, want %q", l, appendedAll, appended)
		}
		if !slices.Equal(combinedAll, combined) {
			t.Errorf("CombineAll of %q = %q, want %q", l, combinedAll, combined)
		}
		deleted := l.Clone()
		deleted.Delete(name)
		if deleted.Contains(name) || len(deleted) != len(l)-l.Count(name) {
			t.Errorf("Delete(%q) from %q leaves %q", name, l, deleted)
		}
		set := l.Clone()
		set.Set(name, "v")
		if value, _ := get(set, name); value != "v" || set.Count(name) != 1 || len(set) != len(deleted)+1 {
			t.Errorf("Set(%q) in %q gives %q", name, l, set)
		}
		if header.ByteLowercase(name) != byteLowercase(name) {
			t.Errorf("ByteLowercase(%q) = %q", name, header.ByteLowercase(name))
		}
	})
}

// FuzzEqualFold compares strings of one length, since others never match.
func FuzzEqualFold(f *testing.F) {
	for _, s := range []string{"", "K", "k", "\u212a", "Pragma@", "pragma`", "[{", "Content-Type", "cONTENT-tYPE", "ÀCCESS-cONTROL", "àccess-Control", "Access-Control-Allow-Origin"} {
		f.Add(s, s, 0)
		f.Add(s, strings.ToUpper(s), len(s)-1)
		f.Add(s, strings.ToLower(s), len(s)/2)
	}
	f.Fuzz(func(t *testing.T, a, b string, at int) {
		if n := min(len(a), len(b)); n > 0 {
			a, b = a[:n], b[:n]
		}
		check := func(a, b string) {
			if got, want := header.EqualFold(a, b), byteLowercase(a) == byteLowercase(b); got != want {
				t.Errorf("EqualFold(%q, %q) = %v, want %v", a, b, got, want)
			}
		}
		check(a, b)
		check(a, byteLowercase(a))
		if 0 <= at && at < len(a) {
			// One byte that differs by what tells cases apart.
			other := []byte(byteLowercase(a))
			other[at] ^= 0x20
			check(a, string(other))
			other[at] ^= 0xA0
			check(a, string(other))
		}
	})
}
