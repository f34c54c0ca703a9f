package standard

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTested holds the scope to what it says of pure functions: the tests named exist, and they and the suite run every
// statement of each function that implements the algorithm.
func TestTested(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine once more and runs some of its tests, to see which statements they reach")
	}
	src, tests := readSource(t), make(map[string]string)
	counts := statementCounts(t)
	for _, s := range TheScope().Algorithms {
		e, _ := Pinned().Find(s.URL)
		for _, d := range s.Dispositions {
			if d.Kind != Tested {
				continue
			}
			dir, names := testNames(d)
			if tests[dir] == "" {
				tests[dir] = testSource(t, dir)
			}
			for _, name := range names {
				if !strings.Contains(tests[dir], "\nfunc "+name+"(t *testing.T)") {
					t.Errorf("%s:%d: there is no test %s in %s", ScopeFile, d.Line, name, dir)
				}
			}
			for _, f := range testedFunctions(src, e, d) {
				if line := counts.never(f); f.IsFunc && line > 0 {
					t.Errorf("%s:%d: no test runs this statement of %s, which %s:%d says %s covers", f.File, line, f.Name, ScopeFile, d.Line, d.Test)
				}
			}
		}
	}
}

// testNames is the package and the tests of "fetch/header.TestA+TestB".
func testNames(d *Disposition) (dir string, names []string) {
	dot := strings.LastIndexByte(d.Test, '.')
	return d.Test[:dot], strings.Split(d.Test[dot+1:], "+")
}

// testedFunctions are those that implement an algorithm, or that cite the steps which something is said of.
func testedFunctions(src *Source, e *Entry, d *Disposition) []*Function {
	if d.Steps == nil {
		return src.Implementing(e)
	}
	var functions []*Function
	for _, c := range src.Steps {
		if c.entry(Pinned()) != e {
			continue
		}
		cited, _ := c.Step.steps(e)
		for _, r := range d.Steps {
			said, _ := r.steps(e)
			if slices.ContainsFunc(said, func(step string) bool { return slices.Contains(cited, step) }) {
				functions = append(functions, c.Func)
			}
		}
	}
	return functions
}

// testSource is the text of a package's tests.
func testSource(t *testing.T, dir string) string {
	files, err := fs.Glob(root, dir+"/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, file := range files {
		text, err := fs.ReadFile(root, file)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

// block is a run of statements of a file.
type block struct{ start, end int }

// statements says how often the statements of each file ran.
type statements map[string]map[block]int

// never is the line of the first statements of f that did not run, 0 when all did.
func (s statements) never(f *Function) int {
	line := 0
	for b, n := range s[f.File] {
		if f.Line <= b.start && b.end <= f.End && n == 0 && (line == 0 || b.start < line) {
			line = b.start
		}
	}
	return line
}

// statementCounts runs the tests of the engine's packages and the suite.
func statementCounts(t *testing.T) statements {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "profile")
	var packages []string
	for _, f := range readSource(t).Functions {
		if dir := "./" + f.Package; f.inEngine() && !slices.Contains(packages, dir) {
			packages = append(packages, dir)
		}
	}
	names := []string{"TestSuite", "TestUnits"}
	for _, s := range TheScope().Algorithms {
		for _, d := range s.Dispositions {
			if d.Kind == Tested {
				_, tests := testNames(d)
				names = append(names, tests...)
			}
		}
	}
	args := []string{"test", "-short", "-run=^(" + strings.Join(sorted(names), "|") + ")$", "-coverpkg=" + strings.Join(packages, ","), "-coverprofile=" + profile}
	cmd := exec.Command("go", append(append(args, packages...), "./conformance/suite")...)
	cmd.Dir = "../../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	text, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	counts := make(statements)
	for line := range bytes.Lines(text) {
		file, rest, ok := strings.Cut(string(line), ".go:")
		var b block
		var column, statements, n int
		if _, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &b.start, &column, &b.end, &column, &statements, &n); !ok || err != nil {
			continue // the mode
		}
		file = strings.TrimPrefix(file, modulePath+"/") + ".go"
		if counts[file] == nil {
			counts[file] = make(map[block]int)
		}
		counts[file][b] += n
	}
	if len(counts) == 0 {
		t.Fatal("the profile is empty")
	}
	return counts
}
