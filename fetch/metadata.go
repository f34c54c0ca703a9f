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
	if f.decide(algoMetadata, "1", !f.target.trustworthy) { // 1
		return
	}
	destination := f.request.Destination.String()
	if destination == "" {
		destination = "empty"
	}
	f.setHeader("Sec-Fetch-Dest", destination)         // 2
	f.setHeader("Sec-Fetch-Mode", mode.String())       // 3
	f.setHeader("Sec-Fetch-Site", f.furthest.String()) // 4
}

// SecFetchSite returns the value of the Sec-Fetch-Site header for a request of
// origin o with this URL list.
//
// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
func SecFetchSite(o origin.Origin, urlList []origin.URL, sites origin.PublicSuffixList) Taint {
	value := TaintSameOrigin    // 3
	for _, u := range urlList { // 5
		target := u.Origin()
		if target.SameOrigin(o) { // 5.1
			continue
		}
		if !origin.SameSite(o, target, sites) { // 5.2, 5.3
			return TaintCrossSite
		}
		value = TaintSameSite // 5.4
	}
	return value
}
