package standard

import (
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// jsonCoverage is one algorithm's coverage as other programs read it.
type jsonCoverage struct {
	Title     string         `json:"title"`
	Spec      string         `json:"spec"`
	Functions []jsonFunction `json:"functions"`
	Steps     int            `json:"steps"`
	Reached   int            `json:"reached"`
	Excused   int            `json:"excused"`
	Total     int            `json:"total"`
	Outcomes  []jsonOutcome  `json:"outcomes"`
}

type jsonFunction struct {
	Name string `json:"name"`
	File string `json:"file"`
	Line int    `json:"line"`
}

type jsonOutcome struct {
	Step   string   `json:"step"`
	Held   bool     `json:"held"`
	Cases  []string `json:"cases"`
	Reason string   `json:"reason,omitzero"` // "kind: why", when no case needs to reach it
}

// WriteCoverage writes one object an algorithm, one a line; with missing, only outcomes that are not reached and have no
// reason, and no algorithm without any.
func WriteCoverage(w io.Writer, all []Coverage, missing bool) error {
	for _, v := range all {
		reached, excused, total := v.Totals()
		j := jsonCoverage{
			Title: v.Entry.Title, Spec: v.Entry.URL(), Steps: len(v.Entry.Steps),
			Reached: reached, Excused: excused, Total: total,
			Functions: []jsonFunction{}, Outcomes: []jsonOutcome{},
		}
		for _, f := range v.Functions {
			j.Functions = append(j.Functions, jsonFunction{f.Package + "." + f.Name, f.File, f.Line})
		}
		for _, o := range v.Outcomes {
			if missing && !o.Missing() {
				continue
			}
			out := jsonOutcome{Step: o.Step, Held: o.Held, Cases: append([]string{}, o.Cases...)}
			if o.Why != nil && len(o.Cases) == 0 {
				out.Reason = o.how()
			}
			j.Outcomes = append(j.Outcomes, out)
		}
		if missing && len(j.Outcomes) == 0 {
			continue
		}
		text, err := json.Marshal(j, jsontext.EscapeForHTML(false), jsontext.EscapeForJS(false))
		if err != nil {
			return err
		}
		if _, err := w.Write(append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// AnyMissing reports whether an outcome was not reached and has no reason.
func AnyMissing(all []Coverage) bool {
	for _, v := range all {
		for _, o := range v.Outcomes {
			if o.Missing() {
				return true
			}
		}
	}
	return false
}
