package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

func TestMixedContent(t *testing.T) {
	secure := &fetch.Settings{Origin: mustURL(t, "https://a.example/").Origin()}
	insecure := &fetch.Settings{Origin: mustURL(t, "http://a.example/").Origin()}
	framed := &fetch.Settings{Origin: insecure.Origin, TopLevelOrigin: secure.Origin}
	for _, c := range []struct {
		name        string
		client      *fetch.Settings
		url         string
		destination fetch.Destination
		blocked     bool
		why         string
	}{
		{"secure to insecure", secure, "http://b.example/", fetch.DestinationEmpty, true, "2"},
		{"secure to secure", secure, "https://b.example/", fetch.DestinationEmpty, false, "1.2"},
		{"secure to this machine", secure, "http://localhost/", fetch.DestinationEmpty, false, "1.2: localhost is trustworthy"},
		{"insecure page", insecure, "http://b.example/", fetch.DestinationEmpty, false, "1.1"},
		{"insecure page in a secure one", framed, "http://b.example/", fetch.DestinationEmpty, true, "the page around it is secure"},
		{"no page", nil, "http://b.example/", fetch.DestinationEmpty, false, "1.1"},
		{"navigation", secure, "http://b.example/", fetch.DestinationDocument, false, "1.4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := mustURL(t, c.url)
			request := fetch.ShouldBlockMixedContentRequest(c.client, u, c.destination)
			response := fetch.ShouldBlockMixedContentResponse(c.client, u, c.destination)
			if request.Passed() == c.blocked || response.Passed() == c.blocked {
				t.Errorf("request %+v, response %+v, want blocked %v: %s", request, response, c.blocked, c.why)
			}
		})
	}
}

// TestTrustedImageIsNotUpgraded loads an image from a host that is trusted though it is http:.
func TestTrustedImageIsNotUpgraded(t *testing.T) {
	_, out := first(t, &fetch.Request{URL: parse(t, "http://localhost/"), Client: page(t, "https://app.example/"), Mode: fetch.ModeNoCORS, Destination: fetch.DestinationImage})
	if out == nil || out.URL.Scheme() != "http" {
		t.Errorf("%+v was sent", out)
	}
}
