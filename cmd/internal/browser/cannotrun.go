package browser

import (
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// maxAfter is how many seconds a scenario may ask to wait in all.
const maxAfter = 10

// cannotRun says why a browser cannot play a scenario; "" if it can.
func cannotRun(s *conformance.Scenario) string {
	if !s.TopLevel.IsZero() {
		return "topLevel: the controller is the top-level page"
	}
	if reason := cannotOpen(s); reason != "" {
		return reason
	}
	after := 0.0
	for i := range s.Fetches {
		f := &s.Fetches[i]
		switch {
		case f.BodyStream != nil && *f.BodyStream:
			return "bodyStream: browsers send streams over HTTP/2 only, if at all"
		case f.Destination != nil && *f.Destination != fetch.DestinationEmpty:
			return "destination: script cannot choose it"
		case endsInDot(f.URL):
			return "url: a host that ends in a dot has no certificate that every browser takes"
		case relativeInSandbox(s, f):
			return "url: a sandboxed page has a URL all the same, which a relative one is parsed against"
		case !f.TopLevel.IsZero():
			return "topLevel: the controller is the top-level page"
		case atBadPort(f.Origin):
			return "origin: browsers open no page at a bad port"
		}
		if f.After != nil {
			after += *f.After
		}
	}
	for i := range s.Server {
		if status := s.Server[i].Status; status != nil && *status == 407 {
			return "status 407: the browser would take it for the proxy's"
		}
	}
	if after > maxAfter {
		return "after: more than 10 seconds in all"
	}
	return ""
}

// cannotOpen says why a browser cannot open the scenario's page; "" if it can.
func cannotOpen(s *conformance.Scenario) string {
	if atBadPort(s.Origin) {
		return "origin: browsers open no page at a bad port"
	}
	switch {
	case s.Page.IsZero():
		return ""
	case s.Page.IncludesCredentials():
		return "page: script cannot put credentials into its page's URL"
	case !s.Page.IsHTTP():
		return "page: script cannot move its page to a URL of another scheme"
	}
	return ""
}

// atBadPort reports whether pages of this origin would be at a bad port.
func atBadPort(o origin.Origin) bool {
	u, err := origin.ParseURL(o.String())
	return err == nil && !fetch.ShouldBlockBadPort(u).Passed()
}

// endsInDot reports whether a URL is one of https: whose host ends in a dot.
func endsInDot(url string) bool {
	u, err := origin.ParseURL(url)
	return err == nil && u.Scheme() == "https" && strings.HasSuffix(u.Host(), ".")
}

// relativeInSandbox reports whether a page without URL fetches a relative one.
func relativeInSandbox(s *conformance.Scenario, f *conformance.FetchInit) bool {
	page := s.Origin
	if !f.Origin.IsZero() {
		page = f.Origin
	}
	_, err := origin.ParseURL(f.URL)
	return page.IsOpaque() && err != nil
}
