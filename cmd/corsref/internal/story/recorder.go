package story

import (
	"slices"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Recorder writes the story of one fetch. Its methods are called in the order of what happens.
type Recorder struct {
	story   Story
	request *fetch.Request
	origin  origin.Origin
	need    *Need // told, and not yet acted on
	crossed bool  // a request went to another origin
}

// Start begins the story of req, and traces it from now on.
func (r *Recorder) Start(req *fetch.Request) {
	r.origin = req.Origin
	if r.origin.IsZero() && req.Client != nil {
		r.origin = req.Client.Origin
	}
	*r = Recorder{request: req, origin: r.origin, story: Story{
		Method: req.Method, URL: address(req.URL), Origin: r.origin.String(),
		Mode: req.Mode.String(), Credentials: req.Credentials.String(),
	}}
	if r.story.Method == "" {
		r.story.Method = "GET"
	}
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
	if res.Status == 401 && x.Sent.Credentials {
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

// End ends the story and returns it: with a response, a *fetch.NetworkError, or what the API threw.
func (r *Recorder) End(res *fetch.FilteredResponse, err error) Story {
	r.story.Unsent = r.need
	for _, x := range r.story.Exchanges {
		if x.Answer != nil {
			settle(x.Checks, x.Answer.Headers)
		}
	}
	switch e, isNetworkError := err.(*fetch.NetworkError); {
	case isNetworkError:
		r.story.End.Blocked = e
	case err != nil:
		r.story.End.Refused = err
	default:
		r.story.End.Script = scriptOf(res)
	}
	return r.story
}

// address is a URL as the wire has it, without userinfo and fragment.
func address(u origin.URL) string { return u.WithoutCredentials().StringExcludingFragment() }
