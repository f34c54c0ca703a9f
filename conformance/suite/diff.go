package suite

import (
	"fmt"
	"strings"
)

// Diff is what was expected and not observed, after a minus, and what was observed and not expected, after a plus, line by
// line.
func (r *Result) Diff() string {
	var b strings.Builder
	for _, d := range r.Differences {
		at := fmt.Sprintf("fetches[%d].%s:", d.Fetch, d.Field)
		want, got := strings.Split(d.Want, "\n"), strings.Split(d.Got, "\n")
		if len(want) == 1 && len(got) == 1 {
			fmt.Fprintf(&b, "- %s %s\n+ %s %s\n", at, d.Want, at, d.Got)
			continue
		}
		fmt.Fprintf(&b, "  %s\n", at)
		for _, line := range diffLines(want, got) {
			fmt.Fprintf(&b, "%c   %s\n", line.mark, line.text)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

type diffLine struct {
	mark byte // - + or a space
	text string
}

// diffLines is the shortest way from a to b, by their longest common subsequence.
func diffLines(a, b []string) []diffLine {
	common := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []diffLine
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, diffLine{' ', a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			out = append(out, diffLine{'-', a[i]})
			i++
		default:
			out = append(out, diffLine{'+', b[j]})
			j++
		}
	}
	return out
}
