package standard

import (
	"path"
	"strings"
)

// Coverage is what of one algorithm was reached.
type Coverage struct {
	Entry     *Entry
	Functions []*Function
	Outcomes  []Outcome // of the steps that decide, in order
}

// Outcome is one way that one step can go.
type Outcome struct {
	Step  string
	Held  bool
	Cases []string // that reached it
	// Why is the reason why none need, if one is given.
	Why *Disposition
}

// Missing reports whether the outcome was not reached and no reason is given.
func (o Outcome) Missing() bool { return len(o.Cases) == 0 && o.Why == nil }

// Cover says what of each algorithm in scope was reached.
func Cover(x *Index, src *Source, scopes *Scopes, c Collected) []Coverage {
	var all []Coverage
	for _, scope := range scopes.Algorithms {
		e, _ := x.Find(scope.URL)
		if e == nil {
			continue
		}
		all = append(all, cover(e, src, scope, c))
	}
	return all
}

func cover(e *Entry, src *Source, scope *Scope, c Collected) Coverage {
	v := Coverage{Entry: e}
	if src != nil {
		v.Functions = src.Implementing(e)
	}
	for _, s := range e.Steps {
		if s.Kind != KindIf && s.Kind != KindCase {
			continue
		}
		for _, held := range []bool{true, false} {
			o := Outcome{Step: s.Number, Held: held, Cases: e.reached(c, s, held)}
			if d, ok := scope.Of(e, s.Number, held); ok && len(o.Cases) == 0 {
				o.Why = &d
			}
			v.Outcomes = append(v.Outcomes, o)
		}
	}
	return v
}

// reached returns the cases that reached an outcome. Of a switch, a branch is not taken when another one is; the last
// one, otherwise, is taken when the one before it is not.
func (e *Entry) reached(c Collected, s Step, held bool) []string {
	names := c[Decision{e.URL(), s.Number, held}]
	if len(names) > 0 || s.Kind != KindCase {
		return names
	}
	branches := e.siblings(s.Number)
	if held {
		if path.Base(s.Number) == "otherwise" && len(branches) > 1 {
			return c[Decision{e.URL(), branches[len(branches)-2], false}]
		}
		return nil
	}
	for _, branch := range branches {
		if branch == s.Number {
			continue
		}
		if names := c[Decision{e.URL(), branch, true}]; len(names) > 0 {
			return names
		}
	}
	return nil
}

// siblings are the branches of the switch that a branch is one of.
func (e *Entry) siblings(branch string) []string {
	prefix := branch[:strings.LastIndexByte(branch, '/')+1]
	var found []string
	for _, s := range e.Steps {
		if rest, ok := strings.CutPrefix(s.Number, prefix); ok && s.Kind == KindCase && !strings.ContainsAny(rest, "./") {
			found = append(found, s.Number)
		}
	}
	return found
}

// Totals counts outcomes: those reached, those with a reason, and all.
func (v Coverage) Totals() (reached, excused, total int) {
	for _, o := range v.Outcomes {
		switch {
		case len(o.Cases) > 0:
			reached++
		case o.Why != nil:
			excused++
		}
	}
	return reached, excused, len(v.Outcomes)
}
