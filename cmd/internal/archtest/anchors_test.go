package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// address is what ends the doc comment of a definition of a standard.
var address = regexp.MustCompile(`^https://\S+#\S+$`)

// TestAnchors checks that the doc comment of every exported function and method
// of the engine packages ends with the address of the definition it implements,
// unless its doc comment has none because it is no such definition.
func TestAnchors(t *testing.T) {
	seen := make(map[string]bool)
	for dir, files := range moduleFiles(t) {
		if room, _ := roomOf(dir); !engine[room] {
			continue
		}
		for _, file := range files {
			file = filepath.Join(root, file)
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range f.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok || !fn.Name.IsExported() || !ofExportedType(fn) {
					continue
				}
				doc := strings.TrimSpace(fn.Doc.Text())
				if doc == "" {
					t.Errorf("%s: %s has no doc comment", fset.Position(fn.Pos()), fn.Name)
					continue
				}
				lines := strings.Split(doc, "\n")
				last := lines[len(lines)-1]
				name := strings.TrimPrefix(receiverName(fn)+"."+fn.Name.Name, ".")
				name = f.Name.Name + "." + name
				exempt := notOfTheStandard[name] || fn.Recv != nil && conventional[fn.Name.Name]
				seen[name] = true
				switch isAddress := address.MatchString(last); {
				case isAddress && notOfTheStandard[name]:
					t.Errorf("%s: the doc comment of %s ends with an address; take it off the list of those that do not", fset.Position(fn.Pos()), name)
				case !isAddress && !exempt:
					t.Errorf("%s: the doc comment of %s does not end with the address of what it implements; if it is no definition of a standard, list it", fset.Position(fn.Pos()), name)
				}
			}
		}
	}
	for name := range notOfTheStandard {
		if !seen[name] {
			t.Errorf("%s is on the list, and is no exported function", name)
		}
	}
}

// moduleFiles returns the module's Go files by folder, without tests.
func moduleFiles(t *testing.T) map[string][]string {
	t.Helper()
	files, err := goFiles(os.DirFS(root), false)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// ofExportedType reports whether fn is a function, or a method of an exported type.
func ofExportedType(fn *ast.FuncDecl) bool {
	receiver := receiverName(fn)
	return receiver == "" || ast.IsExported(receiver)
}

// receiverName is the name of fn's receiver type; "" for a function.
func receiverName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if generic, ok := typ.(*ast.IndexExpr); ok {
		typ = generic.X
	}
	name, _ := typ.(*ast.Ident)
	return name.Name
}

// TestCommentMarks checks that no other marks than the four of the house are used.
func TestCommentMarks(t *testing.T) {
	others := regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X|HACK|NOTE|BUG)\b`)
	for _, files := range moduleFiles(t) {
		for _, file := range files {
			file = filepath.Join(root, file)
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, group := range f.Comments {
				for _, c := range group.List {
					if mark := others.FindString(c.Text); mark != "" {
						t.Errorf("%s: the mark %s is not one of the house's", fset.Position(c.Pos()), mark)
					}
				}
			}
		}
	}
}
