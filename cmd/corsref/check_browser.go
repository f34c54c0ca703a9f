package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/corsref/corsref/cmd/internal/browser"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/profile"
)

// beside is what a real browser does with a scenario, beside what its profile predicts.
type beside struct {
	Name        string                   `json:"name,omitempty"` // the scenario's
	Browser     string                   `json:"browser"`
	Version     string                   `json:"version,omitempty"`
	Reason      string                   `json:"reason,omitempty"` // why it was not played
	Predicted   []conformance.Verdict    `json:"predicted,omitempty"`
	Observed    []conformance.Verdict    `json:"observed,omitempty"`
	Differences []conformance.Difference `json:"differences,omitempty"`
}

// openBrowsers finds browsers, and says which are not there. Stop ends the others.
func (r *report) openBrowsers(ctx context.Context, names []string) (found []suite.Implementation, stop func(), err error) {
	stop = func() {
		for _, b := range found {
			b.(*browser.Player).Close()
		}
	}
	for _, name := range names {
		installed, err := findBrowser(ctx, name)
		if err == nil {
			found = append(found, browser.NewPlayer(installed))
		} else if err := r.printBeside(&beside{Browser: name, Reason: err.Error()}); err != nil {
			return found, stop, err
		}
	}
	return found, stop, nil
}

// observe plays a scenario in a browser and with its profile, and prints both.
func (r *report) observe(ctx context.Context, b suite.Implementation, s *conformance.Scenario, file string) error {
	d := b.Describe()
	both := &beside{Name: s.Name, Browser: d.Name, Version: d.Version}
	set, _ := profile.ByName(d.Name)
	predicted, err := r.verdicts(s, file, set)
	if err != nil {
		return err
	}
	bare := *s
	bare.Expect = nil
	observed, err := b.Play(ctx, &bare)
	if skip, ok := errors.AsType[*suite.Skip](err); ok {
		both.Reason = "this scenario cannot be staged: " + skip.Reason
	} else if err != nil {
		return err
	} else {
		both.Predicted, both.Observed, both.Differences = predicted, observed, conformance.CompareVerdicts(predicted, observed)
	}
	r.surprised = r.surprised || len(both.Differences) > 0
	return r.printBeside(both)
}

// printBeside prints the prediction and what was observed.
func (r *report) printBeside(b *beside) error {
	if r.json {
		return newLines(r.out).Encode(b)
	}
	var text strings.Builder
	if r.begun {
		text.WriteByte('\n')
	}
	r.begun = true
	text.WriteString(term.Text(strings.TrimSpace(b.Browser + " " + b.Version)))
	switch {
	case b.Reason != "":
		fmt.Fprintf(&text, ": not played: %s\n", term.Text(b.Reason))
	case len(b.Differences) == 0:
		text.WriteString(" does as its profile predicts\n")
	default:
		text.WriteString(" does not do as its profile predicts\n")
	}
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for i := range b.Predicted {
		what := ""
		if len(b.Predicted) > 1 {
			what = fmt.Sprintf("fetch %d of %d", i+1, len(b.Predicted))
		}
		fmt.Fprintf(table, "  %s\tpredicted\tobserved\n", what)
		printRows(table, &b.Predicted[i], &b.Observed[i])
	}
	table.Flush()
	_, err := io.WriteString(r.out, text.String())
	return err
}

// printRows prints what script and server see of a fetch, a fact a row.
func printRows(table io.Writer, predicted, observed *conformance.Verdict) {
	names, values := factsOf(predicted)
	others, seen := factsOf(observed)
	for i, name := range others {
		if !slices.Contains(names, name) { // it stands behind the one that it follows
			names = slices.Insert(names, slices.Index(names, others[max(i-1, 0)])+1, name)
		}
	}
	for _, name := range names {
		mark, want, got := "✗", values[name], seen[name]
		if want == got || name == "outcome" && conformance.SameToScript(want, got) {
			mark = "✓"
		}
		_, label, isHeader := strings.Cut(name, "\n")
		if isHeader {
			name = "  " + label
		}
		fmt.Fprintf(table, "  %s %s\t%s\t%s\n", mark, term.Text(name), cell(want), cell(got))
	}
}

// factsOf are the names of what can be observed of a fetch, and their values. A header's name stands behind the message's
// and a newline.
func factsOf(v *conformance.Verdict) (names []string, values map[string]string) {
	values = make(map[string]string)
	add := func(name, value string) {
		if before, ok := values[name]; ok {
			values[name] = before + ", " + value
			return
		}
		names, values[name] = append(names, name), value
	}
	for i := range v.Wire {
		request := fmt.Sprintf("request %d", i+1)
		add(request, v.Wire[i].Method+" "+v.Wire[i].URL)
		for _, line := range v.Wire[i].Headers {
			add(request+"\n"+header.ByteLowercase(line.Name), line.Value)
		}
	}
	add("outcome", v.Outcome)
	if r := v.Response; r != nil {
		add("status", fmt.Sprint(r.Status))
		add("url", r.URL)
		if r.Type != nil && r.Redirected != nil {
			add("type", *r.Type)
			add("redirected", fmt.Sprint(*r.Redirected))
		}
		for _, line := range r.Headers {
			add("response\n"+line.Name, line.Value)
		}
	}
	return names, values
}

// cell is a value in a table.
func cell(value string) string {
	const most = 60
	if value == "" {
		return "–"
	}
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "…"
	}
	return term.Text(value)
}
