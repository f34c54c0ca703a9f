package fetch

import "github.com/corsref/corsref/fetch/header"

// EventSource is what script does with an EventSource: new EventSource(URL,
// {withCredentials: WithCredentials}).
//
// https://html.spec.whatwg.org/#dom-eventsource
type EventSource struct {
	URL             string
	WithCredentials bool
}

// NewEventSource returns the request that an EventSource makes. It has no
// unsafe-request flag, so that it never gets a preflight. The error is a
// *TypeError, for what the constructor throws.
//
// Not modelled: reconnecting, and the Last-Event-ID header with it; that the
// response must have status 200 and the type text/event-stream.
//
// https://html.spec.whatwg.org/#dom-eventsource
func NewEventSource(client *Settings, e EventSource) (*Request, error) {
	if client == nil {
		client = new(Settings)
	}
	urlRecord, err := client.URL.Parse(e.URL) // 3: parse the URL against the page's
	// 4: it does not parse: throw
	if err != nil {
		return nil, &TypeError{Code: TypeErrorURL, Algorithm: algoEventSource, Step: "4", Got: e.URL, Err: err}
	}
	// 8 and 9: a potential-CORS request of the page
	r := &Request{Method: "GET", URL: urlRecord, Input: e.URL, Client: client, Mode: ModeCORS}
	// 6 and 7: with credentials, if script wants so
	if e.WithCredentials {
		r.Credentials = CredentialsInclude
	}
	r.Headers = header.List{{Name: "Accept", Value: "text/event-stream"}} // 10: it asks for a stream of events
	r.Cache = CacheNoStore                                                // 11: it bypasses the cache
	return r, nil
}
