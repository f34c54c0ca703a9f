package standard

import (
	"encoding/json"
	"fmt"
	"io"
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
	Cases []string     // that reached it
	Why   *Disposition // why none need, if a reason is given
}

// Missing reports whether the outcome was not reached and no reason is given.
func (o Outcome) Missing() bool { return len(o.Cases) == 0 && o.Why == nil }

// Cover says what of each algorithm in scope was reached.
func (v *Evidence) Cover() []Coverage {
	var all []Coverage
	for _, scope := range TheScope().Algorithms {
		e, _ := Pinned().Find(scope.URL)
		c := Coverage{Entry: e}
		if v.source != nil {
			c.Functions = v.source.Implementing(e)
		}
		for _, s := range e.Steps {
			if s.Kind != KindIf && s.Kind != KindCase {
				continue
			}
			for _, held := range []bool{true, false} {
				o := Outcome{Step: s.Number, Held: held, Cases: v.outcome(e, s, held)}
				if len(o.Cases) == 0 {
					o.Why = scope.Of(e, s.Number, held)
				}
				c.Outcomes = append(c.Outcomes, o)
			}
		}
		all = append(all, c)
	}
	return all
}

// CountMissing counts the outcomes that were not reached and have no reason.
func CountMissing(all []Coverage) (n int) {
	for _, v := range all {
		for _, o := range v.Outcomes {
			if o.Missing() {
				n++
			}
		}
	}
	return n
}

func (v Coverage) totals() (reached, excused int) {
	for _, o := range v.Outcomes {
		switch {
		case len(o.Cases) > 0:
			reached++
		case o.Why != nil:
			excused++
		}
	}
	return reached, excused
}

// how says what reaches an outcome, or why nothing need.
func (o Outcome) how() string {
	switch {
	case len(o.Cases) > 1:
		return fmt.Sprintf("%d cases: %s, …", len(o.Cases), o.Cases[0])
	case len(o.Cases) == 1:
		return "1 case: " + o.Cases[0]
	case o.Why == nil:
		return "MISSING"
	case o.Why.Kind == Tested:
		return "tested by " + o.Why.Test
	}
	return string(o.Why.Kind) + ": " + o.Why.Reason
}

func yesNo(held bool) string {
	if held {
		return "yes"
	}
	return "no"
}

// PrintCoverage prints what of each algorithm was reached, for people; with missing, only what has to be.
func PrintCoverage(w io.Writer, all []Coverage, missing bool) {
	total, reached, excused := 0, 0, make(map[DispositionKind]int)
	for _, v := range all {
		covered, _ := v.totals()
		if !missing {
			fmt.Fprintf(w, "%s\n  %s\n", v.Entry.Title, v.Entry.URL())
			for _, f := range v.Functions {
				fmt.Fprintf(w, "  %s\n", f)
			}
			fmt.Fprintf(w, "  %d steps, outcomes of decisions reached %d/%d\n", len(v.Entry.Steps), covered, len(v.Outcomes))
		}
		last := ""
		for _, o := range v.Outcomes {
			total++
			switch {
			case len(o.Cases) > 0:
				reached++
			case o.Why != nil:
				excused[o.Why.Kind]++
			case missing:
				fmt.Fprintf(w, "%s\n  step %s is never reached with the outcome %s\n", v.Entry.URL(), o.Step, yesNo(o.Held))
			}
			if !missing {
				step := o.Step
				if step == last {
					step = ""
				}
				fmt.Fprintf(w, "    %-34s %-3s  %s\n", step, yesNo(o.Held), o.how())
			}
			last = o.Step
		}
		if !missing {
			fmt.Fprintln(w)
		}
	}
	fmt.Fprintf(w, `%d algorithms in scope, %d outcomes of steps that decide:
  %4d reached by the suite
  %4d in pure functions that no trace is told of, which Go tests cover
  %4d not modelled
  %4d with nothing left to decide in the form that the engine has
  %4d that cannot happen, or that no scenario can ask for
  %4d missing
`, len(all), total, reached, excused[Tested], excused[Unmodelled], excused[Implied], excused[Never], CountMissing(all))
}

// WriteCoverage writes one JSON object an algorithm, one a line; with missing, only outcomes that are missing, and no
// algorithm without any.
func WriteCoverage(w io.Writer, all []Coverage, missing bool) error {
	type function struct {
		Name string `json:"name"`
		File string `json:"file"`
		Line int    `json:"line"`
	}
	type outcome struct {
		Step   string   `json:"step"`
		Held   bool     `json:"held"`
		Cases  []string `json:"cases"`
		Reason string   `json:"reason,omitempty"` // "kind: why", when no case needs to reach it
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, v := range all {
		functions, outcomes := []function{}, []outcome{}
		for _, f := range v.Functions {
			functions = append(functions, function{f.Package + "." + f.Name, f.File, f.Line})
		}
		for _, o := range v.Outcomes {
			if missing && !o.Missing() {
				continue
			}
			told := outcome{Step: o.Step, Held: o.Held, Cases: append([]string{}, o.Cases...)}
			if o.Why != nil {
				told.Reason = o.how()
			}
			outcomes = append(outcomes, told)
		}
		if missing && len(outcomes) == 0 {
			continue
		}
		reached, excused := v.totals()
		if err := out.Encode(struct {
			Title     string     `json:"title"`
			Spec      string     `json:"spec"`
			Functions []function `json:"functions"`
			Steps     int        `json:"steps"`
			Reached   int        `json:"reached"`
			Excused   int        `json:"excused"`
			Total     int        `json:"total"`
			Outcomes  []outcome  `json:"outcomes"`
		}{v.Entry.Title, v.Entry.URL(), functions, len(v.Entry.Steps), reached, excused, len(v.Outcomes), outcomes}); err != nil {
			return err
		}
	}
	return nil
}
