package archtest_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// kinds are the kinds of test that have files of their own: x_fuzz_test.go, where x.go is a file or x the package, or
// fuzz_test.go for the package.
var kinds = words("adversarial alloc bench example export fault fuzz invariant large limits twin")

// subjects are what else a test file may be about, since no one file holds it.
var subjects = words(`
	cmd/corsref/check_bulk cmd/corsref/engine_node cmd/corsref/readme cmd/corsref/transcript
	cmd/internal/adapter/fake cmd/internal/adapter/readme cmd/internal/loopback/nethttp cmd/internal/loopback/nethttp_limits
	cmd/internal/loopback/names_fuzz cmd/internal/loopback/nethttp_fuzz
	cmd/internal/standard/compare cmd/internal/standard/links_fault cmd/internal/standard/notes_wpt
	cmd/internal/standard/scope cmd/internal/standard/tested
	conformance/differential/invariant conformance/differential/monotone conformance/live/servers
	fetch/concurrent fetch/nethttp/net fetch/nethttp/wire fetch/nethttp/cookies
	fetch/header/data origin/table origin/wpt safelist/data
`)

// misnamed are files that wait for a name.
var misnamed = words(`
	conformance/decode conformance/robust conformance/suite/known_fuzz
	cmd/corsref/request_fuzz cmd/internal/loopback/head_fuzz cmd/internal/recorded/insert_fuzz
`)

// nameFaults returns a sentence for each test file that is not named after what it tests. Folders that hold nothing but
// tests name them freely.
func nameFaults(tree fs.FS) (faults []string, err error) {
	sources, err := goFiles(tree, false)
	if err != nil {
		return nil, err
	}
	tests, err := goFiles(tree, true)
	if err != nil {
		return nil, err
	}
	for dir, files := range tests {
		isSource := func(name string) bool { return slices.Contains(sources[dir], path.Join(dir, name+".go")) }
		if slices.ContainsFunc(sources[dir], func(file string) bool { return path.Base(file) != "doc.go" }) {
			for _, file := range files {
				name := strings.TrimSuffix(path.Base(file), "_test.go")
				subject, kind := name, ""
				if i := strings.LastIndexByte(name, '_'); i >= 0 {
					subject, kind = name[:i], name[i+1:]
				}
				ok := isSource(name) || kinds[name] || name == path.Base(dir) || (isSource(subject) || subject == path.Base(dir)) && kinds[kind]
				if full := path.Join(dir, name); !ok && !subjects[full] && !misnamed[full] {
					faults = append(faults, file+" is not named after what it tests: there is no "+subject+".go")
				}
			}
		}
	}
	slices.Sort(faults)
	return faults, nil
}

func TestNames(t *testing.T) {
	if testing.Short() {
		t.Skip("names are checked when all tests run: a wrong one breaks nothing")
	}
	faults, err := nameFaults(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

func TestPlantedNames(t *testing.T) {
	for name, want := range map[string]string{
		"cache/entry_test.go":      "",
		"cache/entry_fuzz_test.go": "",
		"cache/fuzz_test.go":       "",
		"cache/cache_test.go":      "",
		"cache/unseen_test.go":     "cache/unseen_test.go is not named after what it tests: there is no unseen.go",
		"cache/pure_fuzz_test.go":  "cache/pure_fuzz_test.go is not named after what it tests: there is no pure.go",
		"cache/fuzz_entry_test.go": "cache/fuzz_entry_test.go is not named after what it tests: there is no fuzz.go",
		"tests/anything_test.go":   "",
	} {
		faults, err := nameFaults(fstest.MapFS{"cache/entry.go": {}, "tests/doc.go": {}, name: {}})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(faults, "\n"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}
