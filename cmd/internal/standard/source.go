package standard

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// rooms are the folders whose source, with that of the folders below, is read beside the standards.
var rooms = []string{"origin", "safelist", "cache", "fetch"}

// Source is what the Go source says of the standards.
type Source struct {
	Functions []*Function
	Anchors   []Citation // every anchor in a doc comment; Step is ""
	Steps     []Citation
	Marks     []Mark
}

// Function is a function or method; or a type, a field, a constant or a variable, which may have an anchor too.
type Function struct {
	Package string // its folder, such as "fetch/header"
	Name    string // with the receiver's type, such as "List.Get"
	File    string
	Line    int
	End     int    // the line of its last brace
	URL     string // the anchor that its doc comment ends with; "" if it has none
	IsFunc  bool

	node     ast.Node
	doc      *ast.CommentGroup
	pos, end token.Pos
}

// String is the package, the name and the place.
func (f *Function) String() string {
	return fmt.Sprintf("%s.%s (%s:%d)", f.Package, f.Name, f.File, f.Line)
}

// inEngine reports whether the function follows the standard, rather than a browser or net/http.
func (f *Function) inEngine() bool {
	return f.Package != "fetch/nethttp" && f.Package != "fetch/profile"
}

// Citation is an anchor or a step that is cited at some place.
type Citation struct {
	URL   string
	Step  stepRange // zero for an anchor alone
	Words string    // what stands behind the step: what it does
	File  string
	Line  int
	// Func is the function that cites.
	Func *Function
	// Passed says that the code passes the step on as a string.
	Passed bool
	// Title is the text that ends with the title of another algorithm, whose step it is.
	Title string
}

// ErrNoSource says that the module's source is not at hand.
var ErrNoSource = errors.New("the source of " + modulePath + " is not at hand; run this inside a checkout of it")

const modulePath = "github.com/corsref/corsref"

// Checkout is where FindSource looks when dir is in no checkout. It is the folder that the program was built from, which a
// program built with -trimpath does not know.
var Checkout = builtFrom()

func builtFrom() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "..")
}

// FindSource reads the engine's source: that of the checkout around dir, or else that in [Checkout]. Without either, the
// error is [ErrNoSource].
func FindSource(dir string) (*Source, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for ; !isCheckout(dir); dir = filepath.Dir(dir) {
		if dir == filepath.Dir(dir) {
			if !isCheckout(Checkout) {
				return nil, ErrNoSource
			}
			return ReadSource(os.DirFS(Checkout))
		}
	}
	return ReadSource(os.DirFS(dir))
}

func isCheckout(dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	first, _, _ := strings.Cut(string(text), "\n")
	return err == nil && strings.TrimSpace(first) == "module "+modulePath
}

// ReadSource reads the Go source of the engine's rooms below root, tests left out.
func ReadSource(root fs.FS) (*Source, error) {
	src := new(Source)
	packages := make(map[string]*sourceReader)
	var order []*sourceReader
	for _, room := range rooms {
		err := fs.WalkDir(root, room, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.Name() == "testdata":
				return fs.SkipDir
			case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			dir := path.Dir(name)
			r := packages[dir]
			if r == nil {
				r = &sourceReader{src: src, dir: dir, fset: token.NewFileSet(), algorithms: make(map[string]string)}
				packages[dir], order = r, append(order, r)
			}
			file, err := parser.ParseFile(r.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
			r.files = append(r.files, file)
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	for _, r := range order {
		r.read()
	}
	if len(src.Functions) == 0 {
		return nil, errors.New("there is no Go source in " + strings.Join(rooms, ", "))
	}
	return src, nil
}

// sourceReader reads one package.
type sourceReader struct {
	src        *Source
	dir        string
	fset       *token.FileSet
	files      []*ast.File
	algorithms map[string]string // the addresses that constants stand for
}

func (r *sourceReader) read() {
	for _, file := range r.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				for i, value := range spec.Values {
					if s, ok := stringLiteral(value); ok && onlyURL.MatchString(s) {
						r.algorithms[spec.Names[i].Name] = s
						f := r.function(spec.Names[i].Name, spec, nil)
						r.src.Anchors = append(r.src.Anchors, Citation{URL: s, File: f.File, Line: f.Line, Func: f})
					}
				}
			}
			return true
		})
	}
	for _, file := range r.files {
		r.file(file)
	}
}

// file reads one file: what it declares, the comments and the steps that the code passes on.
func (r *sourceReader) file(file *ast.File) {
	owners := []*Function{r.function("package "+file.Name.Name, file, file.Doc)}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			f := r.function(funcName(d), d, d.Doc)
			f.Line, f.IsFunc = r.fset.Position(d.Name.Pos()).Line, true
			owners = append(owners, f)
		case *ast.GenDecl:
			owners = append(owners, r.declared(d)...)
		}
	}
	r.src.Functions = append(r.src.Functions, owners[1:]...)
	for _, group := range file.Comments {
		// The innermost owner is the last one that has the comment.
		owner := owners[0]
		for _, f := range owners[1:] {
			if f.pos <= group.Pos() && group.End() <= f.end {
				owner = f
			}
		}
		if group == owner.doc {
			r.doc(group, owner)
		} else {
			r.comment(group, owner)
		}
	}
	for _, f := range owners[1:] {
		if f.IsFunc {
			ast.Inspect(f.node, func(n ast.Node) bool { r.literal(n, f); return true })
		}
	}
}

// function describes what a node declares.
func (r *sourceReader) function(name string, n ast.Node, doc *ast.CommentGroup) *Function {
	start, end := r.fset.Position(n.Pos()), r.fset.Position(n.End())
	f := &Function{Package: r.dir, Name: name, File: start.Filename, Line: start.Line, End: end.Line, node: n, doc: doc}
	// A comment behind the last line belongs to it.
	f.pos, f.end = n.Pos(), r.fset.File(n.Pos()).LineStart(min(end.Line+1, r.fset.File(n.Pos()).LineCount()))
	if doc != nil {
		f.pos = min(f.pos, doc.Pos())
	}
	return f
}

// declared are the types, fields, constants and variables of a declaration.
func (r *sourceReader) declared(d *ast.GenDecl) (all []*Function) {
	docOf := func(doc *ast.CommentGroup) *ast.CommentGroup {
		if doc == nil && len(d.Specs) == 1 {
			return d.Doc
		}
		return doc
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.ValueSpec:
			all = append(all, r.function(s.Names[0].Name, s, docOf(s.Doc)))
		case *ast.TypeSpec:
			all = append(all, r.function(s.Name.Name, s, docOf(s.Doc)))
			if t, ok := s.Type.(*ast.StructType); ok {
				for _, field := range t.Fields.List {
					if len(field.Names) > 0 {
						all = append(all, r.function(s.Name.Name+"."+field.Names[0].Name, field, field.Doc))
					}
				}
			}
		}
	}
	return all
}

// funcName is a function's name with the type of its receiver.
func funcName(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if generic, ok := t.(*ast.IndexExpr); ok {
		t = generic.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "." + d.Name.Name
	}
	return d.Name.Name
}

// literal finds steps that are strings: behind the constant of their algorithm, or of the name Step.
func (r *sourceReader) literal(n ast.Node, f *Function) {
	var values []ast.Expr
	var names []ast.Expr // what the values are assigned to
	switch n := n.(type) {
	case *ast.CallExpr:
		values = n.Args
	case *ast.AssignStmt:
		names, values = n.Lhs, n.Rhs
	case *ast.CompositeLit:
		for _, element := range n.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				names, values = append(names, kv.Key), append(values, kv.Value)
			}
		}
	}
	algorithm := ""
	for i, value := range values {
		if id, ok := value.(*ast.Ident); ok && r.algorithms[id.Name] != "" {
			algorithm = r.algorithms[id.Name]
		}
		step, ok := stringLiteral(value)
		if !ok || stepNumber.FindString(step) != step || step == "" {
			continue
		}
		url := algorithm
		if url == "" && i < len(names) && nameOf(names[i]) == "Step" {
			url = f.URL
		}
		if url != "" {
			r.cite(Citation{URL: url, Step: stepRange{step, step}, Func: f, Passed: true}, r.fset.Position(value.Pos()).Line)
		}
	}
}

func (r *sourceReader) cite(c Citation, line int) {
	c.File, c.Line = c.Func.File, line
	r.src.Steps = append(r.src.Steps, c)
}

// nameOf is the name of a variable or a field.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func stringLiteral(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
