package standard

import (
	"bytes"
	"regexp"
)

// item matches the first line of an item of a list in Markdown.
var item = regexp.MustCompile(`^([ \t]*)(?:(\d+)\.|[*-])[ \t]+(\S.*)$`)

// codeSpan matches code in Markdown, where < is no markup.
var codeSpan = regexp.MustCompile("`[^`\n]*`")

// markdownLists makes HTML of lists written in Markdown, by their indentation, and leaves all else as it is, but for the
// markup in code.
func markdownLists(text []byte) []byte {
	text = codeSpan.ReplaceAllFunc(text, func(code []byte) []byte {
		return bytes.ReplaceAll(code, []byte("<"), []byte("&lt;"))
	})
	var out bytes.Buffer
	type open struct {
		indent int
		tag    string
	}
	var stack []open
	closeTo := func(indent int) {
		for len(stack) > 0 && stack[len(stack)-1].indent > indent {
			out.WriteString("</li></" + stack[len(stack)-1].tag + ">\n")
			stack = stack[:len(stack)-1]
		}
	}
	pre := false
	for line := range bytes.Lines(text) {
		trimmed := bytes.TrimSpace(line)
		lower := bytes.ToLower(trimmed)
		if bytes.HasPrefix(lower, []byte("<pre")) || bytes.HasPrefix(lower, []byte("<xmp")) {
			closeTo(-1)
			pre = true
		}
		switch m := item.FindSubmatch(bytes.TrimRight(line, "\n")); {
		case pre:
			out.Write(line)
		case m != nil:
			tag := "ul"
			if len(m[2]) > 0 {
				tag = "ol"
			}
			indent := len(m[1])
			closeTo(indent)
			if len(stack) > 0 && stack[len(stack)-1].indent == indent {
				out.WriteString("</li>")
			} else {
				stack = append(stack, open{indent, tag})
				out.WriteString("<" + tag + ">")
			}
			out.WriteString("<li>")
			out.Write(m[3])
			out.WriteByte('\n')
		case len(trimmed) == 0:
			out.WriteByte('\n')
		default:
			indent := len(line) - len(bytes.TrimLeft(line, " \t"))
			closeTo(indent - 1)
			out.Write(line)
		}
		if bytes.Contains(lower, []byte("</pre>")) || bytes.Contains(lower, []byte("</xmp>")) {
			pre = false
		}
	}
	closeTo(-1)
	return out.Bytes()
}
