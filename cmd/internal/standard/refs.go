package standard

import (
	"regexp"
	"slices"
	"strings"
)

// A comment cites steps at its beginning: a list of steps, after "Step" or "Steps" or not, that is the whole comment or
// has a full stop, a colon, a semicolon, a comma or a closing bracket behind it. A list has commas, "and", "to" or hyphens
// between its numbers: 7.1 to 7.3; 14.3.1, 14.3.2; 6.5.5.5-7. Steps of another algorithm follow its title and a comma,
// as in "HTTP fetch, 4.3", or its title's genitive, as in "main fetch's step 12".

// stepRange is a step, or the steps from one to another of the same list.
type stepRange struct{ from, to string }

const stepPattern = `(?:\d+|/[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.\d+|/[a-z0-9]+(?:-[a-z0-9]+)*)*`

var (
	stepNumber    = regexp.MustCompile(`^` + stepPattern)
	stepSpan      = regexp.MustCompile(`^(` + stepPattern + `)(?:(?: to |-|–)(` + stepPattern + `))?`)
	stepSeparator = regexp.MustCompile(`^(?:, and |, | and )`)
	stepWord      = regexp.MustCompile(`^[Ss]teps? `)
	stepEnd       = regexp.MustCompile(`^(?:$|[.:;,)]|\s*$)`)
)

// leadingSteps reads the steps that a comment begins with, nil when it cites none there, and returns what follows.
func leadingSteps(s string) ([]stepRange, string) {
	list, rest := stepList(stepWord.ReplaceAllString(s, ""))
	if len(list) == 0 || !stepEnd.MatchString(rest) {
		return nil, s
	}
	return list, rest
}

// stepList reads a list of steps at the start of s, and returns what follows.
func stepList(s string) (list []stepRange, rest string) {
	for {
		m := stepSpan.FindStringSubmatch(s)
		if m == nil {
			return list, s
		}
		r := stepRange{m[1], m[1]}
		switch {
		case m[2] != "" && !strings.ContainsAny(m[2], "./"): // 6.3-4 is short for 6.3 to 6.4
			r.to = siblings(m[1]) + m[2]
		case m[2] != "":
			r.to = m[2]
		}
		list, s = append(list, r), s[len(m[0]):]
		// A number that goes on as a number of things is no step.
		separator := stepSeparator.FindString(s)
		next := stepSpan.FindString(s[len(separator):])
		if behind := s[len(separator)+len(next):]; separator == "" || !stepEnd.MatchString(behind) && !stepSeparator.MatchString(behind) {
			return list, s
		}
		if next == "" {
			return list, s
		}
		s = s[len(separator):]
	}
}

// siblings is what the numbers of a step's list begin with: 7. for 7.5.
func siblings(number string) string { return number[:strings.LastIndexAny(number, "./")+1] }

// steps are the numbers of the steps of e that a range covers; or the one it names that does not exist. 7 to 7.7 ends
// below the step where it began.
func (r stepRange) steps(e *Entry) (found []string, missing string) {
	at := func(number string) int {
		return slices.IndexFunc(e.Steps, func(s Step) bool { return s.Number == number })
	}
	from, to := at(r.from), at(r.to)
	if from < 0 {
		return nil, r.from
	}
	if to < from || siblings(r.to) != siblings(r.from) && siblings(r.to) != r.from+"." {
		return nil, r.to
	}
	for _, s := range e.Steps[from : to+1] {
		if in := siblings(s.Number); in == siblings(r.from) || in == siblings(r.to) {
			found = append(found, s.Number)
		}
	}
	return found, ""
}
