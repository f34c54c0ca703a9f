package conformance

import (
	"errors"
	"time"

	"github.com/corsref/corsref/fetch"
)

// ErrStop, or an error that wraps it, ends a run when a [Server] returns it.
var ErrStop = errors.New("the run was stopped")

// ErrNoRule is why a request that no rule matches fails.
var ErrNoRule = errors.New("no server rule matches this request")

// ErrRuleFails is why a request fails that a rule with "fail" matches.
var ErrRuleFails = errors.New("the server rule fails")

// epoch is the virtual time at which every scenario starts.
var epoch = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// Result is what a scenario came to.
type Result struct {
	Name    string
	Fetches []FetchResult
}

// FetchResult is what one fetch came to.
type FetchResult struct {
	Verdict Verdict
	// Request is what the page asked for; nil when the API threw.
	Request *fetch.Request
	// Response is the filtered response, or nil.
	Response *fetch.FilteredResponse
	// Err is nil, a *[fetch.NetworkError] or a *[fetch.TypeError].
	Err error
}

// Output returns what is printed for the result.
func (r *Result) Output() Output {
	out := Output{Name: r.Name, Fetches: make([]Verdict, len(r.Fetches))}
	for i := range r.Fetches {
		out.Fetches[i] = r.Fetches[i].Verdict
	}
	return out
}

// Compare compares each fetch with what the scenario expects of it; nothing is expected of a scenario without "expect".
func (r *Result) Compare(expect []*Expectation) []Difference {
	var all []Difference
	for i, e := range expect {
		if i < len(r.Fetches) {
			for _, d := range Compare(e, &r.Fetches[i].Verdict) {
				d.Fetch = i
				all = append(all, d)
			}
		}
	}
	return all
}

// Run plays a scenario: one user agent, one preflight cache, one virtual clock, which stands still while a fetch is under
// way. The error is an *[InputError], without a line, when the scenario itself is at fault, which a scenario from a [Reader]
// is not; or the Server's, when that wraps [ErrStop].
func Run(s *Scenario, o Options) (*Result, error) {
	w := newWorld(o)
	if err := w.enter(s); err != nil {
		return nil, err
	}
	return w.play()
}

// play plays the scenario.
func (w *world) play() (*Result, error) {
	s, o := w.s, &w.o
	result := &Result{Name: s.Name, Fetches: make([]FetchResult, len(s.Fetches))}
	for i := range s.Fetches {
		if after := s.Fetches[i].After; after != nil {
			w.now = w.now.Add(time.Duration(*after * float64(time.Second)))
		}
		if err := w.run(i, &result.Fetches[i]); err != nil {
			return nil, err
		}
		result.Fetches[i].Verdict.Evidence = w.evidence
		if done := o.Observe.Done; done != nil {
			done(i, &result.Fetches[i])
		}
	}
	return result, nil
}

// run plays the fetch of index i.
func (w *world) run(i int, result *FetchResult) error {
	req, err := w.request(i)
	if err == nil && w.o.Trace != nil {
		req.Trace = w.o.Trace(i)
	}
	if started := w.o.Observe.Started; started != nil {
		started(i, req, w.now)
	}
	result.Request, result.Verdict.Wire = req, make([]Sent, 0, 2)
	if err != nil {
		result.Err = err
		result.Verdict.judgeError(err)
		return nil
	}
	f := w.fetch
	if f == nil {
		f = new(fetch.Fetch)
	}
	if err := w.ua.StartInto(f, req); err != nil {
		return err
	}
	for out := f.Next(); out != nil; {
		x := Exchange{i, out}
		result.Verdict.Wire = append(result.Verdict.Wire, Record(out))
		if observe := w.o.Observe.Sent; observe != nil {
			observe(x)
		}
		res, rule, err := w.answer(x)
		switch {
		case errors.Is(err, ErrStop):
			return err
		case err != nil:
			if observe := w.o.Observe.Failed; observe != nil {
				observe(x, err, rule)
			}
			out = f.Fail(err)
		default:
			if observe := w.o.Observe.Received; observe != nil {
				observe(x, res, rule)
			}
			out = f.Receive(res)
		}
	}
	result.Response, result.Err = f.Result()
	result.Verdict.judge(result.Response, result.Err, w.s.Fetches[i].XHR())
	return nil
}
