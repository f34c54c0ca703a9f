package main

import (
	"fmt"
	"io"
	"time"

	"github.com/corsref/corsref/cmd/internal/standard"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// traceDecisions makes an observer print every decision of each fetch when it is done, before its story.
func traceDecisions(o *conformance.Observer, out io.Writer) {
	started, done := o.Started, o.Done
	var tracer *standard.Tracer
	o.Started = func(i int, req *fetch.Request, now time.Time) {
		if started != nil {
			started(i, req, now)
		}
		tracer = standard.NewTracer(standard.Pinned())
		if req != nil {
			req.Trace = tracer.Wrap(req.Trace)
		}
	}
	o.Done = func(i int, result *conformance.FetchResult) {
		fmt.Fprintf(out, "Decisions of fetch %d\n%s\n", i, tracer)
		if done != nil {
			done(i, result)
		}
	}
}
