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

// Unstaged says why no world of this kind was recorded in real browsers; "" if they can be made to play it. It is the one
// list that the program which drives the browsers, stories and tables share.
func Unstaged(s *Scenario) string {
	if reason := unstagedPage(s); reason != "" {
		return reason
	}
	seconds := 0.0
	for i := range s.Fetches {
		f := &s.Fetches[i]
		if reason := unstagedFetch(s, f); reason != "" {
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
	case !s.TopLevel.IsZero():
		return "topLevel: the top-level page is always the recorder's own"
	case atBadPort(s.Origin):
		return "origin: browsers open no page at a bad port"
	case isLocal(s.Origin.String()):
		return "origin: no page at localhost or at an IP address was recorded"
	case page.IsZero():
		return ""
	case page.IncludesCredentials():
		return "page: script cannot put credentials into its page's URL"
	case !page.IsHTTP():
		return "page: script cannot move its page to a URL of another scheme"
	}
	return ""
}

// unstagedFetch says why browsers were not made to do this fetch.
func unstagedFetch(s *Scenario, f *FetchInit) string {
	page := s.Origin
	if !f.Origin.IsZero() {
		page = f.Origin
	}
	u, err := origin.ParseURL(f.URL)
	switch {
	case isTrue(f.BodyStream):
		return "bodyStream: browsers send streams over HTTP/2 only, if at all"
	case f.Destination != nil && *f.Destination != fetch.DestinationEmpty:
		return "destination: script cannot choose it"
	case !f.TopLevel.IsZero():
		return "topLevel: the top-level page is always the recorder's own"
	case atBadPort(f.Origin):
		return "origin: browsers open no page at a bad port"
	case isLocal(f.Origin.String()):
		return "origin: no page at localhost or at an IP address was recorded"
	case err != nil && page.IsOpaque():
		return "url: a sandboxed page has a URL all the same, which a relative one is parsed against"
	case err == nil && u.Scheme() == "https" && strings.HasSuffix(u.Host(), "."):
		return "url: a host that ends in a dot has no certificate that every browser takes"
	case isLocal(f.URL):
		return "url: no request to localhost or to an IP address was recorded"
	}
	return ""
}

// atBadPort reports whether pages of this origin would be at a bad port.
func atBadPort(o origin.Origin) bool {
	u, err := origin.ParseURL(o.String())
	return err == nil && !fetch.ShouldBlockBadPort(u).Passed()
}

// isLocal reports whether a URL's host is localhost, a name below it, or an IP address.
func isLocal(url string) bool {
	u, err := origin.ParseURL(url)
	if err != nil || !u.IsHTTP() {
		return false
	}
	host := strings.TrimSuffix(u.Host(), ".")
	_, isDomain := origin.PublicSuffix(host, nil)
	return !isDomain || host == "localhost" || strings.HasSuffix(host, ".localhost")
}
