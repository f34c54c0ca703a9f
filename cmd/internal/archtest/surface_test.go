package archtest_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the exported surface to testdata/surface")

// TestSurface compares what each public package exports with a file in testdata/surface, so that every change shows in
// review.
func TestSurface(t *testing.T) {
	if testing.Short() {
		t.Skip("the surface is compared when all tests run: a change of it breaks nothing")
	}
	const folder = "testdata/surface"
	known := make(map[string]bool)
	for dir, files := range moduleFiles(t) {
		if strings.HasPrefix(dir, "cmd/") || strings.Contains(dir, "internal") {
			continue
		}
		file := filepath.Join(folder, strings.ReplaceAll(dir, "/", ".")+".txt")
		known[file] = true
		got := surface(t, files)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("package %s exports something else than %s says; go test ./cmd/internal/archtest -update writes it (-file +now):\n%s", dir, file, diff)
		}
	}
	recorded, err := filepath.Glob(folder + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range recorded {
		if !known[file] {
			t.Errorf("%s is about no public package: delete it", file)
		}
	}
}

// blankLines are what is left of comments.
var blankLines = regexp.MustCompile(`\n(\s*\n)+`)

// surface returns the exported declarations of a package's files, in the order of their text.
func surface(t *testing.T, files []string) string {
	t.Helper()
	var decls []string
	for _, file := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join(root, file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.FileExports(f)
		for _, decl := range f.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				decl.Body = nil
			case *ast.GenDecl:
				if decl.Tok == token.IMPORT {
					continue
				}
			}
			var b bytes.Buffer
			if err := format.Node(&b, fset, decl); err != nil {
				t.Fatal(err)
			}
			decls = append(decls, blankLines.ReplaceAllString(b.String(), "\n"))
		}
	}
	slices.Sort(decls)
	return strings.Join(decls, "\n") + "\n"
}
