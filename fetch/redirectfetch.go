package fetch

import (
	"strconv"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// maxRedirects is how many redirects are followed.
const maxRedirects = 20

// httpRedirectFetch is HTTP-redirect fetch.
//
// Not modelled: timing (15 to 17), navigations (20, 21).
//
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
func (f *Fetch) httpRedirectFetch(res Response) {
	r := &f.request
	// 3: the location URL, with the fragment of the current one
	fragment, hasFragment := f.current().Fragment()
	locationURL, extraction := LocationURL(f.observer.location(res), f.current(), fragment, hasFragment)
	f.locationURL = locationURL
	// 4: there is none: an ordinary response after all
	if f.decide(algoRedirectFetch, "4", extraction == header.Null) {
		f.mainFetchReturned(res, false, nil)
		return
	}
	// 5: it does not parse: network error
	if f.decide(algoRedirectFetch, "5", extraction == header.Failure) {
		f.refuseLocation(res, origin.URL{}, CodeRedirectLocationInvalid, "5")
		return
	}
	// 6: it is not HTTP: network error
	if f.decide(algoRedirectFetch, "6", !locationURL.IsHTTP()) {
		f.refuseLocation(res, locationURL, CodeRedirectScheme, "6")
		return
	}
	// 7: 20 were followed: network error
	if f.decide(algoRedirectFetch, "7", f.redirectCount == maxRedirects) {
		f.networkError(PhaseRedirect, refuse(CodeRedirectTooMany, algoRedirectFetch, "7"), nil)
		return
	}
	// 8, count it, is done last, so that what is refused is told of the hop where it was.
	// 9: mode "cors", and the location URL has credentials for another origin: network error
	if f.decide(algoRedirectFetch, "9", r.Mode == ModeCORS && locationURL.IncludesCredentials() && !r.Origin.SameOrigin(locationURL.Origin())) {
		f.refuseLocation(res, locationURL, CodeRedirectCredentialsForeign, "9")
		return
	}
	// 10: tainting "cors", and the location URL has credentials: network error
	if f.decide(algoRedirectFetch, "10", f.tainting == TaintingCORS && locationURL.IncludesCredentials()) {
		f.refuseLocation(res, locationURL, CodeRedirectCredentialsTainted, "10")
		return
	}
	// 11: the body must go again and is a stream: network error
	if f.decide(algoRedirectFetch, "11", res.Status != 303 && r.Body.Present && r.Body.Stream) {
		c := refuse(CodeRedirectBodyNotReplayable, algoRedirectFetch, "11")
		c.Got = strconv.Itoa(res.Status)
		f.networkError(PhaseRedirect, c, nil)
		return
	}
	// 12: 301 or 302 after a POST, or 303 after anything but GET and HEAD
	if f.decide(algoRedirectFetch, "12", (res.Status == 301 || res.Status == 302) && r.Method == "POST" ||
		res.Status == 303 && r.Method != "GET" && r.Method != "HEAD") {
		r.Method, r.Body = "GET", Body{} // 12.1: the method becomes GET, and there is no body
		f.record.count(0)
		for _, headerName := range requestBodyHeaderNames {
			r.Headers.Delete(headerName) // 12.2: nor are there headers that describe one
		}
	}
	// 13: to another origin: Authorization, the one CORS non-wildcard request-header name, is dropped
	if f.decide(algoRedirectFetch, "13", !f.target.origin.SameOrigin(locationURL.Origin())) {
		r.Headers.Delete("Authorization")
	}
	f.redirectCount++                  // 8: count it
	f.appendURL(locationURL)           // 18: the location URL is the current URL now
	f.setReferrerPolicyOnRedirect(res) // 19: Referrer-Policy of the redirect counts from here on
	f.observer.redirected()
	f.mainFetch() // 22: main fetch
}

// refuseLocation ends the fetch with a network error for a response's location URL,
// which is zero where there is none.
func (f *Fetch) refuseLocation(res Response, locationURL origin.URL, code Code, step string) {
	c := refuse(code, algoRedirectFetch, step)
	c.Header = "Location"
	c.Got, _ = res.Headers.Get("Location")
	if locationURL.IncludesCredentials() { // which are not for logs
		c.Got = locationURL.WithoutCredentials().String()
	}
	f.networkError(PhaseRedirect, c, nil)
}

// requestBodyHeaderNames are the request-body-header names.
//
// https://fetch.spec.whatwg.org/#request-body-header-name
var requestBodyHeaderNames = [...]string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"}

// LocationURL returns the location URL of a response that came from u, given the
// request's fragment: header.Null when there is none, header.Failure when it is
// not one valid URL.
//
// Ambiguous: the ABNF of Location does not allow every byte that servers send.
// The value is isomorphic-decoded and parsed, whatever bytes it has; two lines
// are failure.
//
// https://fetch.spec.whatwg.org/#concept-response-location-url
func LocationURL(res Response, u origin.URL, requestFragment string, hasFragment bool) (origin.URL, header.Extraction) {
	// 1: no redirect status: none
	if !IsRedirectStatus(res.Status) {
		return origin.URL{}, header.Null
	}
	location, extraction := res.Headers.ExtractSingle("Location") // 2: the one value of Location
	if extraction != header.Values {
		return origin.URL{}, extraction
	}
	locationURL, err := u.Parse(isomorphicDecode(location)) // 3: parse it against the URL that answered
	if err != nil {
		return origin.URL{}, header.Failure
	}
	// 4: it has no fragment: it takes over the request's
	if _, has := locationURL.Fragment(); !has && hasFragment {
		locationURL = locationURL.WithFragment(requestFragment)
	}
	return locationURL, header.Values // 5: the URL
}

// isomorphicDecode makes code points of bytes, each of its own value.
//
// https://infra.spec.whatwg.org/#isomorphic-decode
func isomorphicDecode(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80
	}
	if ascii {
		return s
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}
