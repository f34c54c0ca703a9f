package standard

import (
	"bytes"
	"regexp"
)

var (
	// item is the first line of an item of a list in Markdown.
	item = regexp.MustCompile(`^([ \t]*)(?:(\d+)\.|[*-])[ \t]+(\S.*)$`)
	// codeSpan is code in Markdown, where < is no markup.
	codeSpan = regexp.MustCompile("`[^`\n]*`")
)

// markdownLists makes HTML of lists in Markdown, by their indentation, and escapes markup in code. All else stays.
func markdownLists(text []byte) []byte {
	text = codeSpan.ReplaceAllFunc(text, func(code []byte) []byte {
		return bytes.ReplaceAll(code, []byte("<"), []byte("&lt;"))
	})
	var out bytes.Buffer
	type list struct {
		indent int
		tag    string
	}
	var open []list
	closeDeeper := func(indent int) {
		for ; len(open) > 0 && open[len(open)-1].indent > indent; open = open[:len(open)-1] {
			out.WriteString("</li></" + open[len(open)-1].tag + ">\n")
		}
	}
	pre := false
	for line := range bytes.Lines(text) {
		trimmed := bytes.TrimSpace(line)
		lower := bytes.ToLower(trimmed)
		if bytes.HasPrefix(lower, []byte("<pre")) || bytes.HasPrefix(lower, []byte("<xmp")) {
			closeDeeper(-1)
			pre = true
		}
		if m := item.FindSubmatch(bytes.TrimRight(line, "\n")); m != nil && !pre {
			indent, tag := len(m[1]), "ul"
			if len(m[2]) > 0 {
				tag = "ol"
			}
			closeDeeper(indent)
			if len(open) > 0 && open[len(open)-1].indent == indent {
				out.WriteString("</li>")
			} else {
				open = append(open, list{indent, tag})
				out.WriteString("<" + tag + ">")
			}
			out.WriteString("<li>" + string(m[3]) + "\n")
		} else {
			if len(trimmed) > 0 && !pre {
				closeDeeper(len(line) - len(bytes.TrimLeft(line, " \t")) - 1)
			}
			out.Write(line)
		}
		if bytes.Contains(lower, []byte("</pre>")) || bytes.Contains(lower, []byte("</xmp>")) {
			pre = false
		}
	}
	closeDeeper(-1)
	return out.Bytes()
}
