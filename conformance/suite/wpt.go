package suite

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed wpt.json
var wptFile []byte

// WPTFile says what represents a file of web-platform-tests here, or why nothing does.
type WPTFile struct {
	Cases []string `json:"cases,omitzero"` // those whose "wpt" has the file
	Units []string `json:"units,omitzero"` // unit tables
	Read  string   `json:"read,omitzero"`  // the abbreviated commit at which the file was read
	Not   string   `json:"not,omitzero"`   // why there are none
	Note  string   `json:"note,omitzero"`  // where the standard says otherwise, and what is left out
}

// WPT returns what of web-platform-tests the suite represents, by path.
func WPT() (map[string]WPTFile, error) {
	var doc struct {
		Files map[string]WPTFile
	}
	if err := json.Unmarshal(wptFile, &doc); err != nil {
		return nil, fmt.Errorf("suite: wpt.json: %w", err)
	}
	return doc.Files, nil
}

// WPTTable returns a Markdown table of [WPT]: each file, and the cases and unit tables that assert the same, or why there
// are none.
func WPTTable() (string, error) {
	files, err := WPT()
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
