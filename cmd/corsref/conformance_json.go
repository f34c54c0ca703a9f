package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"

	"github.com/corsref/corsref/conformance/suite"
)

// resultLine is what is printed of one case.
type resultLine struct {
	Name        string           `json:"name"`
	Status      suite.Status     `json:"status"`
	Known       bool             `json:"known,omitempty"` // listed as a known failure
	Differences []differenceLine `json:"differences,omitempty"`
	Reason      string           `json:"reason,omitempty"` // why it was skipped, or could not be played
	Link        string           `json:"link,omitempty"`
}

type differenceLine struct {
	Fetch int    `json:"fetch"`
	Field string `json:"field"`
	Want  string `json:"want"`
	Got   string `json:"got"`
}

// printResults prints one object a case.
func printResults(w io.Writer, report *suite.Report, known suite.Known) error {
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for i := range report.Results {
		r := &report.Results[i]
		line := resultLine{Name: r.Case.Name, Status: r.Status}
		_, line.Known = known[r.Case.Name]
		for _, d := range r.Differences {
			line.Differences = append(line.Differences, differenceLine(d))
		}
		var skip *suite.Skip
		switch {
		case errors.As(r.Err, &skip):
			line.Reason, line.Link = skip.Reason, skip.Link
		case r.Err != nil:
			line.Reason = r.Err.Error()
		}
		if err := encoder.Encode(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
