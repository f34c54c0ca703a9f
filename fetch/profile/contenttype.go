package profile

import (
	"strings"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// judgeSemicolons refuses a Content-Type whose last parameter, after another, is
// nothing at all.
func judgeSemicolons(name, value string) (safe, known bool) {
	if !header.EqualFold(name, "Content-Type") {
		return false, false
	}
	_, parameters, _ := strings.Cut(value, ";")
	return false, strings.HasSuffix(parameters, ";")
}

// judgeTypeToSpace judges a Content-Type that has parameters without what stands
// between its type's first space and them.
func judgeTypeToSpace(name, value string) (safe, known bool) {
	typ, parameters, found := strings.Cut(value, ";")
	space := strings.IndexAny(typ, " \t")
	if !found || space < 0 || !header.EqualFold(name, "Content-Type") {
		return false, false
	}
	return safelist.IsCORSSafelistedRequestHeader("Accept", value) && // no unsafe bytes, and not too long
		safelist.IsCORSSafelistedRequestHeader(name, typ[:space]+";"+parameters), true
}

// replaceCharsets puts UTF-8 in the place of each charset in a Content-Type, where
// it stands: quotes stay, and so does what is no MIME type.
func replaceCharsets(contentType string) string {
	for from := 0; ; {
		start, end := findCharset(contentType, from)
		if start == end {
			return contentType
		}
		contentType = contentType[:start] + "UTF-8" + contentType[end:]
		from = start + len("UTF-8")
	}
}

// findCharset is where the value of the next charset parameter after a byte
// starts and ends; the same twice when there is none, or it is empty.
func findCharset(s string, from int) (start, end int) {
	const name = "charset"
	for at := from; at+len(name) <= len(s); at++ {
		if !header.EqualFold(s[at:at+len(name)], name) {
			continue
		}
		switch {
		case at == 0:
			return 0, 0
		case s[at-1] > ' ' && s[at-1] != ';':
			at += len(name) - 1
			continue
		}
		at += len(name)
		for at < len(s) && s[at] <= ' ' {
			at++
		}
		if at == len(s) || s[at] != '=' {
			continue
		}
		start = at + 1
		for start < len(s) && (s[start] <= ' ' || s[start] == '"' || s[start] == '\'') {
			start++
		}
		end = start
		for end < len(s) && s[end] > ' ' && s[end] != '"' && s[end] != '\'' && s[end] != ';' {
			end++
		}
		return start, end
	}
	return 0, 0
}
