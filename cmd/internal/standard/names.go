package standard

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// anchorFor is the anchor that Bikeshed gives a definition without an id: its text, after that of what it is for, and for
// some types a prefix.
func anchorFor(dfnType, dfnFor, text string) string {
	id := simplifyText(text)
	dfnFor, _, _ = strings.Cut(dfnFor, ",")
	switch dfnType {
	case "abstract-op":
		return "abstract-opdef-" + id
	case "interface", "dictionary", "enum":
		return id
	case "typedef", "callback":
		return dfnType + "def-" + id
	case "method", "constructor", "attribute", "dict-member", "argument", "const", "enum-value":
		return "dom-" + simplifyText(dfnFor) + "-" + id
	case "http-header":
		return "http-header-" + id
	}
	if dfnFor != "" && dfnFor != "/" {
		return simplifyText(dfnFor) + "-" + id
	}
	return id
}

var (
	bikeshedSeparators = regexp.MustCompile(`[\s/(,]+`)
	bikeshedDropped    = regexp.MustCompile(`[^a-z0-9_-]`)
)

// simplifyText is Bikeshed's rule for making an id of a text.
func simplifyText(s string) string {
	s = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "()", "")
	s = bikeshedSeparators.ReplaceAllString(s, "-")
	return strings.TrimRight(bikeshedDropped.ReplaceAllString(s, ""), "-")
}

// slugs names the branches of one switch after their conditions, from which the caller has left variables out: the first
// three significant words, more while another branch has the same, and a number when two conditions have the same words.
func slugs(conditions []string) []string {
	words := make([][]string, len(conditions))
	for i, condition := range conditions {
		words[i] = significantWords(condition)
	}
	name := func(i, n int) string { return strings.Join(words[i][:min(n, len(words[i]))], "-") }
	names, seen := make([]string, len(words)), make(map[string]int)
	for i := range words {
		n := 3
		for j := 0; j < len(words); j++ {
			if j != i && n < len(words[i]) && name(j, n) == name(i, n) {
				n, j = n+1, -1 // another branch has this name
			}
		}
		names[i] = name(i, n)
		if seen[names[i]]++; seen[names[i]] > 1 {
			names[i] += "-" + strconv.Itoa(seen[names[i]])
		}
	}
	return names
}

var (
	insignificant  = strings.Fields("the an is are be and or of with to either whose")
	word           = regexp.MustCompile(`[a-z0-9-]+`)
	removeBrackets = strings.NewReplacer("(s)", "", "’s", "", "'s", "")
)

// significantWords are the words of a condition that can name it, at least one: runs of letters, digits and hyphens in
// lower case, without articles, forms of to be, conjunctions and single letters.
func significantWords(condition string) []string {
	var kept []string
	for _, w := range word.FindAllString(strings.ToLower(removeBrackets.Replace(condition)), -1) {
		if w = strings.Trim(w, "-"); len(w) > 1 && !slices.Contains(insignificant, w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return []string{"empty"}
	}
	return kept
}
