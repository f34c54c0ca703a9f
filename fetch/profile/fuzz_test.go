package profile

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// FuzzSets checks of what browsers read by rules of their own that it is what the standard says where nothing is odd: one
// line of a plain number, one line of an ASCII URL; and that the names of a preflight are names of the request.
func FuzzSets(f *testing.F) {
	f.Add("600", "https://api.example/x?y#z", "X-A:1\nRange:bytes=0-\nAccept:\"", "f")
	f.Add("-1", "", "Authorization:x\nx-a:1\nX-A:2", "")
	f.Add("18446744073709551616", "//é", "Accept:"+strings.Repeat("a", 1025), "f")
	f.Add("+8", "https://[", "", "")
	f.Add("+0", "http://[", "DPR:1\nSave-Data:on\nContent-Type:text/plain,a/b", "f")
	base, err := origin.ParseURL("https://app.example/a/b")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, maxAge, location, request, fragment string) {
		var lines header.List
		var names []string
		for line := range strings.SplitSeq(request, "\n") {
			name, value, _ := strings.Cut(line, ":")
			lines, names = append(lines, header.Line{Name: name, Value: value}), append(names, header.ByteLowercase(name))
		}
		maxAge = strings.Trim(maxAge, " \t") // as HTTP parsers do
		for _, set := range Sets() {
			r := set.rules()
			read := func(value string) (seconds uint64, result header.Extraction, storesNothing bool) {
				rewritten, storesNothing := r.maxAge.rewrite(header.List{{Name: "access-control-max-age", Value: value}})
				seconds, result = rewritten.ExtractDeltaSeconds("Access-Control-Max-Age")
				if result != header.Values {
					seconds = 5
				}
				return seconds, result, storesNothing
			}
			want, result := header.List{{Name: "A", Value: maxAge}}.ExtractDeltaSeconds("A")
			seconds, _, storesNothing := read(maxAge)
			stores := !storesNothing
			if result != header.Values {
				want = 5
			}
			most, _, _ := read("9223372036854775807")
			// Some read a sign, which the standard does not know.
			signed, _ := header.List{{Name: "A", Value: strings.TrimPrefix(maxAge, "+")}}.ExtractDeltaSeconds("A")
			if stores && seconds > max(5, min(max(want, signed), most)) || result == header.Values && 0 < want && want <= most && (!stores || seconds != want) {
				t.Errorf("%s: a max-age of %q is %d seconds, stored %t", set.Name, maxAge, seconds, stores)
			}
			res := fetch.Response{Status: 307, Headers: header.List{{Name: "location", Value: location}}}
			if wantURL, want := fetch.LocationURL(res, base, fragment, true); location != "" && !strings.ContainsFunc(location, func(r rune) bool { return r > '~' }) {
				read := fetch.Response{Status: res.Status, Headers: r.location.lines(res.Headers)}
				if got, result := fetch.LocationURL(read, base, fragment, true); result != want || got != wantURL {
					t.Errorf("%s: the location %q is %q, %v, want %q, %v", set.Name, location, got, result, wantURL, want)
				}
			}
			unsafe := r.names.unsafe([]string{"Z", "A"}, lines)
			if !slices.Equal(unsafe[:2], []string{"Z", "A"}) || !slices.IsSorted(unsafe[2:]) {
				t.Fatalf("%s: %q for %q", set.Name, unsafe, lines)
			}
			for _, name := range unsafe[2:] {
				if !slices.Contains(names, name) {
					t.Errorf("%s: %q is no name of %q", set.Name, name, lines)
				}
			}
			for _, name := range names {
				if strings.HasPrefix(name, "x-") && !slices.Contains(unsafe[2:], name) {
					t.Errorf("%s: %q of %q is safelisted", set.Name, name, lines)
				}
			}
		}
	})
}
