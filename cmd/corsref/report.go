package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/remedy"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// serverOf returns what answers the requests of a scenario from a file when it is played once.
type serverOf func(s *conformance.Scenario, file string) (conformance.Server, error)

// report plays scenarios, prints what each comes to, and counts. It keeps none of them.
type report struct {
	out      io.Writer
	style    story.Style
	json     bool
	trace    bool // print every decision too
	remedies bool // with json: say what mends a fetch that was blocked
	// profiles are those that judge: the story is that of the first one, with which the others are compared.
	profiles  []profile.Set
	server    serverOf               // nil: a scenario's own rules answer
	browsers  []suite.Implementation // real ones, which play too
	ctx       context.Context        // of what the browsers play
	surprised bool                   // one did not do as predicted
	told      func(*story.Story)     // if not nil, completes each story
	tally     story.Tally
	begun     bool                // something was printed already
	player    *conformance.Player // of the first profile, once it was needed
}

// newReport returns a report as the standard has it.
func newReport(out io.Writer, json bool) *report {
	return &report{out: out, json: json, style: term.StyleOf(out), profiles: []profile.Set{standardSet}}
}

// part returns a report that prints to out and counts for itself.
func (r *report) part(out io.Writer, begun bool) *report {
	return &report{out: out, json: r.json, trace: r.trace, remedies: r.remedies, profiles: r.profiles, server: r.server, style: r.style, begun: begun}
}

// judge plays a scenario with each profile and prints what it comes to.
func (r *report) judge(s *conformance.Scenario, file string) error {
	options, err := r.options(s, file, r.profiles[0])
	if err != nil {
		return err
	}
	var stories []story.Story
	remedies := make(map[int]*conformance.Remedy)
	switch {
	case r.remedies:
		options.Observe = remedy.Observe(s, options, func(i int, found *conformance.Remedy) { remedies[i] = found })
	case !r.json:
		options.Observe = story.Observe(s, options, func(told story.Story) {
			if r.told != nil {
				r.told(&told)
			}
			stories = append(stories, told)
		})
	}
	if r.trace {
		if err := traceDecisions(&options.Observe, r.out); err != nil {
			return err
		}
	}
	result, err := r.play(s, options)
	if err != nil {
		return err
	}
	for i, found := range remedies {
		result.Fetches[i].Verdict.Remedy = found
	}
	if err := r.print(s, result, stories); err != nil {
		return err
	}
	if err := r.note(story.Unseen(s, r.profiles[0].Name)); err != nil {
		return err
	}
	for _, set := range r.profiles[1:] {
		if err := r.compare(s, file, set, result.Output().Fetches); err != nil {
			return err
		}
	}
	for _, b := range r.browsers {
		if err := r.observe(r.ctx, b, s, file); err != nil {
			return err
		}
	}
	return nil
}

// traceDecisions makes an observer print every decision of each fetch when it is done, before its story.
func traceDecisions(o *conformance.Observer, out io.Writer) error {
	src, err := engineSource()
	if err != nil {
		return err
	}
	var tracer *standard.Tracer
	started, done := o.Started, o.Done
	o.Started = func(i int, req *fetch.Request, now time.Time) {
		started(i, req, now)
		tracer = standard.NewTracer(standard.Pinned(), src)
		if req != nil {
			req.Trace = tracer.Wrap(req.Trace)
		}
	}
	o.Done = func(i int, result *conformance.FetchResult) {
		fmt.Fprintf(out, "Decisions of fetch %d\n%s\n", i, tracer)
		done(i, result)
	}
	return nil
}

// options are those with which a profile plays a scenario once.
func (r *report) options(s *conformance.Scenario, file string, set profile.Set) (conformance.Options, error) {
	options := conformance.Options{Sites: psl.List, Profile: profileOf(set), Browser: set.Name}
	if r.server == nil {
		return options, nil
	}
	var err error
	options.Server, err = r.server(s, file)
	return options, err
}

// play plays a scenario with the first profile.
func (r *report) play(s *conformance.Scenario, options conformance.Options) (*conformance.Result, error) {
	if !r.json || r.remedies || r.server != nil {
		return conformance.Run(s, options)
	}
	if r.player == nil { // nobody observes: many scenarios a second
		r.player = conformance.NewPlayer(options)
	}
	return r.player.Play(s)
}

// print prints what a scenario came to, at once.
func (r *report) print(s *conformance.Scenario, result *conformance.Result, stories []story.Story) error {
	first := !r.begun
	r.begun = true
	differences := r.count(s, result)
	if r.json {
		out := result.Output()
		if len(r.profiles) > 1 {
			out.Profile = r.profiles[0].Name
		}
		return r.line(out)
	}
	_, err := io.WriteString(r.out, r.style.Scenario(story.Judged{
		Name: s.Name, First: first, Stories: stories, Expect: s.Expect, Differences: differences,
	}))
	return err
}

// line prints one object.
func (r *report) line(out conformance.Output) error {
	text, err := conformance.Encode(out)
	if err == nil {
		_, err = r.out.Write(append(text, '\n'))
	}
	return err
}

// count adds a scenario to the tally, and returns where its fetches are not as expected.
func (r *report) count(s *conformance.Scenario, result *conformance.Result) []conformance.Difference {
	r.tally.Scenarios++
	differences := result.Compare(s.Expect)
	failed := make([]bool, len(result.Fetches))
	for _, d := range differences {
		failed[d.Fetch] = true
	}
	for i := range result.Fetches {
		switch {
		case i < len(s.Expect) && s.Expect[i] != nil && failed[i]:
			r.tally.Failed++
		case i < len(s.Expect) && s.Expect[i] != nil:
			r.tally.Held++
		case result.Fetches[i].Verdict.Outcome == conformance.OutcomeResponse:
			r.tally.Allowed++
		default:
			r.tally.Blocked++
		}
	}
	return differences
}

// note prints remarks about the input, for people.
func (r *report) note(remarks ...string) error {
	for _, remark := range remarks {
		if r.json || remark == "" {
			continue
		}
		if _, err := io.WriteString(r.out, r.style.Remark(remark)); err != nil {
			return err
		}
	}
	return nil
}

// end prints what all scenarios came to, and returns errBlocked unless all is well.
func (r *report) end() error {
	if !r.json && r.tally.Scenarios > 1 {
		if _, err := io.WriteString(r.out, r.style.Tally(r.tally)); err != nil {
			return err
		}
	}
	if r.tally.Blocked > 0 || r.tally.Failed > 0 || r.surprised {
		return errBlocked
	}
	return nil
}
