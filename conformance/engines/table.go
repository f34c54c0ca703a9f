package engines

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
// the standard does not say, what that means for security, and the suite's cases
// that show it.
func FactsTable() string {
	type row struct {
		fact profile.Fact
		in   map[string]bool
	}
	var rows []*row
	byKey := make(map[string]*row)
	sets := profile.Sets()
	for _, set := range sets {
		for _, fact := range set.Facts {
			// Browsers may do two things under one name, such as different limits.
			key := fact.Name + "\n" + fact.Line
			if byKey[key] == nil {
				byKey[key] = &row{fact: fact, in: make(map[string]bool)}
				rows = append(rows, byKey[key])
			}
			byKey[key].in[set.Name] = true
		}
	}
	// What most browsers do comes first.
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(len(b.in)-len(a.in), strings.Compare(a.fact.Name, b.fact.Name))
	})
	var b strings.Builder
	b.WriteString("| Fact |")
	for _, set := range sets {
		fmt.Fprintf(&b, " %s %s |", set.Name, set.Version)
	}
	b.WriteString(" It is | Shown by |\n| --- |" + strings.Repeat(" --- |", len(sets)) + " --- | --- |\n")
	for _, r := range rows {
		line := r.fact.Line
		if r.fact.Read {
			line += " (read from its source, not recorded)"
		}
		if r.fact.Link != "" {
			line += " ([link](" + r.fact.Link + "))"
		}
		fmt.Fprintf(&b, "| **%s**: %s |", r.fact.Name, strings.NewReplacer("|", `\|`, "*", `\*`, "<", "&lt;").Replace(line))
		for _, set := range sets {
			mark := ""
			if r.in[set.Name] {
				mark = "yes"
			}
			fmt.Fprintf(&b, " %s |", mark)
		}
		fmt.Fprintf(&b, " %s | %s |\n", r.fact.Security, strings.Join(r.fact.Cases, ", "))
	}
	return b.String()
}

// ShortFactsTable is FactsTable without the cases.
func ShortFactsTable() string {
	var b strings.Builder
	for line := range strings.Lines(FactsTable()) {
		cells := strings.Split(strings.TrimSuffix(line, " |\n"), " | ")
		b.WriteString(strings.Join(cells[:len(cells)-1], " | ") + " |\n")
	}
	return b.String()
}
