package archtest_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	module = "github.com/corsref/corsref"
	root   = "../../.."
)

// floors has the rooms from the bottom up. A room imports only rooms of lower floors; rooms on one floor do not import
// one another.
var floors = [][]string{
	{"origin"},
	{"origin/psl"},
	{"fetch/header"},
	{"safelist"},
	{"cache"},
	{"fetch/internal"},
	{"fetch"},
	{"fetch/initiator", "fetch/cookie", "fetch/profile"},
	{"fetch/nethttp"},
	{"conformance/internal/decode", "conformance/serverconfig"},
	{"conformance"},
	{"conformance/suite", "conformance/capture", "conformance/differential"},
	{"conformance/remedy"},
	{"conformance/story"},
	{"conformance/live"},
	{"conformance/audit"},
	{"conformance/servertest"},
	{"cmd/internal"},
	{"cmd"},
}

// planned are the rooms that have a floor but need not exist yet.
var planned = words("fetch/internal fetch/initiator fetch/cookie conformance/serverconfig conformance/remedy conformance/audit")

// open are the rooms that may have folders, which belong to the same room. A folder of any other room is a room.
var open = []string{"fetch/internal", "cmd/internal", "cmd"}

// engine are the rooms that perform no I/O and have no clock and no randomness.
var engine = words("origin fetch/header safelist cache fetch/internal fetch fetch/initiator fetch/cookie fetch/profile")

// impure are the packages that a room of the engine does not import.
var impure = words("net net/http net/url os log log/slog math/rand math/rand/v2 crypto/rand golang.org/x/net/publicsuffix")

// dependencies are the packages of other modules that the rooms outside conformance and cmd may import: they come into the
// go.sum of whoever embeds the engine.
var dependencies = map[string]map[string]bool{
	"origin":     words("golang.org/x/net/idna"),
	"origin/psl": words("golang.org/x/net/publicsuffix"),
}

// roomOf returns the room of a folder and its floor; "" and −1 when it has none.
func roomOf(dir string) (room string, floor int) {
	for i, rooms := range floors {
		if slices.Contains(rooms, dir) {
			return dir, i
		}
	}
	for _, room := range open {
		if strings.HasPrefix(dir, room+"/") {
			return roomOf(room)
		}
	}
	return "", -1
}

// goFiles returns the Go files of the module by folder, without those of nested modules.
func goFiles(tree fs.FS, tests bool) (map[string][]string, error) {
	files := make(map[string][]string)
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if _, err := fs.Stat(tree, p+"/go.mod"); err == nil && p != "." {
				return fs.SkipDir
			}
			if name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && p != "." {
				return fs.SkipDir
			}
		} else if strings.HasSuffix(name, ".go") && strings.HasSuffix(name, "_test.go") == tests {
			files[path.Dir(p)] = append(files[path.Dir(p)], p)
		}
		return nil
	})
	return files, err
}

// imports returns what a Go file imports.
func imports(tree fs.FS, file string) ([]string, error) {
	src, err := fs.ReadFile(tree, file)
	if err != nil {
		return nil, err
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		list = append(list, imported)
	}
	return list, nil
}

// floorFaults returns a sentence for each import that a room may not make, and for each folder that is in no room.
func floorFaults(tree fs.FS) (faults []string, err error) {
	files, err := goFiles(tree, false)
	if err != nil {
		return nil, err
	}
	for dir, files := range files {
		room, floor := roomOf(dir)
		if room == "" {
			faults = append(faults, fmt.Sprintf("%s is in no room: give it a floor", dir))
			continue
		}
		for _, file := range files {
			list, err := imports(tree, file)
			if err != nil {
				return nil, err
			}
			for _, imported := range list {
				if fault := importFault(room, floor, imported); fault != "" {
					faults = append(faults, file+": "+fault)
				}
			}
		}
	}
	slices.Sort(faults)
	return faults, nil
}

// importFault says why a room may not import a package; "" when it may.
func importFault(room string, floor int, imported string) string {
	embedded := !strings.HasPrefix(room, "conformance") && !strings.HasPrefix(room, "cmd")
	switch dir, ours := strings.CutPrefix(imported, module+"/"); {
	case ours:
		other, otherFloor := roomOf(dir)
		switch {
		case other == "":
			return fmt.Sprintf("room %s imports %s, which is in no room", room, dir)
		case otherFloor > floor:
			return fmt.Sprintf("room %s imports room %s, which is above it", room, other)
		case otherFloor == floor && other != room:
			return fmt.Sprintf("room %s imports room %s, which is on the same floor", room, other)
		}
	case engine[room] && impure[imported]:
		return fmt.Sprintf("room %s imports %s, but performs no I/O", room, imported)
	case embedded && strings.Contains(imported, ".") && !dependencies[room][imported]:
		return fmt.Sprintf("room %s imports %s, which is not one of its dependencies", room, imported)
	}
	return ""
}

func TestFloors(t *testing.T) {
	faults, err := floorFaults(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

// TestPlantedImport plants one import in a small tree: the fault names both rooms.
func TestPlantedImport(t *testing.T) {
	for _, tc := range []struct {
		name, file, imported, want string
	}{
		{"a room above", "safelist/x.go", module + "/fetch", "safelist/x.go: room safelist imports room fetch, which is above it"},
		{"story and servertest", "conformance/story/x.go", module + "/conformance/servertest", "conformance/story/x.go: room conformance/story imports room conformance/servertest, which is above it"},
		{"a floor for two", "fetch/profile/x.go", module + "/fetch/cookie", "fetch/profile/x.go: room fetch/profile imports room fetch/cookie, which is on the same floor"},
		{"a room below", "fetch/x.go", module + "/safelist", ""},
		{"within a room", "cmd/internal/browser/x.go", module + "/cmd/internal/loopback", ""},
		{"a folder of a room", "cmd/internal/browser/x.go", module + "/cmd/corsref", "cmd/internal/browser/x.go: room cmd/internal imports room cmd, which is above it"},
		{"a new folder", "conformance/new/x.go", "fmt", "conformance/new is in no room: give it a floor"},
		{"a package of a new folder", "cmd/corsref/x.go", module + "/conformance/new", "cmd/corsref/x.go: room cmd imports conformance/new, which is in no room"},
		{"I/O in the engine", "cache/x.go", "os", "cache/x.go: room cache imports os, but performs no I/O"},
		{"I/O beside the engine", "fetch/nethttp/x.go", "net/http", ""},
		{"a dependency", "origin/x.go", "golang.org/x/net/idna", ""},
		{"a dependency of another room", "fetch/x.go", "golang.org/x/net/idna", "fetch/x.go: room fetch imports golang.org/x/net/idna, which is not one of its dependencies"},
		{"a test", "safelist/x_test.go", module + "/fetch", ""},
		{"a nested module", "conformance/servertest/realservers/x.go", module + "/cmd/corsref", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			faults, err := floorFaults(fstest.MapFS{
				tc.file: {Data: []byte("package x\n\nimport _ \"" + tc.imported + "\"\n")},
				"conformance/servertest/realservers/go.mod": {Data: []byte("module realservers\n")},
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(faults, "\n"); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestEveryRoomExists fails when a room is renamed and the table is not.
func TestEveryRoomExists(t *testing.T) {
	found := make(map[string]bool)
	for dir := range moduleFiles(t) {
		room, _ := roomOf(dir)
		found[room] = true
	}
	for _, room := range slices.Concat(floors...) {
		if !found[room] && !planned[room] {
			t.Errorf("room %s has a floor, but no Go file", room)
		}
	}
}

// TestTopLevel lists what the top of the tree may hold.
func TestTopLevel(t *testing.T) {
	allowed := words("go.mod go.sum fetch origin safelist cache conformance cmd SPEC_NOTES.md README.md LICENSE")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !allowed[e.Name()] {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
