package fetch

import (
	"slices"
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
	fragment, hasFragment := f.current().Fragment()
	locationURL, extraction := f.ua.Profile.Redirect.location(res, f.current(), fragment, hasFragment) // 3
	refuseLocation := func(code Code, step string) { f.refuseLocation(res, locationURL, code, step) }
	// 4.
	if f.decide(algoRedirectFetch, "4", extraction == header.Null) {
		f.mainFetchReturned(res, false, nil)
		return
	}
	// 5.
	if f.decide(algoRedirectFetch, "5", extraction == header.Failure) {
		refuseLocation(CodeRedirectLocationInvalid, "5")
		return
	}
	// 6.
	if f.decide(algoRedirectFetch, "6", !locationURL.IsHTTP()) {
		refuseLocation(CodeRedirectScheme, "6")
		return
	}
	// 7.
	if f.decide(algoRedirectFetch, "7", f.redirectCount == maxRedirects) {
		f.networkError(PhaseRedirect, refuse(CodeRedirectTooMany, algoRedirectFetch, "7"), nil)
		return
	}
	rules, redirection := &f.ua.Profile.Redirect, f.redirection(res.Status, locationURL.Origin())
	// 8 is done below, so that what is refused until then is told of the hop it happened at.
	// 9.
	credentials := locationURL.IncludesCredentials()
	if f.decide(algoRedirectFetch, "9", credentials && rules.refusesForeignCredentials(redirection)) {
		refuseLocation(CodeRedirectCredentialsForeign, "9")
		return
	}
	// 10.
	if f.decide(algoRedirectFetch, "10", credentials && rules.refusesTaintedCredentials(redirection)) {
		refuseLocation(CodeRedirectCredentialsTainted, "10")
		return
	}
	if credentials && rules.refusesCredentialsLater(redirection) {
		c := refuse(CodeRedirectCredentialsForeign, algoRedirectFetch, "9")
		c.Header, c.Got = "Location", locationURL.WithoutCredentials().String() // they are not for logs
		f.later = &c
	}
	// 11.
	if f.decide(algoRedirectFetch, "11", res.Status != 303 && r.Body.Present && r.Body.Stream) {
		c := refuse(CodeRedirectBodyNotReplayable, algoRedirectFetch, "11")
		c.Got = strconv.Itoa(res.Status)
		f.networkError(PhaseRedirect, c, nil)
		return
	}
	if rules.refuses(redirection) {
		refuseLocation(CodeRedirectRefused, "11")
		return
	}
	// 12.
	redirection.BecomesGET = rules.becomesGET(redirection)
	if f.ua.Profile.Preflight.NamesAfterRedirect != nil {
		last := redirection
		f.last = &last
	}
	if f.decide(algoRedirectFetch, "12", redirection.BecomesGET) {
		r.Method, r.Body = "GET", Body{} // 12.1
	}
	dropsBody := redirection.BecomesGET
	if rules.DropsAnew {
		r.Headers = append(r.Headers[:0], f.firstHeaders...)
		first := redirection
		first.Method = f.firstMethod
		dropsBody = rules.becomesGET(first)
	}
	if dropsBody {
		for _, headerName := range requestBodyHeaderNames { // 12.2
			r.Headers.Delete(headerName)
		}
	}
	// 13.
	if f.decide(algoRedirectFetch, "13", !f.target.origin.SameOrigin(locationURL.Origin())) {
		r.Headers.Delete("Authorization") // the one CORS non-wildcard request-header name
	}
	if rules.Drops != nil {
		r.Headers = slices.DeleteFunc(r.Headers, func(line header.Line) bool { return rules.Drops(line.Name, redirection) })
	}
	if !redirection.From.SameOrigin(redirection.To) {
		f.moved, f.keptOrigin = true, ""
	}
	f.redirectCount++                  // 8
	f.appendURL(locationURL)           // 18
	f.setReferrerPolicyOnRedirect(res) // 19
	f.mainFetch()                      // 22
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

// manualFails is 3 and 5 for a redirect that is not followed, and reports whether it
// ended the fetch.
//
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
func (f *Fetch) manualFails(res Response) bool {
	rules := &f.ua.Profile.Redirect
	if !rules.ManualFails {
		return false
	}
	locationURL, extraction := rules.location(res, f.current(), "", false)
	if extraction == header.Failure {
		f.refuseLocation(res, locationURL, CodeRedirectLocationInvalid, "5")
	}
	return extraction == header.Failure
}

// redirection is what the profile's seams ask of a redirect.
func (f *Fetch) redirection(status int, to origin.Origin) Redirection {
	r := &f.request
	return Redirection{
		Status: status, Method: r.Method, Mode: r.Mode, Tainting: f.tainting, Taint: f.taint,
		Origin: r.Origin, First: f.urls[0].Origin(), From: f.target.origin, To: to, Hop: f.redirectCount,
		InitiatorType: r.InitiatorType,
	}
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
	if !IsRedirectStatus(res.Status) { // 1
		return origin.URL{}, header.Null
	}
	location, extraction := res.Headers.ExtractSingle("Location") // 2
	if extraction != header.Values {
		return origin.URL{}, extraction
	}
	locationURL, err := u.Parse(isomorphicDecode(location)) // 3
	if err != nil {
		return origin.URL{}, header.Failure
	}
	if _, has := locationURL.Fragment(); !has && hasFragment { // 4
		locationURL = locationURL.WithFragment(requestFragment)
	}
	return locationURL, header.Values // 5
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
