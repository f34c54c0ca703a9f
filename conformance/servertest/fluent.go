package servertest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/nethttp"
)

// Page is a page of an origin.
type Page struct {
	server *Server
	origin string
}

// From returns a page of a serialized origin, such as https://app.example or null.
func (s *Server) From(origin string) *Page { return &Page{s, origin} }

// Fetch is one fetch of a page. It is made when it is first judged, each in a browser of its own, with an empty preflight
// cache; what is said of it after that is an error.
type Fetch struct {
	page    *Page
	init    conformance.FetchInit
	cookies []*http.Cookie
	played  *played
}

// Fetch begins to describe a fetch: of mode "cors", with credentials for the same origin only, unless more is said.
func (p *Page) Fetch(method, url string) *Fetch {
	return &Fetch{page: p, init: conformance.FetchInit{Method: &method, URL: url}}
}

// Header adds a request header.
func (f *Fetch) Header(name, value string) *Fetch {
	return f.say(func() { f.init.Headers = append(f.init.Headers, conformance.Field{Name: name, Value: value}) })
}

// Body sets a body of text.
func (f *Fetch) Body(text string) *Fetch { return f.say(func() { f.init.Body = &text }) }

// WithCredentials sets the credentials mode "include".
func (f *Fetch) WithCredentials() *Fetch {
	return f.say(func() { f.init.Credentials = new(fetch.CredentialsInclude.String()) })
}

// Mode sets the mode.
func (f *Fetch) Mode(mode fetch.Mode) *Fetch {
	return f.say(func() { f.init.Mode = new(mode.String()) })
}

// Redirect sets the redirect mode.
func (f *Fetch) Redirect(mode fetch.RedirectMode) *Fetch {
	return f.say(func() { f.init.Redirect = new(mode.String()) })
}

// Cookie adds a cookie of the URL's host, which goes where credentials are included.
func (f *Fetch) Cookie(name, value string) *Fetch {
	return f.say(func() { f.cookies = append(f.cookies, &http.Cookie{Name: name, Value: value, Path: "/"}) })
}

func (f *Fetch) say(what func()) *Fetch {
	f.t().Helper()
	if f.played != nil {
		f.t().Fatal("servertest: the fetch was made already; describe it before it is judged")
	}
	what()
	return f
}

// MustBeAllowed fails the test unless script gets a response.
func (f *Fetch) MustBeAllowed() *Fetch {
	f.t().Helper()
	if verdict := f.verdict(); verdict.Outcome != conformance.OutcomeResponse {
		f.fail("must be allowed, and is not (" + verdict.Error.Code + ")")
	}
	return f
}

// MustBeBlocked fails the test unless script gets none, for this reason.
func (f *Fetch) MustBeBlocked(code fetch.Code) *Fetch {
	f.t().Helper()
	switch verdict := f.verdict(); {
	case verdict.Outcome == conformance.OutcomeResponse:
		f.fail("must be blocked (" + string(code) + "), and is allowed")
	case verdict.Error.Code != string(code):
		f.fail("must be blocked for " + string(code) + ", and is for " + verdict.Error.Code)
	}
	return f
}

// MustExpose fails the test unless script gets a response and can read these headers of it.
func (f *Fetch) MustExpose(names ...string) *Fetch {
	f.t().Helper()
	for _, name := range names {
		if !f.exposes(name) {
			f.fail("must expose " + name + ", and does not")
		}
	}
	return f
}

// MustHide fails the test if script can read one of these headers.
func (f *Fetch) MustHide(names ...string) *Fetch {
	f.t().Helper()
	for _, name := range names {
		if f.exposes(name) {
			f.fail("must hide " + name + ", and does not")
		}
	}
	return f
}

func (f *Fetch) exposes(name string) bool {
	f.t().Helper()
	res := f.verdict().Response
	return res != nil && slices.ContainsFunc(res.Headers, func(field conformance.Field) bool {
		return header.EqualFold(field.Name, name)
	})
}

// Verdict makes the fetch, once, and returns its verdict.
func (f *Fetch) Verdict() conformance.Verdict {
	f.t().Helper()
	return *f.verdict()
}

func (f *Fetch) verdict() *conformance.Verdict {
	f.t().Helper()
	if f.played == nil {
		jar, err := nethttp.NewJar(nil)
		if err != nil {
			f.t().Fatal(err)
		}
		if u, err := url.Parse(f.init.URL); err == nil {
			jar.SetCookies(u, f.cookies)
		}
		scenario := &conformance.Scenario{Origin: f.page.origin, Fetches: []conformance.FetchInit{f.init}}
		if f.played, err = f.page.server.play(scenario, jar); err != nil {
			f.t().Fatalf("servertest: %v", err)
		}
	}
	return &f.played.result.Fetches[0].Verdict
}

func (f *Fetch) fail(why string) {
	f.t().Helper()
	f.t().Errorf("%s %s from %s %s\n\n%s", *f.init.Method, f.init.URL, f.page.origin, why, strings.TrimRight(f.played.story, "\n"))
}

func (f *Fetch) t() testing.TB { return f.page.server.t }
