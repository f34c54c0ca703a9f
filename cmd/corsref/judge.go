package main

import (
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/origin/psl"
)

// judge plays a scenario and reports what it comes to. The server, if not nil, answers instead of the scenario's rules.
func judge(s *conformance.Scenario, server conformance.Server, r *report) error {
	options := conformance.Options{Sites: psl.List, Server: server}
	if len(r.profiles) > 0 {
		options.Profile = profileOf(r.profiles[0])
	}
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
