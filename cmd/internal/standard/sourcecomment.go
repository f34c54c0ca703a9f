package standard

import (
	"go/ast"
	"regexp"
	"strings"
)

// doc reads a doc comment: its anchors, the last of which is the function's, the steps it names and its marks.
func (r *sourceReader) doc(group *ast.CommentGroup, f *Function) {
	if group == nil {
		return
	}
	lines := strings.Split(strings.TrimRight(group.Text(), "\n"), "\n")
	for i, line := range lines {
		if i < len(group.List) {
			for _, url := range address.FindAllString(line, -1) {
				r.src.Anchors = append(r.src.Anchors, Citation{URL: url, File: r.file(group.Pos()), Line: r.line(group.Pos()) + i, Func: f})
			}
		}
	}
	if last := lines[len(lines)-1]; onlyURL.MatchString(last) {
		f.URL = last
	}
	line := r.line(group.Pos())
	for _, paragraph := range strings.Split(group.Text(), "\n\n") {
		r.mark(paragraph, group, line, f)
		text := strings.Join(strings.Fields(paragraph), " ")
		inDoc := text
		if mark, rest, ok := strings.Cut(text, ": "); ok && mark == "Not modelled" {
			r.parentheses(rest, group, line, f)
			inDoc = ""
		}
		r.phrases(inDoc, group, line, f)
		line += strings.Count(paragraph, "\n") + 2
	}
}

// comment reads a comment inside a function: the steps it begins with, those it names and its mark.
func (r *sourceReader) comment(group *ast.CommentGroup, f *Function) {
	line := r.line(group.Pos())
	text := strings.Join(strings.Fields(group.Text()), " ")
	list, rest := leadingSteps(text)
	for _, step := range list {
		r.src.Steps = append(r.src.Steps, Citation{URL: f.URL, Step: step, File: r.file(group.Pos()), Line: line, Func: f})
	}
	rest = strings.TrimLeft(rest, ".:,; ")
	r.mark(rest, group, line, f)
	r.phrases(rest, group, line, f)
}

// mark keeps a mark and what follows it.
func (r *sourceReader) mark(text string, group *ast.CommentGroup, line int, f *Function) {
	for _, kind := range markKinds {
		// A mark opens a comment or follows the step it is about.
		i := strings.Index(text, kind+": ")
		if i < 0 || i > 0 && !strings.HasSuffix(text[:i], ". ") {
			continue
		}
		r.src.Marks = append(r.src.Marks, Mark{
			Kind: kind, Text: strings.Join(strings.Fields(text[i+len(kind)+2:]), " "),
			File: r.file(group.Pos()), Line: line, Func: f,
		})
	}
}

var (
	inParentheses = regexp.MustCompile(`\(([^()]*)\)`)
	ownSteps      = regexp.MustCompile(`\bsteps? (\d)`)
	titled        = regexp.MustCompile(`(?:, (?:steps? )?|['’]s? steps? )(\d)`)
)

// parentheses reads what is not modelled: "timing (15 to 17), navigations (20, 21)".
func (r *sourceReader) parentheses(text string, group *ast.CommentGroup, line int, f *Function) {
	for _, m := range inParentheses.FindAllStringSubmatch(text, -1) {
		if list, rest := stepList(m[1]); len(list) > 0 && rest == "" {
			for _, step := range list {
				r.src.Steps = append(r.src.Steps, Citation{URL: f.URL, Step: step, File: r.file(group.Pos()), Line: line, Func: f})
			}
		}
	}
}

// phrases reads steps named within a text: of another algorithm after its title, or the function's own.
func (r *sourceReader) phrases(text string, group *ast.CommentGroup, line int, f *Function) {
	cite := func(at int, title string) {
		list, _ := stepList(text[at:])
		for _, step := range list {
			c := Citation{URL: f.URL, Step: step, File: r.file(group.Pos()), Line: line, Func: f, Title: title}
			r.src.Steps = append(r.src.Steps, c)
		}
	}
	seen := make(map[int]bool)
	for _, m := range titled.FindAllStringSubmatchIndex(text, -1) {
		seen[m[2]] = true
		cite(m[2], text[:m[0]])
	}
	for _, m := range ownSteps.FindAllStringSubmatchIndex(text, -1) {
		if !seen[m[2]] {
			cite(m[2], "")
		}
	}
}
