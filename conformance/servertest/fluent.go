package servertest

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
)

// Page is a page of an origin.
type Page struct {
	server *Server
	origin string
}

// From returns a page of a serialized origin, such as https://app.example or null.
func (s *Server) From(origin string) *Page { return &Page{s, origin} }

// Fetch is one fetch of a page. It is made at the first Must or Verdict, in a browser of its own with an empty preflight
// cache; from then on it can be judged, and no longer be described.
type Fetch struct {
	page    *Page
	init    conformance.FetchInit
	cookies *nethttp.Jar
	played  *played
}

// Fetch begins to describe a fetch. Unless more is said its mode is "cors", with credentials for the same origin only.
func (p *Page) Fetch(method, url string) *Fetch {
	return &Fetch{page: p, init: conformance.FetchInit{Method: &method, URL: url}, cookies: nethttp.NewJar(nil)}
}

// Header adds a request header.
func (f *Fetch) Header(name, value string) *Fetch {
	return f.say(func() { f.init.Headers = append(f.init.Headers, conformance.Field{Name: name, Value: value}) })
}

// Body sets a body of text.
func (f *Fetch) Body(text string) *Fetch { return f.say(func() { f.init.Body = &text }) }

// WithCredentials sets the credentials mode "include".
func (f *Fetch) WithCredentials() *Fetch {
	return f.say(func() { f.init.Credentials = new(fetch.CredentialsInclude) })
}

// Mode sets the mode.
func (f *Fetch) Mode(mode fetch.Mode) *Fetch {
	return f.say(func() { f.init.Mode = &mode })
}

// Redirect sets the redirect mode.
func (f *Fetch) Redirect(mode fetch.RedirectMode) *Fetch {
	return f.say(func() { f.init.Redirect = &mode })
}

// Cookie adds a cookie of the URL's host, which goes where credentials are included.
func (f *Fetch) Cookie(name, value string) *Fetch {
	f.t().Helper()
	return f.say(func() {
		f.t().Helper()
		page, _ := origin.ParseURL(f.page.origin) // an opaque origin resolves nothing
		u, err := page.Parse(f.init.URL)
		cookie := &http.Cookie{Name: name, Value: value, Path: "/"}
		switch {
		case err != nil:
		case !u.IsHTTP():
			err = errors.New("only http: and https: URLs have cookies")
		default:
			err = cookie.Valid()
		}
		if err != nil {
			f.t().Fatalf("servertest: the cookie %q for %s: %v", name, f.init.URL, err)
		}
		f.cookies.SetCookies(nethttp.JarURL(u), []*http.Cookie{cookie})
	})
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

// MustBeBlocked fails the test unless a check of the browser keeps the response from script: for one of these reasons, or
// for any when none is given. A server that does not answer and a call that throws are no reasons unless they are given.
func (f *Fetch) MustBeBlocked(reasons ...fetch.Code) *Fetch {
	f.t().Helper()
	verdict := f.verdict()
	must := "must be blocked"
	for i, reason := range reasons {
		must += []string{" for ", " or "}[min(i, 1)] + string(reason)
	}
	if verdict.Outcome == conformance.OutcomeResponse {
		f.fail(must + ", and is allowed")
		return f
	}
	switch got := fetch.Code(verdict.Error.Code); {
	case slices.Contains(reasons, got):
	case got == fetch.CodeNetwork:
		f.fail(must + ", and the server did not answer")
	case verdict.Outcome == conformance.OutcomeTypeError:
		f.fail(must + ", and is not made: the call throws (" + string(got) + ")")
	case len(reasons) > 0:
		f.fail(must + ", and is for " + string(got))
	}
	return f
}

// MustExpose fails the test unless script gets a response and can read these headers of it.
func (f *Fetch) MustExpose(names ...string) *Fetch {
	f.t().Helper()
	return f.judgeHeaders("expose", true, names)
}

// MustHide fails the test if script can read one of these headers.
func (f *Fetch) MustHide(names ...string) *Fetch {
	f.t().Helper()
	return f.judgeHeaders("hide", false, names)
}

func (f *Fetch) judgeHeaders(must string, readable bool, names []string) *Fetch {
	f.t().Helper()
	verdict := f.verdict()
	reads := func(name string) bool {
		return verdict.Response != nil && slices.ContainsFunc(verdict.Response.Headers, func(field conformance.Field) bool {
			return header.EqualFold(field.Name, name)
		})
	}
	var wrong []string
	for _, name := range names {
		if reads(name) != readable {
			wrong = append(wrong, name)
		}
	}
	switch must += " " + strings.Join(wrong, ", "); {
	case wrong == nil:
	case verdict.Response == nil:
		f.fail("must " + must + ", and is not even allowed (" + verdict.Error.Code + ")")
	default:
		f.fail("must " + must + ", and does not")
	}
	return f
}

// Verdict makes the fetch, once, and returns its verdict.
func (f *Fetch) Verdict() conformance.Verdict {
	f.t().Helper()
	return *f.verdict()
}

func (f *Fetch) verdict() *conformance.Verdict {
	f.t().Helper()
	if f.played == nil {
		page, err := origin.Parse(f.page.origin)
		if err != nil {
			f.t().Fatalf("servertest: the page's origin: %v", err)
		}
		scenario := &conformance.Scenario{Origin: page, Fetches: []conformance.FetchInit{f.init}}
		played, err := f.page.server.play(scenario, f.cookies)
		if err != nil {
			f.t().Fatalf("servertest: %v", err)
		}
		f.played = played
	}
	return &f.played.result.Fetches[0].Verdict
}

func (f *Fetch) fail(why string) {
	f.t().Helper()
	f.t().Errorf("%s %s from %s %s\n\n%s", *f.init.Method, f.init.URL, f.page.origin, why, strings.TrimRight(f.played.story, "\n"))
}

func (f *Fetch) t() testing.TB { return f.page.server.t }
