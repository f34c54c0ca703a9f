package standard

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// root is the module's root.
var root = os.DirFS("../../..")

// source is the engine's, which every test reads and none changes.
var source = sync.OnceValues(func() (*Source, error) { return ReadSource(root) })

func readSource(t *testing.T) *Source {
	t.Helper()
	src, err := source()
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// TestLinks checks every anchor and step that the Go source cites against the pinned index.
func TestLinks(t *testing.T) {
	src := readSource(t)
	for _, fault := range checkLinks(src, Pinned()) {
		t.Error(fault)
	}
	if len(src.Steps) < 800 || len(src.Anchors) < 250 {
		t.Errorf("only %d steps and %d anchors were found: does the reader still see them?", len(src.Steps), len(src.Anchors))
	}
}

// sourceWith is the engine's source with a piece of one file replaced, and the line where it stands.
func sourceWith(t *testing.T, file, old, new string) (*Source, int) {
	t.Helper()
	files := make(fstest.MapFS)
	names, err := fs.Glob(root, path.Dir(file)+"/*.go") // the package alone, which is soon read
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	text := string(files[file].Data)
	if strings.Count(text, old) != 1 {
		t.Fatalf("%s has %q %d times, want once", file, old, strings.Count(text, old))
	}
	files[file].Data = []byte(strings.Replace(text, old, new, 1))
	src, err := ReadSource(files)
	if err != nil {
		t.Fatal(err)
	}
	return src, strings.Count(text[:strings.Index(text, old)], "\n") + 1
}

// TestLinkFaults makes one citation wrong at a time: the fault is told with file and line.
func TestLinkFaults(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new, msg string
	}{
		{"a step comment", "fetch/redirectfetch.go", "// 18: the", "// 38: the", "HTTP-redirect fetch (#concept-http-redirect-fetch) has no step 38"},
		{"a step passed on", "fetch/corscheck.go", `o.decide(algoCORSCheck, "7", `, `o.decide(algoCORSCheck, "17", `, "CORS check (#concept-cors-check) has no step 17"},
		{"a branch", "fetch/mainfetch.go", `f.decide(algoMainFetch, "12/mode-no-cors", `, `f.decide(algoMainFetch, "12/mode-cors", `, "main fetch (#concept-main-fetch) has no step 12/mode-cors"},
		{"a step of another algorithm", "fetch/network.go", "// HTTP-network fetch, 17", "// HTTP-network fetch, 97", "HTTP-network fetch (#concept-http-network-fetch) has no step 97"},
		{"a range", "fetch/header/extract.go", "// 3–5: the", "// 3–9: the", "extract header list values (#extract-header-list-values) has no step 9"},
		{"an anchor", "safelist/forbidden.go", "#forbidden-response-header-name", "#forbidden-header-name", "no anchor https://fetch.spec.whatwg.org/#forbidden-header-name in the index"},
		{"a standard", "safelist/forbidden.go", "https://fetch.spec.whatwg.org/#forbidden-response-header-name", "https://fetch.example/#a", "no standard of the index has https://fetch.example/#a; pin or exempt it"},
		{"no anchor", "fetch/taocheck.go", "\n//\n// https://fetch.spec.whatwg.org/#concept-tao-check\n", "\n", "step 2 is cited, but the doc comment of TAOCheck does not end with the anchor of an algorithm"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, line := sourceWith(t, c.file, c.old, c.new)
			faults := checkLinks(src, Pinned())
			if c.name == "no anchor" {
				line = faults[0].Line // that of the first step in it
			}
			if len(faults) == 0 || faults[0].File != c.file || faults[0].Line != line || faults[0].Msg != c.msg {
				t.Errorf("got %v, want %s:%d: %s", faults, c.file, line, c.msg)
			}
		})
	}
}

// TestIndexWithoutAStep takes a step out of the index: what cites it is told with file and line.
func TestIndexWithoutAStep(t *testing.T) {
	x, err := ParseIndex(PinnedFile, standardsIndex)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := x.Find("https://fetch.spec.whatwg.org/#concept-cors-check")
	e.Steps = slices.DeleteFunc(e.Steps, func(s Step) bool { return s.Number == "7" })
	faults := checkLinks(readSource(t), x)
	if len(faults) == 0 {
		t.Fatal("nothing is told")
	}
	for _, f := range faults {
		if f.File != "fetch/corscheck.go" || f.Line == 0 || f.Msg != "CORS check (#concept-cors-check) has no step 7" {
			t.Errorf("got %v, want only citations of step 7", f)
		}
	}
}

// checkLinks returns what the source cites that the index does not have, in the order of the source.
func checkLinks(src *Source, x *Index) []*FileError {
	var faults []*FileError
	fault := func(c Citation, format string, args ...any) {
		faults = append(faults, &FileError{File: c.File, Line: c.Line, Msg: fmt.Sprintf(format, args...)})
	}
	for _, c := range src.Anchors {
		switch e, s := x.Find(c.URL); {
		case s == nil:
			fault(c, "no standard of the index has %s; pin or exempt it", c.URL)
		case e == nil && s.Exempt == "":
			fault(c, "no anchor %s in the index", c.URL)
		}
	}
	for _, c := range src.Steps {
		e := c.entry(x)
		if e == nil {
			// A number behind a comma may have no algorithm's title before it.
			if _, s := x.Find(c.URL); c.Title == "" && (s == nil || s.Exempt == "") {
				fault(c, "step %s is cited, but the doc comment of %s does not end with the anchor of an algorithm", c.Step.from, c.Func.Name)
			}
		} else if _, missing := c.Step.steps(e); missing != "" {
			fault(c, "%s (#%s) has no step %s", e.Title, e.Anchor, missing)
		}
	}
	return faults
}

// TestWords holds that every step which the engine decides at, or fails at, says in the code what it does.
func TestWords(t *testing.T) {
	src := readSource(t)
	for _, c := range src.Steps {
		e := c.entry(Pinned())
		if e == nil || !c.Passed || !c.Func.inEngine() {
			continue
		}
		words := src.Words(Pinned(), e)
		if words[c.Step.from] == "" {
			t.Errorf("%s:%d: no comment says what step %s of %s does; write // %s: and a few words", c.File, c.Line, c.Step.from, e.Title, c.Step.from)
		}
	}
}
