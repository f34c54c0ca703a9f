package standard

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance/suite"
)

// wptTable returns a Markdown table of web-platform-tests: each file, and the cases and unit tables that assert the same, or why there
// are none.
func wptTable() (string, error) {
	files, err := suite.WPT()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("| web-platform-tests | here |\n| --- | --- |\n")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		var here []string
		if len(f.Cases) > 0 {
			here = append(here, byArea(f.Cases))
		}
		for _, table := range f.Units {
			here = append(here, "unit "+table)
		}
		text := strings.Join(here, "; ")
		for _, sentence := range []string{f.Not, f.Note} {
			if sentence != "" {
				text = strings.TrimPrefix(text+". "+sentence, ". ")
			}
		}
		fmt.Fprintf(&b, "| %s | %s |\n", name, strings.ReplaceAll(text, "|", `\|`))
	}
	return b.String(), nil
}

// byArea writes the names of cases shortly: the area once, and up to six slugs of it.
func byArea(names []string) string {
	const most = 6
	areas := make(map[string][]string)
	for _, name := range names {
		area, slug, _ := strings.Cut(name, "/")
		areas[area] = append(areas[area], slug)
	}
	var out []string
	for _, area := range slices.Sorted(maps.Keys(areas)) {
		slugs := areas[area]
		text := area + "/" + strings.Join(slugs[:min(len(slugs), most)], ", ")
		if n := len(slugs) - most; n > 0 {
			text += fmt.Sprintf(" and %d more", n)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
