package main

import (
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/origin/psl"
)

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
