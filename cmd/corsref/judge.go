package main

import (
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/story"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin/psl"
)

// judge plays a scenario and reports what it comes to. The server, if not nil, answers instead of the scenario's rules.
func judge(s *conformance.Scenario, server conformance.Server, r *report) error {
	options := conformance.Options{Sites: psl.List, Server: server}
	var stories []story.Story
	if r.wantsStories() {
		options.Observe = recorder(s, func(told story.Story) { stories = append(stories, told) })
	}
	result, err := conformance.Run(s, options)
	if err != nil {
		return err
	}
	return r.result(s, result, stories)
}

// recorder observes a scenario and tells the story of each fetch.
func recorder(s *conformance.Scenario, tell func(story.Story)) conformance.Observer {
	var now *story.Recorder
	return conformance.Observer{
		Started: func(i int, req *fetch.Request, _ time.Time) {
			now = begin(s, &s.Fetches[i])
			if req != nil {
				now.Start(req)
			}
		},
		Sent:     func(x conformance.Exchange) { now.Sent(x.Outgoing) },
		Received: func(_ conformance.Exchange, res fetch.Response, _ int) { now.Received(res) },
		Failed:   func(_ conformance.Exchange, err error, _ int) { now.Failed(err) },
		Done:     func(_ int, result *conformance.FetchResult) { tell(now.End(result.Response, result.Err)) },
	}
}

// begin begins the story of a fetch with the words of the document.
func begin(s *conformance.Scenario, init *conformance.FetchInit) *story.Recorder {
	or := func(given *string, otherwise string) string {
		if given == nil {
			return otherwise
		}
		return *given
	}
	names := make([]string, len(init.Headers))
	for i, field := range init.Headers {
		names[i] = field.Name
	}
	return story.NewRecorder(or(init.Method, "GET"), init.URL, or(init.Origin, s.Origin),
		or(init.Mode, "cors"), or(init.Credentials, "same-origin"), names)
}
