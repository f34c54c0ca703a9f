package main

import (
	"io"

	"github.com/corsref/corsref/cmd/internal/term"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin/psl"
)

// report prints results one by one and counts them. It keeps none.
type report struct {
	out  io.Writer
	json bool
	// profiles are the profiles that judge: the first one tells its story, the
	// others are compared with it. None is the standard.
	profiles []profile.Set
	// decisions says to print every decision too.
	decisions bool
	style     story.Style
	tally     story.Tally
	begun     bool // a scenario was printed already
	// player is what judges scenarios without a server and without a story, once there was one.
	player *conformance.Player
	text   []byte // memory that lines reuse
}

// part is a report with an output and a tally of its own, which another goroutine may write.
func (r *report) part() *report {
	return &report{json: r.json, profiles: r.profiles, decisions: r.decisions, style: r.style, begun: r.begun}
}

func newReport(out io.Writer, json bool) *report {
	return &report{out: out, json: json, style: term.StyleOf(out)}
}

// wantsStories reports whether the report tells stories.
func (r *report) wantsStories() bool { return !r.json }

// result prints what a scenario came to, at once.
func (r *report) result(s *conformance.Scenario, result *conformance.Result, stories []story.Story) error {
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
	text := r.style.Scenario(story.Judged{
		Name: s.Name, First: first, Stories: stories, Expect: s.Expect, Differences: differences,
	})
	_, err := io.WriteString(r.out, text)
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
	if r.tally.Blocked > 0 || r.tally.Failed > 0 {
		return errBlocked
	}
	return nil
}

// options are those of the profile that judges.
func (r *report) options() conformance.Options {
	options := conformance.Options{Sites: psl.List}
	if len(r.profiles) > 0 {
		options.Profile = profileOf(r.profiles[0])
	}
	return options
}

// judgeInBulk is judge for programs, which want many verdicts fast and no stories.
func judgeInBulk(s *conformance.Scenario, r *report) error {
	if r.player == nil {
		r.player = conformance.NewPlayer(r.options())
	}
	result, err := r.player.Play(s)
	if err != nil {
		return err
	}
	if err := r.result(s, result, nil); err != nil || len(r.profiles) < 2 {
		return err
	}
	return r.others(s, nil, result.Output().Fetches)
}

// judge plays a scenario and reports what it comes to. The server, if not nil, answers instead of the scenario's rules.
func judge(s *conformance.Scenario, server conformance.Server, r *report) error {
	if server == nil && !r.wantsStories() {
		return judgeInBulk(s, r)
	}
	options := r.options()
	options.Server = server
	var stories []story.Story
	if r.wantsStories() {
		options.Observe = story.Observe(s, func(told story.Story) { stories = append(stories, told) })
	}
	if r.decisions {
		traceDecisions(&options.Observe, r.out)
	}
	result, err := conformance.Run(s, options)
	if err != nil {
		return err
	}
	if err := r.result(s, result, stories); err != nil || len(r.profiles) < 2 {
		return err
	}
	return r.others(s, server, result.Output().Fetches)
}
