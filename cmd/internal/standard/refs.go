package standard

import (
	"regexp"
	"strings"
)

// A comment that cites steps has one form: a list of steps, with "Step" or "Steps" before it or not, that is the whole
// comment or is followed by a full stop, a colon, a semicolon or a comma. A list has commas, "and", "to" or hyphens
// between its numbers: 7.1 to 7.3; 14.3.1, 14.3.2; 6.5.5.5-7. Steps of another algorithm follow its title and a comma,
// as in "HTTP fetch, 4.3", or its title's genitive, as in "main fetch's step 12".

// stepRange is a step, or the steps from one to another of the same list.
type stepRange struct{ from, to string }

var (
	stepNumber    = regexp.MustCompile(`^(?:\d+|/[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.\d+|/[a-z0-9]+(?:-[a-z0-9]+)*)*`)
	stepSeparator = regexp.MustCompile(`^(?:, and |, | and |; )`)
	stepTo        = regexp.MustCompile(`^(?: to |-|–)`)
	stepWord      = regexp.MustCompile(`^[Ss]teps? `)
	anotherStep   = regexp.MustCompile(`; (\d+(?:\.\d+)*)\. `)
	stepEnd       = regexp.MustCompile(`^(?:$|[.:;,)]|\s*$)`)
)

// leadingSteps reads the steps that a comment begins with, nil when it cites none there, and returns what follows.
func leadingSteps(s string) ([]stepRange, string) {
	list, rest := stepList(stepWord.ReplaceAllString(s, ""))
	if len(list) == 0 || !stepEnd.MatchString(rest) {
		return nil, s
	}
	// 3. One thing; 6. another.
	for _, m := range anotherStep.FindAllStringSubmatch(rest, -1) {
		list = append(list, stepRange{m[1], m[1]})
	}
	return list, rest
}

// stepList reads a list of steps at the start of s.
func stepList(s string) ([]stepRange, string) {
	var list []stepRange
	for {
		from := stepNumber.FindString(s)
		if from == "" {
			return nil, s
		}
		s = s[len(from):]
		r := stepRange{from, from}
		if sep := stepTo.FindString(s); sep != "" {
			if to := stepNumber.FindString(s[len(sep):]); to != "" {
				s = s[len(sep)+len(to):]
				r.to = to
				// 6.3-4 is short for 6.3 to 6.4.
				if !strings.ContainsAny(to, "./") {
					r.to = from[:strings.LastIndexAny(from, "./")+1] + to
				}
			}
		}
		list = append(list, r)
		sep := stepSeparator.FindString(s)
		next := strings.TrimPrefix(s, sep)
		number := stepNumber.FindString(next)
		if sep == "" || number == "" || !continuesList(sep, next[len(number):]) {
			return list, s
		}
		s = next
	}
}

// continuesList reports whether a number is one of a list of steps, by what follows it: a number of things is not.
func continuesList(sep, rest string) bool {
	if sep == "; " {
		return strings.HasPrefix(rest, ".")
	}
	return stepEnd.MatchString(rest) || stepTo.MatchString(rest) || stepSeparator.MatchString(rest)
}

// steps are the steps of e that a range covers, and those named that do not exist.
func (r stepRange) steps(e *Entry) (found []string, missing string) {
	if r.from == r.to {
		if _, ok := e.Step(r.from); !ok {
			return nil, r.from
		}
		return []string{r.from}, ""
	}
	prefix := r.from[:strings.LastIndexAny(r.from, "./")+1]
	inside := false
	for _, s := range e.Steps {
		rest, ok := strings.CutPrefix(s.Number, prefix)
		if !ok || strings.ContainsAny(rest, "./") {
			continue
		}
		inside = inside || s.Number == r.from
		if inside {
			found = append(found, s.Number)
		}
		if s.Number == r.to {
			if inside {
				return found, ""
			}
			break
		}
	}
	if _, ok := e.Step(r.from); !ok {
		return nil, r.from
	}
	// 7 to 7.7 ends below where it began.
	if _, ok := e.Step(r.to); ok && strings.HasPrefix(r.to, r.from+".") {
		below, missing := stepRange{r.from + ".1", r.to}.steps(e)
		return append([]string{r.from}, below...), missing
	}
	return nil, r.to
}
