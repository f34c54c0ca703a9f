package standard

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzIndex reads anything as an index file; what was read is written, and read again the same.
func FuzzIndex(f *testing.F) {
	f.Add("standard https://a/ b.bs\nentry x - the title\nalias y\n1 do -\n1.1 if 00000001:00000000000000010000000000000001\nexempt https://b/ why")
	f.Add("standard https://a/ b.bs\nentry x - the title\nalias y\f")
	f.Add(indexHeader + "\nstandard a  b\nentry  -\nentry x 0:0")
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ParseIndex("x.index", []byte(text))
		if err != nil {
			if _, ok := err.(*FileError); !ok {
				t.Errorf("%T: %v", err, err)
			}
			return
		}
		checkIndexFile(t, x)
	})
}

// checkIndexFile writes an index and reads it again.
func checkIndexFile(t *testing.T, x *Index) {
	t.Helper()
	file := x.AppendIndex(nil)
	again, err := ParseIndex("again.index", file)
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	if diff := cmp.Diff(x, again); diff != "" || !IsIndex(file) {
		t.Errorf("-first +again\n%s\n%s", diff, file)
	}
}

// FuzzStandard reads anything as a standard's source: the same index twice, which goes through an index file.
func FuzzStandard(f *testing.F) {
	for _, name := range []string{"whatwg", "w3c"} {
		data, err := os.ReadFile("testdata/" + name + ".bs")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
		for paragraph := range strings.SplitSeq(string(data), "\n\n") {
			f.Add(paragraph)
			f.Add("\nGroup: WHATWG\n" + paragraph)
		}
	}
	f.Add(`<h3 dfn id="white space">Title</h3><ol><li>Return.</ol>`)
	f.Fuzz(func(t *testing.T, text string) {
		first, err := ParseStandard("https://standard.example/", "standard.bs", []byte(text))
		if err != nil {
			t.Skip("no HTML")
		}
		second, err := ParseStandard("https://standard.example/", "standard.bs", []byte(text))
		if diff := cmp.Diff(first, second); err != nil || diff != "" {
			t.Fatalf("read again: %v\n%s", err, diff)
		}
		checkIndexFile(t, &Index{Standards: []*Standard{first}})
	})
}

// FuzzPrint checks that prints are read as they are written, and that a text is like itself.
func FuzzPrint(f *testing.F) {
	f.Add("If the response is a network error, then return it.", "-")
	f.Add("", "0:0")
	f.Fuzz(func(t *testing.T, a, b string) {
		p, q := PrintOf(a), PrintOf(b)
		if again, err := parsePrint(p.String()); err != nil || again != p || p.Distance(p) != 0 || p.IsZero() != (a == "") {
			t.Errorf("%q: %v is read as %v, %v", a, p, again, err)
		}
		if p.Distance(q) != q.Distance(p) || p.Like(q) != (p.Distance(q) <= 46) || a == b && p != q {
			t.Errorf("%q and %q: %d, %d", a, b, p.Distance(q), q.Distance(p))
		}
		if r, err := parsePrint(b); err == nil && !strings.EqualFold(r.String(), b) && b != "00000000:00000000000000000000000000000000" {
			t.Errorf("%q is read as %v", b, r)
		}
	})
}
