package recorded

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/profile"
)

// KnownTable is a Markdown list of the differences between browsers and their
// profiles that are known, each with its scenario.
func KnownTable() (string, error) {
	known, err := Known()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, c := range known {
		scenario, err := conformance.Encode(&c.Scenario)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "- %s: %s.\n\n  ```json\n  %s\n  ```\n", strings.Join(c.Tags, ", "), c.Why, scenario)
	}
	return b.String(), nil
}

// FactsTable is a Markdown table of the named facts: what each browser does that
// the standard does not say, with links to where it can be read, what that means
// for security, and the suite's cases that show it.
func FactsTable() string {
	sets := profile.Sets()
	var b strings.Builder
	b.WriteString("| Fact |")
	for _, set := range sets {
		fmt.Fprintf(&b, " %s %s |", set.Name, set.Version)
	}
	b.WriteString(" It is | Shown by |")
	b.WriteString("\n|" + strings.Repeat(" --- |", strings.Count(b.String(), "|")-1) + "\n")
	for _, r := range factRows(sets) {
		line := r.fact.Line
		if r.fact.Read {
			line += " (read from its source, not recorded)"
		}
		fmt.Fprintf(&b, "| **%s**: %s |", r.fact.Name, strings.NewReplacer("|", `\|`, "*", `\*`, "<", "&lt;").Replace(line))
		for _, set := range sets {
			if links, ok := r.in[set.Name]; ok {
				b.WriteString(" yes" + numbered(links) + " |")
			} else {
				b.WriteString("  |")
			}
		}
		fmt.Fprintf(&b, " %s | %s |\n", r.fact.Security, strings.Join(r.fact.Cases, ", "))
	}
	return b.String()
}

// factRow is a fact, and the links of the browsers that have it, by their names.
type factRow struct {
	fact profile.Fact
	in   map[string][]string
}

// factRows are the facts of all browsers, those of most browsers first.
func factRows(sets []profile.Set) []*factRow {
	var rows []*factRow
	byKey := make(map[string]*factRow)
	for _, set := range sets {
		for _, fact := range set.Facts {
			// Browsers may do two things under one name, such as different limits.
			key := fact.Name + "\n" + fact.Line
			if byKey[key] == nil {
				byKey[key] = &factRow{fact: fact, in: make(map[string][]string)}
				rows = append(rows, byKey[key])
			}
			byKey[key].in[set.Name] = fact.Links
		}
	}
	slices.SortStableFunc(rows, func(a, b *factRow) int {
		return cmp.Or(len(b.in)-len(a.in), strings.Compare(a.fact.Name, b.fact.Name))
	})
	return rows
}

// numbered are links with a number each for text.
func numbered(links []string) string {
	var b strings.Builder
	for i, link := range links {
		fmt.Fprintf(&b, " [%d](%s)", i+1, link)
	}
	return b.String()
}
