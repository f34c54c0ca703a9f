package conformance

import (
	"cmp"
	"slices"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// world is a scenario that is being played.
type world struct {
	s   *Scenario
	o   Options
	ua  *fetch.UserAgent
	now time.Time

	clients []fetch.Settings // one a fetch
	opaque  origin.Origin    // what "null" stands for
	rules   Rules

	evidence Evidence // of every verdict

	fetch *fetch.Fetch // that every fetch is done with; nil: each with its own
}

// newWorld returns a world that no scenario has entered.
func newWorld(o Options) *world {
	w := &world{o: o, opaque: origin.NewOpaque()}
	w.ua = &fetch.UserAgent{
		Preflights: w.newCache(),
		Now:        func() time.Time { return w.now },
		Sites:      o.Sites,
		Profile:    o.Profile,
	}
	return w
}

// newCache returns an empty preflight cache.
func (w *world) newCache() *cache.Cache { return cache.New(cache.Limits{MaxAge: w.o.MaxAgeLimit}) }

// enter checks and parses what a scenario says. The user agent's cache must be empty.
func (w *world) enter(s *Scenario) error {
	if err := s.validate(); err != nil {
		return err
	}
	w.s, w.now = s, epoch
	w.clients = slices.Grow(w.clients[:0], len(s.Fetches))[:len(s.Fetches)]
	base := w.page(s.Origin)
	if !s.Page.IsZero() {
		base.URL = s.Page
	}
	if !s.TopLevel.IsZero() {
		base.TopLevelOrigin = w.origin(s.TopLevel)
	}
	for _, ancestor := range s.Ancestors {
		base.Ancestors = append(base.Ancestors, w.origin(ancestor))
	}
	if s.EmbedderPolicy != nil {
		base.EmbedderPolicy = *s.EmbedderPolicy
	}
	for i := range s.Fetches {
		client := &w.clients[i]
		*client = base
		if own := s.Fetches[i].Origin; !own.IsZero() && w.origin(own) != base.Origin {
			// Another page of the same user agent, of which no more is known than its origin.
			other := w.page(own)
			client.Origin, client.URL = other.Origin, other.URL
		}
		if own := s.Fetches[i].TopLevel; !own.IsZero() {
			client.TopLevelOrigin = w.origin(own)
		}
	}
	w.evidence, _ = EvidenceOf(s, w.o.Browser)
	w.rules = compileRules(s.Server)
	return nil
}

// page is the page at an origin's root. One of an opaque origin has no URL.
func (w *world) page(o origin.Origin) fetch.Settings {
	page := fetch.Settings{Origin: w.origin(o)}
	if !o.IsOpaque() {
		page.URL, _ = origin.ParseURL(o.String() + "/")
	}
	return page
}

// origin is the origin, the same one for all that are opaque.
func (w *world) origin(o origin.Origin) origin.Origin {
	if o.IsOpaque() {
		return w.opaque
	}
	return o
}

// request is what the page asks for in the fetch of index i. The error is a *fetch.TypeError when the API throws.
func (w *world) request(i int) (*fetch.Request, error) {
	init := &w.s.Fetches[i]
	method, err := byteString(*cmp.Or(init.Method, new("GET")))
	if err != nil {
		return nil, err
	}
	lines := make([]header.Line, len(init.Headers))
	for j, f := range init.Headers {
		var err error
		if lines[j].Name, err = byteString(f.Name); err != nil {
			return nil, err
		}
		if lines[j].Value, err = byteString(f.Value); err != nil {
			return nil, err
		}
	}
	body := init.bodyInit()
	if init.API != nil && *init.API == APIEventSource {
		return fetch.NewEventSource(&w.clients[i], fetch.EventSource{
			URL: init.URL, WithCredentials: init.Credentials != nil && *init.Credentials == fetch.CredentialsInclude,
		})
	}
	if init.XHR() {
		return fetch.NewXMLHttpRequest(&w.clients[i], fetch.XMLHttpRequest{
			Method: method, URL: init.URL, Headers: lines, Body: body,
			WithCredentials: init.Credentials != nil && *init.Credentials == fetch.CredentialsInclude,
			UploadListener:  isTrue(init.UploadListener),
		})
	}
	ri := fetch.RequestInit{
		Headers: lines, Body: body, Referrer: init.Referrer, Keepalive: isTrue(init.Keepalive), Duplex: true,
		Mode: init.Mode, Credentials: init.Credentials, Redirect: init.Redirect, Cache: init.Cache, ReferrerPolicy: init.ReferrerPolicy,
	}
	if init.Method != nil {
		ri.Method = &method
	}
	req, err := fetch.NewRequest(&w.clients[i], init.URL, ri)
	if err == nil && init.Destination != nil {
		req.Destination = *init.Destination
	}
	return req, err
}

// NewRequest is what the page asks for in the fetch of index i, for those who run the fetch themselves. The error is a
// *[fetch.TypeError] when the API throws, or an *[InputError] when the scenario itself is at fault, which a scenario from a
// [Reader] is not. An origin "null" is another one at each call.
func NewRequest(s *Scenario, i int) (*fetch.Request, error) {
	w := newWorld(Options{})
	if err := w.enter(s); err != nil {
		return nil, err
	}
	return w.request(i)
}

// bodyInit is the body.
func (f *FetchInit) bodyInit() fetch.Body {
	switch {
	case isTrue(f.BodyStream):
		return fetch.StreamBody()
	case f.Body != nil:
		return fetch.TextBody(*f.Body)
	}
	return fetch.Body{}
}

// byteString is what the bindings make of a text. They throw on a character that no byte stands for.
func byteString(text string) (string, error) {
	if b, ok := Bytes(text); ok {
		return b, nil
	}
	return "", &fetch.TypeError{
		Code: fetch.TypeErrorByteString, Got: text,
		Algorithm: "https://webidl.spec.whatwg.org/#js-to-ByteString", Step: "2",
	}
}

func isTrue(b *bool) bool { return b != nil && *b }
