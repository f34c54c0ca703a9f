package fetch

// start is fetch, from step 10 on: what comes before is done by reset.
//
// Not modelled: preloaded responses (11), Accept-Language (13, 14), priorities
// (15), fetch groups (16).
//
// https://fetch.spec.whatwg.org/#concept-fetch
func (f *Fetch) start() {
	if !f.request.Headers.Contains("Accept") { // 12
		f.request.Headers.Append("Accept", acceptValue(&f.request)) // 12.4
	}
	f.keepFirst()
	if !f.refusedBeforehand() {
		f.mainFetch() // 17
	}
}

// refusedBeforehand ends the fetch if the profile refuses the request, and reports
// whether it does.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (f *Fetch) refusedBeforehand() bool {
	code, got := f.ua.Profile.Request.refuses(&f.request)
	if code == "" {
		return false
	}
	c := refuse(code, algoMainFetch, "1")
	c.Got = got
	f.networkError(PhaseRequest, c, nil)
	return true
}

// documentAccept is the document Accept header value.
//
// https://fetch.spec.whatwg.org/#document-accept-header-value
const documentAccept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// acceptValue is the value of fetch's steps 12.1 to 12.3.
//
// https://fetch.spec.whatwg.org/#concept-fetch
func acceptValue(r *Request) string {
	if r.Initiator == InitiatorPrefetch { // 12.2
		return documentAccept
	}
	switch r.Destination { // 12.3
	case DestinationDocument, DestinationFrame, DestinationIframe:
		return documentAccept
	case DestinationImage:
		return "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
	case DestinationJSON:
		return "application/json,*/*;q=0.5"
	case DestinationStyle:
		return "text/css,*/*;q=0.1"
	case DestinationText:
		return "text/plain,*/*;q=0.5"
	}
	return "*/*" // 12.1
}
