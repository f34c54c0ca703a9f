package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// instrument rewrites files so that every mutant is in the code and waits for its lever. All of them are compiled at once.
type instrument struct {
	mutants []*mutant
	next    int
	keys    map[string]int
}

// file is one file that is being rewritten. Only insertions are made, on the same lines, so that positions stay.
type file struct {
	*instrument
	name   string // from the module's root
	source string
	set    *token.FileSet
	opens  map[int][]string // by offset, the outer ones first
	closes map[int][]string // by offset, the inner ones first
	cuts   map[int]int      // what is left out: from, to
	fn     string
	result []bool // which results of the function are bool
}

const leverImport = `; import "` + leverPackage + `"`

// kinds is how many numbers a place has: its condition can be true, false or negated.
const kinds = 3

// rewrite returns the instrumented source of a file.
func (in *instrument) rewrite(name, source string, skip func(fn string) bool) (string, error) {
	f := &file{instrument: in, name: name, source: source, set: token.NewFileSet(),
		opens: make(map[int][]string), closes: make(map[int][]string), cuts: make(map[int]int)}
	tree, err := parser.ParseFile(f.set, name, source, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	before := in.next
	for _, decl := range tree.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && !skip(functionName(fn)) {
			f.fn = functionName(fn)
			f.function(fn.Type, fn.Body)
		}
	}
	if in.next == before {
		return source, nil
	}
	f.opens[f.offset(tree.Name.End())] = []string{leverImport}
	return f.String(), nil
}

// functionName is the function's name, with its receiver's type.
func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	kind := fn.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if name, ok := kind.(*ast.Ident); ok {
		return name.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}

// function instruments a function's body.
func (f *file) function(kind *ast.FuncType, body *ast.BlockStmt) {
	outer := f.result
	f.result = nil
	if kind.Results != nil {
		for _, field := range kind.Results.List {
			name, ok := field.Type.(*ast.Ident)
			for range max(len(field.Names), 1) {
				f.result = append(f.result, ok && name.Name == "bool")
			}
		}
	}
	f.block(body.List)
	f.result = outer
}

// block instruments statements.
func (f *file) block(list []ast.Stmt) {
	for _, stmt := range list {
		if droppable(stmt) {
			f.drop(stmt)
		}
		f.stmt(stmt)
	}
}

// droppable reports whether the code compiles without the statement, and means something else.
func droppable(stmt ast.Stmt) bool {
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		name, ok := call.Fun.(*ast.Ident)
		return !ok || name.Name != "panic" // of which a body may be all that ends it
	case *ast.IncDecStmt:
		return true
	case *ast.AssignStmt:
		return s.Tok != token.DEFINE
	case *ast.BranchStmt:
		return s.Tok == token.CONTINUE || s.Tok == token.BREAK
	}
	return false
}

// stmt instruments what a statement consists of.
func (f *file) stmt(stmt ast.Stmt) {
	switch s := stmt.(type) {
	case *ast.BlockStmt:
		f.block(s.List)
	case *ast.LabeledStmt:
		f.stmt(s.Stmt)
	case *ast.IfStmt:
		f.init(s.Init)
		f.condition(s.Cond)
		f.block(s.Body.List)
		if s.Else != nil {
			f.stmt(s.Else)
		}
	case *ast.ForStmt:
		f.init(s.Init)
		if s.Cond != nil {
			f.condition(s.Cond)
		}
		f.block(s.Body.List)
	case *ast.RangeStmt:
		f.inside(s.X)
		f.block(s.Body.List)
	case *ast.SwitchStmt:
		f.init(s.Init)
		f.cases(s)
	case *ast.TypeSwitchStmt:
		for _, clause := range s.Body.List {
			f.block(clause.(*ast.CaseClause).Body)
		}
	case *ast.ReturnStmt:
		for i, result := range s.Results {
			if len(s.Results) == len(f.result) && f.result[i] {
				f.boolean(result)
			} else {
				f.inside(result)
			}
		}
	case *ast.AssignStmt:
		for _, right := range s.Rhs {
			f.inside(right)
		}
	case *ast.ExprStmt:
		f.inside(s.X)
	case *ast.DeclStmt, *ast.IncDecStmt, *ast.BranchStmt, *ast.EmptyStmt, *ast.DeferStmt:
	default:
		panic(fmt.Sprintf("%s: no rule for %T", f.set.Position(stmt.Pos()), stmt))
	}
}

func (f *file) init(stmt ast.Stmt) {
	if stmt != nil {
		f.stmt(stmt)
	}
}

// cases instruments a switch. One with a tag becomes one without, which compares.
func (f *file) cases(s *ast.SwitchStmt) {
	tag := ""
	if s.Tag != nil {
		tag = f.text(s.Tag)
		f.cuts[f.offset(s.Tag.Pos())] = f.offset(s.Tag.End())
		if !pure(s.Tag) {
			if s.Init != nil {
				panic(fmt.Sprintf("%s: a switch with a statement and a call", f.set.Position(s.Pos())))
			}
			f.open(s.Tag.Pos(), "leverTag := "+tag+";")
			tag = "leverTag"
		} else if !valued(s) {
			f.open(s.Tag.Pos(), "_ = "+tag+";")
		}
	}
	for _, stmt := range s.Body.List {
		clause := stmt.(*ast.CaseClause)
		for _, value := range clause.List {
			if s.Tag == nil {
				f.condition(value)
				continue
			}
			text := tag + " == " + f.text(value)
			n := f.places(value, "case "+f.text(value), "true", "false")
			f.open(value.Pos(), fmt.Sprintf("lever.Bool(%d, %s)", n, text))
			f.cuts[f.offset(value.Pos())] = f.offset(value.End())
		}
		f.block(clause.Body)
	}
}

// valued reports whether a switch has a case with a value.
func valued(s *ast.SwitchStmt) bool {
	return slices.ContainsFunc(s.Body.List, func(stmt ast.Stmt) bool { return len(stmt.(*ast.CaseClause).List) > 0 })
}

// pure reports whether an expression may be evaluated more than once.
func pure(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if _, call := n.(*ast.CallExpr); call {
			ok = false
		}
		return ok
	})
	return ok
}

// condition instruments what decides over a branch: it can be negated, and each operand forced.
func (f *file) condition(e ast.Expr) {
	if isCompound(e) {
		n := f.places(e, f.text(e), "", "", "negate")
		f.wrap(e, n)
		f.operands(e)
		return
	}
	n := f.places(e, f.text(e), "true", "false", "negate")
	f.wrap(e, n)
	f.inside(e)
}

// boolean instruments a boolean expression: each operand can be forced.
func (f *file) boolean(e ast.Expr) {
	if isCompound(e) {
		f.operands(e)
		return
	}
	changes := []string{"true", "false"}
	if name, ok := e.(*ast.Ident); ok && name.Name == "true" {
		changes[0] = ""
	} else if ok && name.Name == "false" {
		changes[1] = ""
	}
	f.wrap(e, f.places(e, f.text(e), changes...))
	f.inside(e)
}

// isCompound reports whether a boolean expression is made of others.
func isCompound(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return e.Op == token.LAND || e.Op == token.LOR
	case *ast.UnaryExpr:
		return e.Op == token.NOT && isCompound(e.X)
	case *ast.ParenExpr:
		return isCompound(e.X)
	}
	return false
}

// operands instruments the operands of a compound expression.
func (f *file) operands(e ast.Expr) {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		f.boolean(e.X)
		f.boolean(e.Y)
	case *ast.UnaryExpr:
		f.boolean(e.X)
	case *ast.ParenExpr:
		f.boolean(e.X)
	}
}

// inside instruments what is boolean within an expression of any type: conjunctions and disjunctions, and the bodies of
// functions.
func (f *file) inside(e ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			f.function(n.Type, n.Body)
			return false
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				f.operands(n)
				return false
			}
		}
		return true
	})
}

// drop makes a statement one that can be left out.
func (f *file) drop(stmt ast.Stmt) {
	n := f.places(stmt, f.text(stmt), "drop")
	f.open(stmt.Pos(), fmt.Sprintf("if lever.Do(%d) { ", n))
	f.close(stmt.End(), " }")
}

// wrap puts a condition under a lever.
func (f *file) wrap(e ast.Expr, n int) {
	f.open(e.Pos(), fmt.Sprintf("lever.Bool(%d, ", n))
	f.close(e.End(), ")")
}

// places numbers the mutants of one place; an empty change stands for none.
func (f *file) places(at ast.Node, text string, changes ...string) int {
	if f.next == 0 {
		f.next = 1
	}
	first := f.next
	for i, change := range changes {
		if change == "" {
			continue
		}
		m := &mutant{number: first + i, file: f.name, line: f.set.Position(at.Pos()).Line, fn: f.fn, text: oneLine(text), change: change}
		f.keys[m.key()]++
		m.nth = f.keys[m.key()]
		f.mutants = append(f.mutants, m)
	}
	f.next += kinds // so that no mutant pulls the lever of the next place as well
	return first
}

func (f *file) offset(p token.Pos) int     { return f.set.Position(p).Offset }
func (f *file) text(n ast.Node) string     { return f.source[f.offset(n.Pos()):f.offset(n.End())] }
func (f *file) open(p token.Pos, s string) { f.opens[f.offset(p)] = append(f.opens[f.offset(p)], s) }
func (f *file) close(p token.Pos, s string) {
	f.closes[f.offset(p)] = append([]string{s}, f.closes[f.offset(p)]...)
}

// String is the source with all insertions.
func (f *file) String() string {
	var b strings.Builder
	for i := 0; i <= len(f.source); {
		for _, s := range f.closes[i] {
			b.WriteString(s)
		}
		for _, s := range f.opens[i] {
			b.WriteString(s)
		}
		if to, ok := f.cuts[i]; ok {
			b.WriteString(strings.Repeat("\n", strings.Count(f.source[i:to], "\n")))
			delete(f.cuts, i)
			i = to
			// What closes where a cut ends is written there.
			continue
		}
		if i < len(f.source) {
			b.WriteByte(f.source[i])
		}
		i++
	}
	return b.String()
}
