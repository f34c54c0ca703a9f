package story

import (
	"fmt"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
)

// Observe observes a scenario and tells the story of each fetch, once it is done.
func Observe(s *conformance.Scenario, tell func(Story)) conformance.Observer {
	var now *Recorder
	return conformance.Observer{
		Started: func(i int, req *fetch.Request, _ time.Time) {
			now = begin(s, &s.Fetches[i])
			if req != nil {
				now.Start(req)
			}
		},
		Sent:     func(x conformance.Exchange) { now.Sent(x.Outgoing) },
		Received: func(_ conformance.Exchange, res fetch.Response, _ int) { now.Received(res) },
		Failed:   func(_ conformance.Exchange, err error, _ int) { now.Failed(err) },
		Done:     func(_ int, result *conformance.FetchResult) { tell(now.End(result.Response, result.Err)) },
	}
}

// begin begins the story of a fetch with the words of the document.
func begin(s *conformance.Scenario, init *conformance.FetchInit) *Recorder {
	or := func(given *string, otherwise string) string {
		if given == nil {
			return otherwise
		}
		return *given
	}
	names := make([]string, len(init.Headers))
	for i, field := range init.Headers {
		names[i] = field.Name
	}
	page := init.Origin
	if page.IsZero() {
		page = s.Origin
	}
	return NewRecorder(or(init.Method, "GET"), init.URL, page.String(),
		word(init.Mode, fetch.ModeCORS), word(init.Credentials, fetch.CredentialsSameOrigin), names)
}

// word is what is given, or the default, as the standard spells it.
func word[E fmt.Stringer](given *E, otherwise E) string {
	if given == nil {
		return otherwise.String()
	}
	return (*given).String()
}
