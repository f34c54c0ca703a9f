package standard

import (
	"go/ast"
	"regexp"
	"strings"
)

// Mark is a comment that begins with one of the four marks.
type Mark struct {
	Kind string
	Text string
	File string
	Line int
	Func *Function
}

var (
	address = regexp.MustCompile(`https://[^\s"]+#[^\s"]+`)
	onlyURL = regexp.MustCompile(`^https://\S+#\S+$`)
	// mark matches a mark that opens a comment or a sentence.
	mark = regexp.MustCompile(`(?:^|[.:;] )(Deviation|Ambiguous|Fast path|Not modelled): (.*)$`)
	// elsewhere matches a step that is named within a text: of another algorithm after its title, or of the function's own.
	elsewhere     = regexp.MustCompile(`(, (?:steps? )?|['’]s? steps? |\bsteps? )(\d)`)
	inParentheses = regexp.MustCompile(`\(([^()]*)\)`)
)

// doc reads a doc comment: its anchors, the last of which is the function's, the steps it names and its marks.
func (r *sourceReader) doc(group *ast.CommentGroup, f *Function) {
	line := r.fset.Position(group.Pos()).Line
	text := strings.TrimSpace(group.Text())
	for i, one := range strings.Split(text, "\n") {
		for _, url := range address.FindAllString(one, -1) {
			r.src.Anchors = append(r.src.Anchors, Citation{URL: url, File: f.File, Line: line + i, Func: f})
		}
		if onlyURL.MatchString(one) {
			f.URL = one
		}
	}
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		folded := fold(paragraph)
		r.marks(folded, line, f)
		if left, ok := strings.CutPrefix(folded, "Not modelled: "); ok {
			for _, m := range inParentheses.FindAllStringSubmatch(left, -1) {
				if list, rest := stepList(m[1]); rest == "" {
					r.citeAll(list, Citation{Func: f, URL: f.URL}, line)
				}
			}
		} else {
			r.phrases(folded, line, f)
		}
		line += strings.Count(paragraph, "\n") + 2
	}
}

// comment reads a comment that is no doc comment. In a function, each line that begins with steps begins a citation, and
// the words behind it, up to the next one, say what the steps do.
func (r *sourceReader) comment(group *ast.CommentGroup, f *Function) {
	var parts []string
	for line := range strings.SplitSeq(strings.TrimSpace(group.Text()), "\n") {
		if list, _ := leadingSteps(line); len(parts) == 0 || list != nil {
			parts = append(parts, "")
		}
		parts[len(parts)-1] += line + "\n"
	}
	line := r.fset.Position(group.Pos()).Line
	for _, part := range parts {
		text := fold(part)
		if f.IsFunc {
			var list []stepRange
			list, text = leadingSteps(text)
			if list != nil {
				text = strings.TrimLeft(text, ".:,; ")
			}
			words := text
			if m := mark.FindStringIndex(text); m != nil {
				words = strings.TrimSpace(text[:m[0]])
			}
			r.citeAll(list, Citation{Func: f, URL: f.URL, Words: strings.TrimSuffix(words, ".")}, line)
			r.phrases(text, line, f)
		}
		r.marks(text, line, f)
		line += strings.Count(part, "\n")
	}
}

func (r *sourceReader) citeAll(list []stepRange, c Citation, line int) {
	for _, c.Step = range list {
		r.cite(c, line)
	}
}

func (r *sourceReader) marks(text string, line int, f *Function) {
	if m := mark.FindStringSubmatch(text); m != nil {
		r.src.Marks = append(r.src.Marks, Mark{Kind: m[1], Text: m[2], File: f.File, Line: line, Func: f})
	}
}

// phrases cites the steps that are named within a text.
func (r *sourceReader) phrases(text string, line int, f *Function) {
	for _, m := range elsewhere.FindAllStringSubmatchIndex(text, -1) {
		c := Citation{URL: f.URL, Func: f}
		if text[m[2]] != 's' {
			c.Title = text[:m[0]]
		} else if f.URL == "" && !f.IsFunc {
			continue // said of the package or of a field, whose algorithm the text names
		}
		list, rest := stepList(text[m[4]:])
		c.Words, _ = strings.CutPrefix(rest, ": ")
		if c.Words == rest {
			c.Words = ""
		}
		r.citeAll(list, c, line)
	}
}
