package standard

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Scopes says which algorithms the engine is held to, and why others are left out.
type Scopes struct {
	Algorithms []*Scope
	Beyond     []Beyond
}

// Scope is an algorithm that the engine is held to, with what is said of its steps.
type Scope struct {
	URL          string
	Line         int
	Dispositions []*Disposition
}

// Beyond is an algorithm that is not in scope.
type Beyond struct {
	URL    string
	Reason string
	Line   int
}

// Disposition says of steps, and of the steps below them, why the suite need not reach them.
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

// The kinds of reasons; scope.txt says what they mean.
const (
	Unmodelled DispositionKind = "unmodelled"
	Implied    DispositionKind = "implied"
	Never      DispositionKind = "never"
	Tested     DispositionKind = "tested"
)

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

var dispositionLine = regexp.MustCompile(`^(.*?) (unmodelled|implied|never|tested)(?: (true|false))?(?: (.*))?$`)

// parseScopes reads a scope file, in the form that scope.txt describes. The error is a [*FileError].
func parseScopes(file string, data []byte) (*Scopes, error) {
	all := new(Scopes)
	var scope *Scope
	return all, eachLine(file, data, func(n int, text string) error {
		word, rest, _ := strings.Cut(text, " ")
		switch word {
		case "algorithm":
			scope = &Scope{URL: rest, Line: n}
			all.Algorithms = append(all.Algorithms, scope)
			return nil
		case "beyond":
			url, reason, ok := strings.Cut(rest, " ")
			if !ok {
				return fmt.Errorf("%s needs a reason", url)
			}
			all.Beyond = append(all.Beyond, Beyond{url, reason, n})
			return nil
		}
		m := dispositionLine.FindStringSubmatch(text)
		if m == nil || scope == nil {
			return fmt.Errorf("write algorithm and an address, beyond, an address and a reason, or below an algorithm: steps, " +
				"one of unmodelled, implied, never and tested, and a reason")
		}
		d := &Disposition{Kind: DispositionKind(m[2]), Only: m[3], Reason: m[4], Line: n}
		if m[1] != "*" {
			var behind string
			if d.Steps, behind = stepList(m[1]); d.Steps == nil || behind != "" {
				return fmt.Errorf("%q is neither * nor a list of steps", m[1])
			}
		}
		if d.Kind == Tested {
			d.Test, d.Reason, _ = strings.Cut(d.Reason, " ")
		}
		if d.Reason == "" && d.Test == "" || d.Kind == Never && d.Only == "" {
			return fmt.Errorf("the reason is missing, or the outcome that never happens")
		}
		scope.Dispositions = append(scope.Dispositions, d)
		return nil
	})
}

// Of returns what is said of a step's outcome, nil when nothing is.
func (s *Scope) Of(e *Entry, step string, outcome bool) *Disposition {
	if s == nil {
		return nil
	}
	for _, d := range s.Dispositions {
		if (d.Only == "" || d.Only == fmt.Sprint(outcome)) && d.covers(e, step) {
			return d
		}
	}
	return nil
}

// covers reports whether a disposition is said of a step, or of one that it is below.
func (d *Disposition) covers(e *Entry, step string) bool {
	for _, r := range d.Steps {
		numbers, _ := r.steps(e)
		for _, number := range numbers {
			if step == number || strings.HasPrefix(step, number+".") || strings.HasPrefix(step, number+"/") {
				return true
			}
		}
	}
	return d.Steps == nil
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
