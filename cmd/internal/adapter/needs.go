package adapter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// maxWait is how many seconds a scenario may ask a client to wait.
const maxWait = 10

// Capability is something that not every client can be asked to do. A scenario that needs it is skipped, by that name,
// unless the adapter declares it.
type Capability struct {
	Name   string
	Why    string // when it is needed
	needed func(*conformance.Scenario) bool
}

// Capabilities are all that there are.
var Capabilities = []Capability{
	{"https", "a request goes over TLS, to a server whose authority the client must trust", usesHTTPS},
	{"xhr", "a fetch is one of XMLHttpRequest", anyFetch((*conformance.FetchInit).XHR)},
	{"event-source", "a fetch is one of EventSource", anyFetch(func(f *conformance.FetchInit) bool {
		return f.API != nil && *f.API == conformance.APIEventSource
	})},
	{"upload-listener", "a listener is registered on the upload object", anyFetch(func(f *conformance.FetchInit) bool {
		return f.UploadListener != nil && *f.UploadListener
	})},
	{"null-origin", "the page has an opaque origin", func(s *conformance.Scenario) bool { return s.Origin.IsOpaque() }},
	{"other-origin", "a fetch is one of another page", func(s *conformance.Scenario) bool {
		return anyFetch(func(f *conformance.FetchInit) bool { return differs(f.Origin, s.Origin) })(s)
	}},
	{"top-level", "the page is inside one of another site", hasOtherTopLevel},
	{"embedder-policy", "the page has an embedder policy", func(s *conformance.Scenario) bool {
		return s.EmbedderPolicy != nil && *s.EmbedderPolicy != fetch.EmbedderPolicyUnsafeNone
	}},
	{"body-stream", "a body is a stream", anyFetch(func(f *conformance.FetchInit) bool { return f.BodyStream != nil && *f.BodyStream })},
	{"destination", "a request is for an element, which script cannot say", anyFetch(func(f *conformance.FetchInit) bool {
		return f.Destination != nil && *f.Destination != fetch.DestinationEmpty
	})},
	{"status-407", "a server answers 407, which a client takes for its proxy's answer", func(s *conformance.Scenario) bool {
		return slices.ContainsFunc(s.Server, func(r conformance.Rule) bool { return r.Status != nil && *r.Status == 407 })
	}},
}

// missing says why a client that has only these capabilities cannot play a scenario; nil if it can.
func missing(s *conformance.Scenario, has []string) *suite.Skip {
	for _, c := range Capabilities {
		if !slices.Contains(has, c.Name) && c.needed(s) {
			return &suite.Skip{Reason: c.Name + ": " + c.Why}
		}
	}
	if suite.Waits(s) > maxWait {
		return &suite.Skip{Reason: fmt.Sprintf("after: the client would wait for more than %d seconds", maxWait)}
	}
	return nil
}

// checkCapabilities refuses names that are none.
func checkCapabilities(declared []string) error {
	var names []string
	for _, c := range Capabilities {
		names = append(names, c.Name)
	}
	for _, name := range declared {
		if !slices.Contains(names, name) {
			return fmt.Errorf("there is no capability %q; there are %s", name, strings.Join(names, ", "))
		}
	}
	return nil
}

// anyFetch reports whether something holds for one of the fetches.
func anyFetch(holds func(*conformance.FetchInit) bool) func(*conformance.Scenario) bool {
	return func(s *conformance.Scenario) bool {
		return slices.ContainsFunc(s.Fetches, func(f conformance.FetchInit) bool { return holds(&f) })
	}
}

// usesHTTPS reports whether a fetch, or a redirect, goes to an https URL.
func usesHTTPS(s *conformance.Scenario) bool {
	page := s.Page
	if page.IsZero() {
		page, _ = origin.ParseURL(s.Origin.String() + "/")
	}
	isHTTPS := func(url string) bool {
		u, err := page.Parse(url)
		return err == nil && u.Scheme() == "https"
	}
	if slices.ContainsFunc(s.Fetches, func(f conformance.FetchInit) bool { return isHTTPS(f.URL) }) {
		return true
	}
	for i := range s.Server {
		for _, line := range s.Server[i].Headers {
			if header.EqualFold(line.Name, "Location") && isHTTPS(line.Value) {
				return true
			}
		}
	}
	return false
}

// hasOtherTopLevel reports whether the top-level page is not the page itself.
func hasOtherTopLevel(s *conformance.Scenario) bool {
	return differs(s.TopLevel, s.Origin) || s.Ancestors != nil ||
		slices.ContainsFunc(s.Fetches, func(f conformance.FetchInit) bool { return differs(f.TopLevel, s.Origin) })
}

// differs reports whether an origin is given and is not that of the page. All opaque ones are one.
func differs(o, page origin.Origin) bool { return !o.IsZero() && o.String() != page.String() }
