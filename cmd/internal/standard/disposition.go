package standard

import (
	"bufio"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Disposition says of a step, and of the steps below it, why the suite need not reach it.
type Disposition struct {
	Steps  []stepRange // nil: the whole algorithm
	Kind   DispositionKind
	Only   string // "true" or "false": the outcome it is said of; "" for both
	Test   string // of kind Tested: where, as in "fetch.TestAbort"
	Reason string
	Line   int
}

// DispositionKind is a reason's kind.
type DispositionKind string

// The kinds of reasons.
const (
	// Unmodelled: the engine does not do this. SPEC_NOTES.md lists it.
	Unmodelled DispositionKind = "unmodelled"
	// Implied: nothing is left to decide in the form that the engine has; the reason says why.
	Implied DispositionKind = "implied"
	// Never: this outcome cannot happen, or no scenario can ask for it; the other must be reached.
	Never DispositionKind = "never"
	// Tested: a pure function that no trace is told of; the Go test named covers every statement of it.
	Tested DispositionKind = "tested"
)

// Scope is an algorithm that the engine is held to, with what is said of its steps.
type Scope struct {
	URL          string
	Line         int
	Dispositions []Disposition
}

// Beyond is an algorithm that is not in scope.
type Beyond struct {
	URL    string
	Reason string
	Line   int
}

// Scopes is the data file of what is in scope and what is not modelled.
type Scopes struct {
	Algorithms []*Scope
	Beyond     []Beyond
}

//go:embed scope.txt
var scopeText []byte

// ScopeFile is where the scope is written down, below the module's root.
const ScopeFile = "cmd/internal/standard/scope.txt"

// TheScope returns what the engine is held to. It must not be changed.
var TheScope = sync.OnceValue(func() *Scopes {
	s, err := parseScopes(ScopeFile, scopeText)
	if err != nil {
		panic(err) // a test reads it
	}
	return s
})

// parseScopes reads a scope file: lines "algorithm URL", each followed by "STEPS KIND REASON" lines, and lines "beyond
// URL REASON". An asterisk for the steps is the whole algorithm. The kind never has an outcome behind it, tested a test
// and may have an outcome before that.
func parseScopes(file string, data []byte) (*Scopes, error) {
	all := new(Scopes)
	var scope *Scope
	lines := bufio.NewScanner(strings.NewReader(string(data)))
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		fail := func(format string, args ...any) error {
			return &FileError{File: file, Line: n, Msg: fmt.Sprintf(format, args...)}
		}
		word, rest, _ := strings.Cut(text, " ")
		switch {
		case word == "algorithm":
			scope = &Scope{URL: rest, Line: n}
			all.Algorithms = append(all.Algorithms, scope)
		case word == "beyond":
			url, reason, _ := strings.Cut(rest, " ")
			if reason == "" {
				return nil, fail("%s needs a reason", url)
			}
			all.Beyond = append(all.Beyond, Beyond{url, reason, n})
		case scope == nil:
			return nil, fail("there is no algorithm before this line")
		default:
			d := Disposition{Line: n}
			list, kind, reason := splitDisposition(text)
			if list != "*" {
				var behind string
				if d.Steps, behind = stepList(list); d.Steps == nil || behind != "" {
					return nil, fail("the line begins with neither *, nor steps, nor algorithm, nor beyond")
				}
			}
			d.Kind = DispositionKind(kind)
			if !slices.Contains([]DispositionKind{Unmodelled, Implied, Never, Tested}, d.Kind) {
				return nil, fail("%q is no kind of reason; the kinds are unmodelled, implied, never and tested", kind)
			}
			if outcome, after, _ := strings.Cut(reason, " "); outcome == "true" || outcome == "false" {
				d.Only, reason = outcome, after
			}
			if d.Kind == Tested {
				d.Test, reason, _ = strings.Cut(reason, " ")
			}
			if d.Reason = reason; reason == "" && d.Kind != Tested || d.Kind == Never && d.Only == "" {
				return nil, fail("a reason is missing, or the outcome that never happens")
			}
			scope.Dispositions = append(scope.Dispositions, d)
		}
	}
	return all, lines.Err()
}

var dispositionWord = regexp.MustCompile(`^(.*?) (unmodelled|implied|never|tested) (.*)$`)

// splitDisposition is steps, kind and reason of a line.
func splitDisposition(text string) (steps, kind, reason string) {
	if m := dispositionWord.FindStringSubmatch(text); m != nil {
		return m[1], m[2], m[3]
	}
	return "", text, ""
}

// Of returns what is said of a step's outcome, and whether anything is.
func (s *Scope) Of(e *Entry, step string, outcome bool) (Disposition, bool) {
	for _, d := range s.Dispositions {
		if d.Only != "" && d.Only != fmt.Sprint(outcome) {
			continue
		}
		if d.Steps == nil {
			return d, true
		}
		for _, r := range d.Steps {
			numbers, _ := r.steps(e)
			for _, number := range numbers {
				if step == number || strings.HasPrefix(step, number+".") || strings.HasPrefix(step, number+"/") {
					return d, true
				}
			}
		}
	}
	return Disposition{}, false
}

// Scope returns the scope of an algorithm, or nil.
func (s *Scopes) Scope(e *Entry) *Scope {
	for _, scope := range s.Algorithms {
		if scope.URL == e.URL() {
			return scope
		}
	}
	return nil
}

// WhyBeyond returns why an algorithm is not in scope, "" when nothing says that it is not.
func (s *Scopes) WhyBeyond(e *Entry) string {
	for _, b := range s.Beyond {
		if b.URL == e.URL() {
			return b.Reason
		}
	}
	return ""
}
