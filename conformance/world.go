package conformance

import (
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

	fetch *fetch.Fetch // that every fetch is done with; nil: each with its own
}

// newWorld checks and parses what a scenario says.
func newWorld(s *Scenario, o Options) (*world, error) {
	w := &world{o: o}
	w.ua = &fetch.UserAgent{
		Preflights: w.newCache(),
		Now:        func() time.Time { return w.now },
		Sites:      o.Sites,
		Profile:    o.Profile,
	}
	return w, w.enter(s)
}

// newCache returns an empty preflight cache.
func (w *world) newCache() *cache.Cache { return cache.New(cache.Limits{MaxAge: w.o.MaxAgeLimit}) }

// enter checks and parses what a scenario says. The user agent's cache must be empty.
func (w *world) enter(s *Scenario) error {
	w.s, w.now, w.opaque = s, epoch, origin.Origin{}
	w.clients = slices.Grow(w.clients[:0], len(s.Fetches))[:len(s.Fetches)]
	base, err := w.client(nil, step{name: "origin"}, s.Origin, s.Page)
	if err != nil {
		return err
	}
	if s.TopLevel != nil {
		if base.TopLevelOrigin, err = w.origin(path{{name: "topLevel"}}, *s.TopLevel); err != nil {
			return err
		}
	}
	if s.EmbedderPolicy != nil {
		policy, ok := fetch.ParseEmbedderPolicy(*s.EmbedderPolicy)
		if !ok {
			return inputFault(path{{name: "embedderPolicy"}}, notOneOf(*s.EmbedderPolicy))
		}
		base.EmbedderPolicy = policy
	}
	for i := range s.Fetches {
		at := path{{name: "fetches"}, {index: i, isIndex: true}}
		w.clients[i] = base
		if own := s.Fetches[i].Origin; own != nil && *own != s.Origin {
			// Another page of the same user agent, of which no more is known than its origin.
			other, err := w.client(at, step{name: "origin"}, *own, nil)
			if err != nil {
				return err
			}
			w.clients[i].Origin, w.clients[i].URL = other.Origin, other.URL
		}
		if own := s.Fetches[i].TopLevel; own != nil {
			if w.clients[i].TopLevelOrigin, err = w.origin(append(at, step{name: "topLevel"}), *own); err != nil {
				return err
			}
		}
	}
	w.rules, err = CompileRules(s.Server)
	return err
}

// client is the page of an origin: the one given, or the origin's root.
func (w *world) client(at path, last step, serialized string, page *string) (fetch.Settings, error) {
	o, err := w.origin(append(at, last), serialized)
	if err != nil {
		return fetch.Settings{}, err
	}
	client := fetch.Settings{Origin: o}
	url := serialized + "/"
	switch {
	case page != nil:
		url = *page
	case o.IsOpaque():
		return client, nil // a page without URL
	}
	if client.URL, err = origin.ParseURL(url); err != nil {
		return fetch.Settings{}, inputFault(path{{name: "page"}}, err.Error())
	}
	return client, nil
}

// origin parses a serialized origin. "null" is the same one each time.
func (w *world) origin(at path, serialized string) (origin.Origin, error) {
	o, err := origin.Parse(serialized)
	if err != nil {
		return o, inputFault(at, err.Error())
	}
	if o.IsOpaque() {
		if w.opaque.IsZero() {
			w.opaque = o
		}
		return w.opaque, nil
	}
	return o, nil
}

// inputFault is an InputError of a scenario that has no file.
func inputFault(at path, msg string) error { return &InputError{Field: at.String(), Msg: msg} }

func notOneOf(s string) string { return quoted(s) + " is not a value of this field; see the schema" }

// request is what the page asks for in the fetch of index i. The error is a *fetch.TypeError when the API throws.
func (w *world) request(i int) (*fetch.Request, error) {
	init := &w.s.Fetches[i]
	method := "GET"
	if init.Method != nil {
		var ok bool
		if method, ok = Bytes(*init.Method); !ok {
			return nil, byteStringError(*init.Method)
		}
	}
	lines := make([]header.Line, len(init.Headers))
	for j, f := range init.Headers {
		var ok bool
		if lines[j].Name, ok = Bytes(f.Name); !ok {
			return nil, byteStringError(f.Name)
		}
		if lines[j].Value, ok = Bytes(f.Value); !ok {
			return nil, byteStringError(f.Value)
		}
	}
	body := init.bodyInit()
	if init.XHR() {
		return fetch.NewXMLHttpRequest(&w.clients[i], fetch.XMLHttpRequest{
			Method: method, URL: init.URL, Headers: lines, Body: body,
			WithCredentials: init.Credentials != nil && *init.Credentials == "include",
			UploadListener:  isTrue(init.UploadListener),
		})
	}
	ri := fetch.RequestInit{
		Headers: lines, Body: body, Referrer: init.Referrer, Keepalive: isTrue(init.Keepalive), Duplex: true,
		Mode:           parsed(init.Mode, fetch.ParseMode),
		Credentials:    parsed(init.Credentials, fetch.ParseCredentialsMode),
		Redirect:       parsed(init.Redirect, fetch.ParseRedirectMode),
		Cache:          parsed(init.Cache, fetch.ParseCacheMode),
		ReferrerPolicy: parsed(init.ReferrerPolicy, fetch.ParseReferrerPolicy),
	}
	if init.Method != nil {
		ri.Method = &method
	}
	req, err := fetch.NewRequest(&w.clients[i], init.URL, ri)
	if err == nil && init.Destination != nil {
		req.Destination, _ = fetch.ParseDestination(*init.Destination)
	}
	return req, err
}

// bodyInit is the body, or nil for null.
func (f *FetchInit) bodyInit() *fetch.BodyInit {
	switch {
	case isTrue(f.BodyStream):
		return fetch.StreamBodyInit()
	case f.Body != nil:
		return fetch.TextBody(*f.Body)
	}
	return nil
}

// byteStringError is what the bindings throw on a character that no byte stands for.
func byteStringError(got string) error {
	return &fetch.TypeError{
		Code: fetch.TypeErrorByteString, Got: got,
		Algorithm: "https://webidl.spec.whatwg.org/#js-to-ByteString", Step: "2",
	}
}

func parsed[E any](s *string, parse func(string) (E, bool)) *E {
	if s == nil {
		return nil
	}
	e, _ := parse(*s)
	return &e
}

func isTrue(b *bool) bool { return b != nil && *b }
