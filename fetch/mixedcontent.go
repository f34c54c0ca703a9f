package fetch

import (
	"strings"

	"github.com/corsref/corsref/origin"
)

// ShouldBlockMixedContentRequest reports whether fetching a request of client with
// this current URL and destination should be blocked as mixed content. A nil
// client restricts nothing.
//
// Ambiguous: a request with destination "document" is taken to be a top-level
// navigation; nested ones have "iframe" or "frame".
//
// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
func ShouldBlockMixedContentRequest(client *Settings, u origin.URL, destination Destination) Check {
	return shouldBlockMixedContentRequest(nil, client, u.IsPotentiallyTrustworthy(), destination)
}

// shouldBlockMixedContentRequest is ShouldBlockMixedContentRequest, observed, for a
// current URL that is potentially trustworthy or not.
//
// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
func shouldBlockMixedContentRequest(o *observer, client *Settings, trustworthy bool, destination Destination) Check {
	c := Check{Algorithm: algoMixedRequest, Step: "1"}
	// 1: the page is not secure, or the URL is trustworthy, or it is a top-level navigation: allowed
	if !o.decide(algoMixedRequest, "1", mixedContentAllowed(client, trustworthy, destination)) {
		c.Step, c.Code = "2", CodeMixedContent // 2: blocked
	}
	return c
}

// ShouldBlockMixedContentResponse reports whether a response from u to a request of
// client with this destination should be blocked as mixed content.
//
// https://w3c.github.io/webappsec-mixed-content/#should-block-response
func ShouldBlockMixedContentResponse(client *Settings, u origin.URL, destination Destination) Check {
	return shouldBlockMixedContentResponse(nil, client, u.IsPotentiallyTrustworthy(), destination)
}

// shouldBlockMixedContentResponse is ShouldBlockMixedContentResponse, observed, for
// a response from a URL that is potentially trustworthy or not.
//
// https://w3c.github.io/webappsec-mixed-content/#should-block-response
func shouldBlockMixedContentResponse(o *observer, client *Settings, trustworthy bool, destination Destination) Check {
	c := Check{Algorithm: algoMixedResponse, Step: "1"}
	// 1: the page is not secure, or the URL is trustworthy, or it is a top-level navigation: allowed
	if !o.decide(algoMixedResponse, "1", mixedContentAllowed(client, trustworthy, destination)) {
		c.Step, c.Code = "2", CodeMixedContentResponse // 2: blocked
	}
	return c
}

// mixedContentAllowed is the condition that both algorithms share.
func mixedContentAllowed(client *Settings, trustworthy bool, destination Destination) bool {
	return trustworthy || client == nil || !client.prohibitsMixedSecurityContexts() ||
		destination == DestinationDocument
}

// upgradeMixedContentRequest is "Upgrade a mixed content request to a potentially
// trustworthy URL, if appropriate". It concerns the request's URL, the first of
// its URL list: a redirect is never upgraded.
//
// https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm
func (f *Fetch) upgradeMixedContentRequest() {
	r, u := &f.request, &f.urls[0]
	trustworthy := f.target.trustworthy
	if len(f.urls) > 1 {
		trustworthy = u.IsPotentiallyTrustworthy()
	}
	// 1: nothing to do
	// 1.1: the URL is trustworthy already
	// 1.2: its host is an IP address
	// 1.3: the page is not secure
	// 1.4: it is no image, audio or video
	// 1.5: it is an image of a picture element's set
	switch {
	case f.decide(algoMixedUpgrade, "1.1", trustworthy),
		f.decide(algoMixedUpgrade, "1.2", isIPAddress(u.Host())),
		f.decide(algoMixedUpgrade, "1.3", r.Client == nil || !r.Client.prohibitsMixedSecurityContexts()),
		f.decide(algoMixedUpgrade, "1.4", r.Destination != DestinationImage && r.Destination != DestinationAudio && r.Destination != DestinationVideo),
		f.decide(algoMixedUpgrade, "1.5", r.Destination == DestinationImage && r.Initiator == InitiatorImageSet):
		f.decide(algoMixedUpgrade, "1", true)
		return
	}
	f.decide(algoMixedUpgrade, "1", false)
	// 2: http: becomes https:
	if f.decide(algoMixedUpgrade, "2", u.Scheme() == "http") {
		if upgraded, err := origin.ParseURL("https" + strings.TrimPrefix(u.String(), "http")); err == nil {
			f.urls[0] = upgraded // only ever done while there is one URL
			f.furthest = RelationSameOrigin
			f.look(f.target)
		}
	}
}

// isIPAddress reports whether a serialized host is an IP address.
func isIPAddress(host string) bool {
	_, isDomain := origin.PublicSuffix(host, nil)
	return host != "" && !isDomain
}
