package standard

import (
	"fmt"
	"strings"
)

// went says how a condition went.
func went(held bool) string {
	if held {
		return "holding"
	}
	return "not holding"
}

// TextReport is what coverage says of each algorithm, for people; with missing, only what is not reached and has no
// reason.
func TextReport(all []Coverage, missing bool) string {
	var b strings.Builder
	for i, v := range all {
		if missing {
			for _, o := range v.Outcomes {
				if o.Missing() {
					fmt.Fprintf(&b, "%s\n  step %s is never reached with its condition %s\n", v.Entry.URL(), o.Step, went(o.Held))
				}
			}
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		v.write(&b)
	}
	if !missing {
		b.WriteByte('\n')
	}
	return b.String() + summary(all)
}

// summary counts outcomes by what reaches them, or why nothing need.
func summary(all []Coverage) string {
	total, reached, missing := 0, 0, 0
	excused := make(map[DispositionKind]int)
	for _, v := range all {
		for _, o := range v.Outcomes {
			total++
			switch {
			case len(o.Cases) > 0:
				reached++
			case o.Why != nil:
				excused[o.Why.Kind]++
			default:
				missing++
			}
		}
	}
	return fmt.Sprintf(`%d algorithms in scope, %d outcomes of steps that decide:
  %4d reached by the suite
  %4d in pure functions that no trace is told of, which Go tests cover
  %4d not modelled
  %4d with nothing left to decide in the form that the engine has
  %4d that cannot happen, or that no scenario can ask for
  %4d missing
`, len(all), total, reached, excused[Tested], excused[Unmodelled], excused[Implied], excused[Never], missing)
}

// write is one algorithm: its name and address, functions, totals, and what reaches each step.
func (v Coverage) write(b *strings.Builder) {
	reached, _, total := v.Totals()
	fmt.Fprintf(b, "%s\n  %s\n", v.Entry.Title, v.Entry.URL())
	for _, f := range v.Functions {
		fmt.Fprintf(b, "  %s\n", f)
	}
	fmt.Fprintf(b, "  %d steps, outcomes of decisions reached %d/%d\n", len(v.Entry.Steps), reached, total)
	for i, o := range v.Outcomes {
		step := o.Step
		if i > 0 && v.Outcomes[i-1].Step == step {
			step = ""
		}
		answer := "no"
		if o.Held {
			answer = "yes"
		}
		fmt.Fprintf(b, "    %-34s %-3s  %s\n", step, answer, o.how())
	}
}

// how says what reaches an outcome.
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
