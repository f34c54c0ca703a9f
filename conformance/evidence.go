package conformance

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// Evidence says what the prediction of a browser rests on. The standard's own verdict has none.
type Evidence string

const (
	EvidenceRecorded Evidence = "recorded" // worlds of this kind can be staged in the browser, and were
	EvidenceSource   Evidence = "source"   // read in the browser's source, not seen
	EvidenceStandard Evidence = "standard" // never seen in the browser: it is taken to do as the standard says
)

// EvidenceOf says what a browser's prediction for a scenario rests on, and why that is no record. There is none for a name
// that is no recorded browser's. The three browsers are staged by one program: today the answer is the same for all.
func EvidenceOf(s *Scenario, browser string) (e Evidence, reason string) {
	if !slices.Contains(engines, browser) {
		return "", ""
	}
	if reason = Unstaged(s); reason != "" {
		return EvidenceStandard, reason
	}
	return EvidenceRecorded, ""
}

// maxStagedSeconds is how many seconds a scenario that is staged may wait in all.
const maxStagedSeconds = 10

// longPage is how long the URL of a page that is staged may be: what is longer than 4,096 bytes is cut off as a referrer.
const longPage = 4000

// Unstaged says why no world of this kind was recorded in real browsers; "" if they can be made to play it. It is the one
// list that the program which drives the browsers, stories and tables share.
func Unstaged(s *Scenario) string {
	if reason := unstagedPage(s); reason != "" {
		return reason
	}
	seconds := 0.0
	for i := range s.Fetches {
		f := &s.Fetches[i]
		if reason := unstagedFetch(f); reason != "" {
			return reason
		}
		if f.After != nil {
			seconds += *f.After
		}
	}
	for i := range s.Server {
		if status := s.Server[i].Status; status != nil && *status == 407 {
			return "status 407: the browser would take it for the proxy's"
		}
	}
	if seconds > maxStagedSeconds {
		return "after: more than 10 seconds in all"
	}
	return ""
}

// unstagedPage says why browsers were not made to open the scenario's page.
func unstagedPage(s *Scenario) string {
	switch page := s.Page; {
	case !s.TopLevel.IsZero() && !isStagedTopLevel(s):
		return "topLevel: the top-level page is always of another site than the page, and of its scheme"
	case s.Ancestors != nil:
		return "ancestors: no page was recorded in a frame within a frame"
	case atBadPort(s.Origin):
		return "origin: browsers open no page at a bad port"
	case hasEmbedderPolicy(s) && s.Origin.Scheme() != "https":
		return "embedderPolicy: a page that is no secure context has none"
	case page.IsZero():
		return ""
	case page.IncludesCredentials():
		return "page: browsers load no page in a frame whose URL has credentials"
	case !page.IsHTTP():
		return "page: only pages at http: and https: URLs are served"
	case len(page.String()) > longPage:
		return "page: a URL that is nearly as long as a referrer may be becomes longer under its new name"
	}
	return ""
}

// unstagedFetch says why browsers were not made to do this fetch.
func unstagedFetch(f *FetchInit) string {
	u, err := origin.ParseURL(f.URL)
	switch {
	case f.API != nil && *f.API == APIEventSource:
		return "api: no EventSource was recorded"
	case isTrue(f.BodyStream):
		return "bodyStream: browsers send streams over HTTP/2 only, if at all"
	case f.Destination != nil && *f.Destination != fetch.DestinationEmpty && !isElement(f):
		return "destination: only images and scripts were recorded, as elements ask for them in mode no-cors"
	case !f.TopLevel.IsZero():
		return "topLevel: the top-level page is always the recorder's own"
	case atBadPort(f.Origin):
		return "origin: browsers open no page at a bad port"
	case err == nil && u.Scheme() == "https" && strings.HasSuffix(u.Host(), "."):
		return "url: a host that ends in a dot has no certificate that every browser takes"
	}
	return ""
}

// isElement reports whether an element makes this request: one of those that were staged, with no more than it can say.
func isElement(f *FetchInit) bool {
	return (*f.Destination == fetch.DestinationImage || *f.Destination == fetch.DestinationScript) &&
		f.Mode != nil && *f.Mode == fetch.ModeNoCORS && f.Method == nil && len(f.Headers) == 0 &&
		f.Redirect == nil && f.Cache == nil && f.Referrer == nil && f.Body == nil && !f.XHR() && !isTrue(f.Keepalive)
}

// atBadPort reports whether pages of this origin would be at a bad port.
func atBadPort(o origin.Origin) bool {
	u, err := origin.ParseURL(o.String())
	return err == nil && !fetch.ShouldBlockBadPort(u).Passed()
}

func hasEmbedderPolicy(s *Scenario) bool {
	return s.EmbedderPolicy != nil && *s.EmbedderPolicy != fetch.EmbedderPolicyUnsafeNone
}

// isStagedTopLevel reports whether a scenario's top-level page is like the one that pages are frames of when they are staged.
func isStagedTopLevel(s *Scenario) bool {
	return s.TopLevel.Scheme() == s.Origin.Scheme() && !origin.SameSite(s.TopLevel, s.Origin, nil)
}
