package story

import (
	"errors"
	"slices"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Recorder writes the story of one fetch. Its methods are called in the order of what happens.
type Recorder struct {
	story   Story
	asked   []string // names of headers
	request *fetch.Request
	origin  origin.Origin
	need    *Need // told, and not yet acted on
	crossed bool  // a request went to another origin
}

// NewRecorder begins the story of a request that a page asks for in these words, with headers of these names.
func NewRecorder(method, url, origin, mode, credentials string, headerNames []string) *Recorder {
	return &Recorder{asked: headerNames, story: Story{
		Method: method, URL: url, Origin: origin, Mode: mode, Credentials: credentials,
	}}
}

// Start tells what the API made of it, and traces the request from now on. It is not called when the API threw.
func (r *Recorder) Start(req *fetch.Request) {
	r.request, r.origin = req, req.Origin
	if r.origin.IsZero() && req.Client != nil {
		r.origin = req.Client.Origin
	}
	s := &r.story
	s.Method, s.URL, s.Origin = req.Method, address(req.URL), r.origin.String()
	s.Mode, s.Credentials = req.Mode.String(), req.Credentials.String()
	s.Ignored = ignored(r.asked, req.Headers)
	req.Trace = &fetch.Trace{
		Check: func(_ fetch.Phase, c fetch.Check) { r.check(c) },
		Preflight: func(n fetch.PreflightNeed) {
			r.need = needOf(n, r.request)
		},
		Stored: func(s fetch.Stored) {
			r.last().Stored = &Stored{
				Methods: slices.Clone(s.Methods), Names: slices.Clone(s.Names),
				MaxAge: s.MaxAge, Default: s.Default, Limited: s.Limited,
			}
		},
	}
}

// Sent tells of a request that goes on the wire.
func (r *Recorder) Sent(out *fetch.Outgoing) {
	if !out.URL.Origin().SameOrigin(r.origin) {
		r.crossed = true
	}
	x := Exchange{
		Need: r.need,
		Sent: Sent{
			Preflight: out.Preflight, Hop: out.Hop, Method: out.Method, URL: address(out.URL),
			Headers: out.Headers.Clone(), Credentials: out.Credentials,
		},
	}
	value, _ := out.Headers.Get("Origin")
	x.Sent.Tainted = value == "null" && !r.origin.IsOpaque()
	if x.Need == nil && !r.afterPreflight(out) {
		x.Need = r.noNeed()
	}
	x.NotModelled = notModelled(out)
	r.need = nil
	r.story.Exchanges = append(r.story.Exchanges, x)
}

// afterPreflight reports whether out is what the request sent before was the preflight for.
func (r *Recorder) afterPreflight(out *fetch.Outgoing) bool {
	n := len(r.story.Exchanges)
	return n > 0 && r.story.Exchanges[n-1].Sent.Preflight && !out.Preflight
}

// noNeed says why no preflight was even thought of.
func (r *Recorder) noNeed() *Need {
	switch {
	case r.request.Mode != fetch.ModeCORS:
		return &Need{Kind: NeverInMode}
	case !r.crossed:
		return &Need{Kind: SameOrigin}
	}
	return &Need{Kind: Simple}
}

// Received tells what the request sent last was answered with.
func (r *Recorder) Received(res fetch.Response) {
	x := r.last()
	x.Answer = &Answer{Status: res.Status, Headers: res.Headers}
	if cors := r.crossed && r.request != nil && r.request.Mode == fetch.ModeCORS; res.Status == 401 && x.Sent.Credentials && !cors {
		x.NotModelled = append(x.NotModelled, "a browser may ask for a password and send the request again")
	}
}

// Failed tells that it was not answered.
func (r *Recorder) Failed(err error) { r.last().Answer = &Answer{Err: err} }

// check tells of a check of the answer received last.
func (r *Recorder) check(c fetch.Check) {
	x := r.last()
	var headers header.List
	if x.Answer != nil {
		headers = x.Answer.Headers
	}
	x.Checks = appendCheck(x.Checks, c, headers)
}

// last is the exchange under way.
func (r *Recorder) last() *Exchange {
	if n := len(r.story.Exchanges); n > 0 {
		return &r.story.Exchanges[n-1]
	}
	return new(Exchange)
}

// End ends the story and returns it: with a response, a *fetch.NetworkError or a *fetch.TypeError.
func (r *Recorder) End(res *fetch.FilteredResponse, err error) Story {
	s := &r.story
	s.Unsent = r.need
	for _, x := range s.Exchanges {
		if x.Answer != nil {
			settle(x.Checks, x.Answer.Headers)
		}
	}
	switch {
	case errors.As(err, &s.End.Blocked):
		s.End.Hint = s.hint(s.End.Blocked)
	case errors.As(err, &s.End.Refused):
	default:
		s.End.Script = scriptOf(res)
	}
	return r.story
}

// ignored are the names that are not in the header list: those script cannot set.
func ignored(names []string, headers header.List) (list []string) {
	sent := make(map[string]bool, len(headers))
	for _, line := range headers {
		sent[header.ByteLowercase(line.Name)] = true
	}
	for _, name := range names {
		if !sent[header.ByteLowercase(name)] {
			list = append(list, name)
		}
	}
	return list
}

// address is a URL as the wire has it, without userinfo and fragment.
func address(u origin.URL) string { return u.WithoutCredentials().StringExcludingFragment() }
