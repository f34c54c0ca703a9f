package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

func TestAcceptHeader(t *testing.T) {
	const page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, c := range []struct {
		name        string
		destination fetch.Destination
		initiator   fetch.Initiator
		headers     header.List
		want, why   string
	}{
		{"fetch()", fetch.DestinationEmpty, fetch.InitiatorEmpty, nil, "*/*", "12.1"},
		{"of its own", fetch.DestinationImage, fetch.InitiatorEmpty, headerLines("accept", "a"), "a", "12"},
		{"prefetch", fetch.DestinationImage, fetch.InitiatorPrefetch, nil, page, "12.2"},
		{"document", fetch.DestinationDocument, fetch.InitiatorEmpty, nil, page, "12.3/document"},
		{"frame", fetch.DestinationFrame, fetch.InitiatorEmpty, nil, page, "12.3/frame"},
		{"iframe", fetch.DestinationIframe, fetch.InitiatorEmpty, nil, page, "12.3/iframe"},
		{"image", fetch.DestinationImage, fetch.InitiatorEmpty, nil, "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "12.3/image"},
		{"json", fetch.DestinationJSON, fetch.InitiatorEmpty, nil, "application/json,*/*;q=0.5", "12.3/json"},
		{"style", fetch.DestinationStyle, fetch.InitiatorEmpty, nil, "text/css,*/*;q=0.1", "12.3/style"},
		{"text", fetch.DestinationText, fetch.InitiatorEmpty, nil, "text/plain,*/*;q=0.5", "12.3/text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := mustURL(t, "https://app.example/x")
			f := start(t, new(fetch.UserAgent), &fetch.Request{
				URL: u, Origin: u.Origin(), Destination: c.destination, Initiator: c.initiator, Headers: c.headers,
			})
			if got, _ := f.Next().Headers.Get("Accept"); got != c.want {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}
