package standard

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// EnginePackages are the directories whose source is checked against the standards.
var EnginePackages = []string{"origin", "fetch/header", "safelist", "cache", "fetch"}

// Source is what the Go source says of the standards.
type Source struct {
	Functions []*Function
	Anchors   []Citation // every anchor in a doc comment; Step is ""
	Steps     []Citation
	Marks     []Mark
}

// Function is a function or method, or a type, constant or variable with an anchor.
type Function struct {
	Package string // its directory, such as "fetch/header"
	Name    string // with the receiver's type, such as "List.Get"
	File    string
	Line    int
	End     int    // the line of its last brace
	URL     string // the anchor that its doc comment ends with; "" if it has none
	IsFunc  bool
	Traced  []Traced // the decisions that it tells a trace
}

// Traced is a call that tells a trace of a decision.
type Traced struct{ URL, Step string }

// Citation is an anchor or a step cited at some place.
type Citation struct {
	URL  string
	Step stepRange // zero for an anchor alone
	File string
	Line int
	// Func is the function that cites.
	Func *Function
	// Title is that of another algorithm, whose step it is; URL is "" then.
	Title string
}

// Mark is a comment that begins with one of the four marks.
type Mark struct {
	Kind string // "Deviation", "Ambiguous", "Not modelled"; Fast paths are not kept
	Text string
	File string
	Line int
	Func *Function
}

// markKinds are the marks that are kept.
var markKinds = []string{"Deviation", "Ambiguous", "Not modelled"}

// ReadSource reads the Go source of the engine packages below root, tests left out.
func ReadSource(root fs.FS) (*Source, error) {
	src := new(Source)
	for _, dir := range EnginePackages {
		files, err := fs.ReadDir(root, dir)
		if err != nil {
			return nil, err
		}
		r := sourceReader{src: src, fset: token.NewFileSet(), dir: dir}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			name := path.Join(dir, f.Name())
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return nil, err
			}
			file, err := parser.ParseFile(r.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			r.files = append(r.files, file)
		}
		if len(r.files) == 0 {
			return nil, errors.New(dir + " has no Go files")
		}
		r.read()
	}
	return src, nil
}

// sourceReader reads one package.
type sourceReader struct {
	src   *Source
	fset  *token.FileSet
	dir   string
	files []*ast.File

	algorithms map[string]string      // constants of type Algorithm: their addresses
	takesStep  map[string][]signature // functions with a parameter named step
}

// signature says where a function takes an algorithm, −1 for nowhere, and a step.
type signature struct{ algorithm, step, params int }

var (
	address   = regexp.MustCompile(`https://[^\s"]+#[^\s"]+`)
	onlyURL   = regexp.MustCompile(`^https://\S+#\S+$`)
	wholeStep = regexp.MustCompile(`^(?:\d+|/[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.\d+|/[a-z0-9]+(?:-[a-z0-9]+)*)*$`)
)

func (r *sourceReader) read() {
	r.algorithms = make(map[string]string)
	r.takesStep = make(map[string][]signature)
	for _, file := range r.files {
		r.declarations(file)
	}
	for _, file := range r.files {
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				r.function(file, d)
			case *ast.GenDecl:
				r.generic(d)
			}
		}
		r.doc(file.Doc, &Function{Package: r.dir, Name: "package " + file.Name.Name, File: r.file(file.Pos()), Line: r.line(file.Pos())})
	}
}

func (r *sourceReader) file(pos token.Pos) string { return r.fset.Position(pos).Filename }
func (r *sourceReader) line(pos token.Pos) int    { return r.fset.Position(pos).Line }

// declarations finds constants that are addresses, and functions and closures that take a step.
func (r *sourceReader) declarations(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, value := range n.Values {
				if s, ok := stringLiteral(value); ok && onlyURL.MatchString(s) {
					r.algorithms[n.Names[i].Name] = s
				}
			}
		case *ast.FuncDecl:
			r.addSignature(n.Name.Name, n.Type)
		case *ast.AssignStmt:
			for i, value := range n.Rhs {
				lit, ok := value.(*ast.FuncLit)
				name, ok2 := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident)
				if ok && ok2 {
					r.addSignature(name.Name, lit.Type)
				}
			}
		}
		return true
	})
}

func (r *sourceReader) addSignature(name string, t *ast.FuncType) {
	s := signature{algorithm: -1, step: -1}
	for _, field := range t.Params.List {
		for _, p := range field.Names {
			if p.Name == "step" {
				s.step = s.params
			}
			if id, ok := field.Type.(*ast.Ident); ok && id.Name == "Algorithm" {
				s.algorithm = s.params
			}
			s.params++
		}
	}
	if s.step >= 0 {
		r.takesStep[name] = append(r.takesStep[name], s)
	}
}

// generic reads the doc comments of types, constants and variables.
func (r *sourceReader) generic(d *ast.GenDecl) {
	add := func(doc *ast.CommentGroup, name *ast.Ident) {
		f := &Function{Package: r.dir, Name: name.Name, File: r.file(name.Pos()), Line: r.line(name.Pos())}
		r.doc(doc, f)
		r.src.Functions = append(r.src.Functions, f)
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			doc := s.Doc
			if doc == nil {
				doc = d.Doc
			}
			add(doc, s.Name)
		case *ast.ValueSpec:
			doc := s.Doc
			if doc == nil && len(d.Specs) == 1 {
				doc = d.Doc
			}
			add(doc, s.Names[0])
			for i, value := range s.Values {
				if text, ok := stringLiteral(value); ok && onlyURL.MatchString(text) {
					f := &Function{Package: r.dir, Name: s.Names[i].Name, File: r.file(s.Pos()), Line: r.line(s.Pos())}
					r.src.Anchors = append(r.src.Anchors, Citation{URL: text, File: f.File, Line: f.Line, Func: f})
				}
			}
		}
	}
}

// function reads one function: its doc comment, the comments in it and the steps it passes on.
func (r *sourceReader) function(file *ast.File, d *ast.FuncDecl) {
	f := &Function{
		Package: r.dir, Name: funcName(d), File: r.file(d.Pos()), Line: r.line(d.Name.Pos()), End: r.line(d.End()), IsFunc: true,
	}
	r.src.Functions = append(r.src.Functions, f)
	r.doc(d.Doc, f)
	if d.Body == nil {
		return
	}
	end := r.line(d.End())
	for _, group := range file.Comments {
		if group.Pos() > d.Name.Pos() && r.line(group.Pos()) <= end {
			r.comment(group, f)
		}
	}
	ast.Inspect(d.Body, func(n ast.Node) bool { r.literal(n, f); return true })
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

// literal finds steps written as strings.
func (r *sourceReader) literal(n ast.Node, f *Function) {
	cite := func(url string, step string, pos token.Pos) {
		if wholeStep.MatchString(step) {
			r.src.Steps = append(r.src.Steps, Citation{URL: url, Step: stepRange{step, step}, File: r.file(pos), Line: r.line(pos), Func: f})
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch fun := n.Fun.(type) {
		case *ast.Ident:
			name = fun.Name
		case *ast.SelectorExpr:
			name = fun.Sel.Name
		}
		for _, s := range r.takesStep[name] {
			if s.params != len(n.Args) {
				continue
			}
			step, ok := stringLiteral(n.Args[s.step])
			if !ok {
				continue
			}
			url := f.URL
			if s.algorithm >= 0 {
				id, ok := n.Args[s.algorithm].(*ast.Ident)
				if !ok || r.algorithms[id.Name] == "" {
					continue
				}
				url = r.algorithms[id.Name]
			}
			cite(url, step, n.Args[s.step].Pos())
			if name == "decide" {
				f.Traced = append(f.Traced, Traced{url, step})
			}
			return
		}
	case *ast.CompositeLit:
		url, step, pos := f.URL, "", token.NoPos
		for _, element := range n.Elts {
			kv, ok := element.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			switch key, _ := kv.Key.(*ast.Ident); {
			case key == nil:
			case key.Name == "Algorithm":
				if id, ok := kv.Value.(*ast.Ident); ok && r.algorithms[id.Name] != "" {
					url = r.algorithms[id.Name]
				}
			case key.Name == "Step":
				step, _ = stringLiteral(kv.Value)
				pos = kv.Value.Pos()
			}
		}
		cite(url, step, pos)
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			sel, ok := left.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "Step" || i >= len(n.Rhs) {
				continue
			}
			if step, ok := stringLiteral(n.Rhs[i]); ok {
				cite(f.URL, step, n.Rhs[i].Pos())
			}
		}
	}
}

func stringLiteral(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
