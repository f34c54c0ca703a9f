package standard

import (
	"strconv"
	"strings"
)

// slugWords is how many words of a condition name a branch.
const slugWords = 3

// slugs names the branches of one switch after their conditions. A name is made of words: runs of letters, digits and
// hyphens in lower case, without variables (which the caller leaves out), without brackets, articles, forms of to be,
// conjunctions and single letters. The first three make the name, more while another branch has the same, and a number
// when two conditions have the same words.
func slugs(conditions []string) []string {
	words := make([][]string, len(conditions))
	longest := 0
	for i, condition := range conditions {
		words[i] = significantWords(condition)
		longest = max(longest, len(words[i]))
	}
	names := make([]string, len(conditions))
	for i := range names {
		for n := slugWords; ; n++ {
			names[i] = joined(words[i], n)
			same := 0
			for j := range words {
				if joined(words[j], n) == names[i] {
					same++
				}
			}
			if same == 1 || n >= longest {
				break
			}
		}
	}
	seen := make(map[string]int)
	for i, name := range names {
		if seen[name]++; seen[name] > 1 {
			names[i] = name + "-" + strconv.Itoa(seen[name])
		}
	}
	return names
}

// joined is the first n words with hyphens between.
func joined(words []string, n int) string { return strings.Join(words[:min(n, len(words))], "-") }

// insignificant are the words that name nothing.
var insignificant = map[string]bool{
	"the": true, "an": true, "is": true, "are": true, "be": true, "and": true, "or": true, "of": true, "with": true,
	"to": true, "either": true, "whose": true,
}

// significantWords are the words of a condition that a name may have; at least one.
func significantWords(condition string) []string {
	words := strings.FieldsFunc(strings.ToLower(removeBrackets.Replace(condition)), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-')
	})
	kept := words[:0]
	for _, word := range words {
		word = strings.Trim(word, "-")
		if len(word) > 1 && !insignificant[word] {
			kept = append(kept, word)
		}
	}
	if len(kept) == 0 {
		return []string{"empty"}
	}
	return kept
}

var removeBrackets = strings.NewReplacer("(s)", "", "’s", "", "'s", "")
