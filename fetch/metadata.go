package fetch

import "github.com/corsref/corsref/origin"

// appendFetchMetadataHeaders is "append the Fetch metadata headers for a request",
// to f.out.
//
// Deviation: the text asks whether the request's URL is potentially trustworthy,
// which in Fetch is the first of the URL list. Taken at its word it would send the
// headers in the clear after a redirect to http:, and not send them after one to
// https:. What counts is the current URL, as in web-platform-tests and every
// browser.
//
// Not modelled: Sec-Fetch-User, and Sec-Fetch-Site "none", which only navigations
// by the user have.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request
func (f *Fetch) appendFetchMetadataHeaders(mode Mode) {
	// 1: a URL that is not trustworthy gets none
	if f.decide(algoMetadata, "1", !f.target.trustworthy) {
		return
	}
	destination := f.request.Destination.String()
	if destination == "" {
		destination = "empty"
	}
	f.out.Headers.Set("Sec-Fetch-Dest", destination)         // 2: what the request is for
	f.out.Headers.Set("Sec-Fetch-Mode", mode.String())       // 3: its mode
	f.out.Headers.Set("Sec-Fetch-Site", f.furthest.String()) // 4: how far from the page its URLs are
}

// SecFetchSite returns the value of the Sec-Fetch-Site header for a request of
// origin o with this URL list.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
func SecFetchSite(o origin.Origin, urlList []origin.URL, sites origin.PublicSuffixList) Relation {
	value := RelationSameOrigin // 3: to begin with
	// 5: for each URL: the furthest counts
	for _, u := range urlList {
		value = max(value, RelationOf(o, u.Origin(), sites))
	}
	return value
}

// RelationOf returns what target is to o, as Sec-Fetch-Site says it.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
func RelationOf(o, target origin.Origin, sites origin.PublicSuffixList) Relation {
	switch {
	case target.SameOrigin(o):
		return RelationSameOrigin // 5.1: the page's own origin changes nothing
	case origin.SameSite(o, target, sites):
		return RelationSameSite // 5.4: another origin of the same site
	}
	return RelationCrossSite // 5.2 and 5.3: another site
}
