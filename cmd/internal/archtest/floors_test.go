package archtest_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/corsref/corsref"
	root   = "../../.."
)

// floors are the rooms from the bottom up: a room imports only rooms of lower
// floors. A package belongs to the room with the longest path that it is in.
var floors = []struct {
	room string
	// pure says that the room performs no I/O and has no clock and no randomness.
	pure bool
	// may names the packages from outside the standard library.
	may []string
}{
	{"origin", true, []string{"golang.org/x/net/idna"}},
	{"origin/psl", false, []string{"golang.org/x/net/publicsuffix"}},
	{"fetch/header", true, nil},
	{"safelist", true, nil},
	{"cache", true, nil},
	{"fetch", true, nil},
	{"fetch/profile", true, nil},
	{"fetch/nethttp", false, nil},
	{"conformance/internal/decode", false, []string{
		"github.com/go-json-experiment/json/jsontext", "github.com/goccy/go-yaml/scanner", "github.com/goccy/go-yaml/token",
	}},
	{"conformance", false, nil},
	{"cmd", false, nil},
}

// impure are the packages that a pure room never imports directly.
var impure = []string{
	"net", "net/http", "net/url", "os", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand",
	"golang.org/x/net/publicsuffix",
}

// restricted are the rooms whose imports from outside the standard library are
// listed above: the ones that an embedder's go.sum gets.
func restricted(room string) bool {
	return room != "conformance" && room != "cmd"
}

func roomOf(dir string) int {
	best := -1
	for i, f := range floors {
		if (dir == f.room || strings.HasPrefix(dir, f.room+"/")) && (best < 0 || len(f.room) > len(floors[best].room)) {
			best = i
		}
	}
	return best
}

// goFiles returns the module's Go files below root, tests left out, by directory.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	files := make(map[string][]string)
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(p, "go.mod")); err == nil && rel != "." {
				return filepath.SkipDir // a nested module
			}
			if name := d.Name(); name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && rel != "." {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") {
			dir := path.Dir(rel)
			files[dir] = append(files[dir], p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFloors(t *testing.T) {
	for dir, files := range goFiles(t) {
		at := roomOf(dir)
		if at < 0 {
			t.Errorf("%s is in no room", dir)
			continue
		}
		here := floors[at]
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range f.Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				switch ours, isOurs := strings.CutPrefix(imported, module+"/"); {
				case isOurs:
					if other := roomOf(ours); other > at {
						t.Errorf("%s imports %s: room %s is above room %s", file, imported, floors[other].room, here.room)
					}
				case here.pure && slices.Contains(impure, imported):
					t.Errorf("%s imports %s: room %s performs no I/O", file, imported, here.room)
				case restricted(here.room) && strings.Contains(imported, ".") && !slices.Contains(here.may, imported):
					t.Errorf("%s imports %s: room %s depends on nothing but %q", file, imported, here.room, here.may)
				}
			}
		}
	}
}

// TestFloorsSeeEveryRoom fails when a room is renamed and the table is not.
func TestFloorsSeeEveryRoom(t *testing.T) {
	files := goFiles(t)
	for _, f := range floors {
		found := false
		for dir := range files {
			found = found || roomOf(dir) >= 0 && floors[roomOf(dir)].room == f.room
		}
		if !found && f.room != "fetch/profile" {
			t.Errorf("no Go file is in room %s", f.room)
		}
	}
}

// TestTopLevel lists what the top of the tree may hold.
func TestTopLevel(t *testing.T) {
	allowed := []string{"go.mod", "go.sum", "fetch", "origin", "safelist", "cache", "conformance", "cmd", "SPEC_NOTES.md", "README.md", "LICENSE"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
