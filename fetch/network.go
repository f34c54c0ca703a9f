package fetch

import (
	"strconv"

	"github.com/corsref/corsref/fetch/header"
)

// httpNetworkOrCacheFetch is HTTP-network-or-cache fetch of the request, up to
// step 11.2, where it goes to the network; httpNetworkOrCacheFetchReturned is
// the rest.
//
// Deviation: by 8.10.2 to 8.10.5 a keepalive request counts twice: it is one of the
// group's records that are not done, and its length is added to theirs. Only the
// others count here, as in every browser.
//
// Not modelled: the HTTP cache (8.24, 8.26, 11.3 to 11.5), cookies,
// authentication entries and proxy authentication (8.21, 8.22), User-Agent
// (8.15) and what HTTP itself appends (8.20).
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) httpNetworkOrCacheFetch() {
	r := &f.request
	f.newOutgoing(sentRequest, r.Method)
	out, l := &f.out, &f.out.Headers
	out.Body, out.CacheMode = r.Body, r.Cache
	*l = append(*l, r.Headers...) // 8.2: a copy, so that the request can be sent again
	// 8.3: mode "include", or "same-origin" with tainting "basic": credentials go along
	out.Credentials = f.decide(algoNetworkOrCache, "8.3", r.Credentials == CredentialsInclude ||
		r.Credentials == CredentialsSameOrigin && f.tainting == TaintingBasic)
	// 8.4: the page's embedder policy keeps them back
	if f.decide(algoNetworkOrCache, "8.4", !f.embedderPolicyAllowsCredentials()) {
		out.Credentials = false
	}
	// 8.5 and 8.6: the body's length, and no Content-Length yet
	contentLength, contentLengthHeaderValue := r.Body.length(), ""
	// 8.7: POST or PUT without a body: Content-Length is 0
	if f.decide(algoNetworkOrCache, "8.7", !r.Body.Present && (r.Method == "POST" || r.Method == "PUT")) {
		contentLengthHeaderValue = "0"
	}
	// 8.8: a length that is known is the Content-Length
	if f.decide(algoNetworkOrCache, "8.8", contentLength >= 0) {
		contentLengthHeaderValue = strconv.FormatInt(contentLength, 10)
	}
	// 8.9: append Content-Length, if there is one
	if f.decide(algoNetworkOrCache, "8.9", contentLengthHeaderValue != "") {
		l.Append("Content-Length", contentLengthHeaderValue)
	}
	// 8.10: a keepalive request whose length is known
	if f.decide(algoNetworkOrCache, "8.10", contentLength >= 0 && r.Keepalive) {
		inflightKeepaliveBytes := f.record.count(contentLength) // 8.10.1 to 8.10.4: what others of the page have under way
		// 8.10.5: more than 64 KiB together: network error
		if f.decide(algoNetworkOrCache, "8.10.5", contentLength+inflightKeepaliveBytes > maxKeepaliveBytes) {
			c := refuse(CodeKeepaliveTooLarge, algoNetworkOrCache, "8.10.5")
			c.Got = strconv.FormatInt(contentLength+inflightKeepaliveBytes, 10)
			f.networkError(PhaseRequest, c, nil)
			return
		}
	}
	f.appendRequestHeaders(f.serializedOrigin, f.tainting, r.Mode) // 8.11 to 8.14
	// 8.16: cache mode "default" with a conditional header of the page's own: "no-store"
	if f.decide(algoNetworkOrCache, "8.16", out.CacheMode == CacheDefault && isConditional(*l)) {
		out.CacheMode = CacheNoStore
	}
	// 8.17: cache mode "no-cache": Cache-Control: max-age=0, unless the page set one
	if f.decide(algoNetworkOrCache, "8.17", out.CacheMode == CacheNoCache && !l.Contains("Cache-Control")) {
		l.Append("Cache-Control", "max-age=0")
	}
	// 8.18: cache mode "no-store" or "reload"
	if f.decide(algoNetworkOrCache, "8.18", out.CacheMode == CacheNoStore || out.CacheMode == CacheReload) {
		// 8.18.1: Pragma: no-cache, unless the page set one
		if f.decide(algoNetworkOrCache, "8.18.1", !l.Contains("Pragma")) {
			l.Append("Pragma", "no-cache")
		}
		// 8.18.2: Cache-Control: no-cache, unless the page set one
		if f.decide(algoNetworkOrCache, "8.18.2", !l.Contains("Cache-Control")) {
			l.Append("Cache-Control", "no-cache")
		}
	}
	// 8.19: a Range asks for a response that is not encoded
	if f.decide(algoNetworkOrCache, "8.19", l.Contains("Range")) {
		l.Append("Accept-Encoding", "identity")
	}
	// 8.25: a request without a page has no cache: "no-store"
	if f.decide(algoNetworkOrCache, "8.25", r.Client == nil) {
		out.CacheMode = CacheNoStore
	}
	// 11.1: cache mode "only-if-cached", and nothing is cached: network error
	if f.decide(algoNetworkOrCache, "11.1", out.CacheMode == CacheOnlyIfCached) {
		f.networkError(PhaseRequest, refuse(CodeOnlyIfCached, algoNetworkOrCache, "11.1"), nil)
		return
	}
	// HTTP-network fetch, 8.3: a stream cannot be sent over HTTP/1.x: network error
	if f.decide(algoNetwork, "8.3", r.Body.Stream && f.ua.isHTTP1(out.URL)) {
		f.networkError(PhaseRequest, refuse(CodeBodyStreamHTTP1, algoNetwork, "8.3"), nil)
		return
	}
	f.send() // 11.2: HTTP-network fetch
}

// maxKeepaliveBytes is how long the bodies of a page's keepalive requests may be
// together.
const maxKeepaliveBytes = 64 << 10

// appendRequestHeaders is steps 8.11 to 8.14, for the request and for its
// preflight alike.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) appendRequestHeaders(serializedOrigin string, tainting ResponseTainting, mode Mode) {
	// 8.11: the referrer is a URL: append Referer
	if referrer := &f.request.Referrer.url; f.decide(algoNetworkOrCache, "8.11", !referrer.IsZero()) {
		f.out.Headers.Append("Referer", referrer.String())
	}
	f.appendOriginHeader(serializedOrigin, tainting, mode) // 8.12: append Origin, where it belongs
	f.appendFetchMetadataHeaders(mode)                     // 8.13: append Sec-Fetch-Dest and its like
	// 8.14: a prefetch says so
	if f.decide(algoNetworkOrCache, "8.14", f.request.Initiator == InitiatorPrefetch) {
		f.out.Headers.Set("Sec-Purpose", "prefetch")
	}
}

// isConditional reports whether l contains a header that makes a request conditional.
func isConditional(l header.List) bool {
	for _, line := range l {
		if len(line.Name) < 3 || !header.EqualFold(line.Name[:3], "If-") {
			continue
		}
		switch header.ByteLowercase(line.Name) {
		case "if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range":
			return true
		}
	}
	return false
}

// newOutgoing makes f.out a request to the current URL.
func (f *Fetch) newOutgoing(s state, method string) {
	f.state = s
	f.out = Outgoing{
		Preflight: s == sentPreflight, Hop: f.redirectCount, Method: method, URL: f.target.url, Headers: f.out.Headers[:0],
	}
}

// send hands f.out to the embedder.
func (f *Fetch) send() {
	if refused := f.observer.send(&f.out.Headers); refused != nil {
		f.networkError(refused.Phase, refused.Check, nil)
		return
	}
	f.includeCredentials = f.out.Credentials
	f.out.StoreCookies = f.out.Credentials // HTTP-network fetch, 17
	f.out.NewConnection = f.isNewConnectionFetch
	f.out.SameSite = f.sameSiteMode()
}

// httpNetworkOrCacheFetchReturned is HTTP-network-or-cache fetch from step 15 on:
// what special statuses do. It returns to the algorithm that called it.
//
// Not modelled: authentication prompts. A 401 is an ordinary response (15), a
// 407 a network error (16).
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) httpNetworkOrCacheFetchReturned(n network) {
	// 16: a proxy wants a password
	if f.decide(algoNetworkOrCache, "16", n.Status == 407) {
		n.failed = refuse(CodeProxyAuthentication, algoNetworkOrCache, "16.1") // 16.1: there is nobody to ask: network error
	}
	// 17: the connection was wrong for this host: send it once more, on another
	preflight := f.state == sentPreflight // which has no body
	if f.decide(algoNetworkOrCache, "17", n.Status == 421 && !f.isNewConnectionFetch && (preflight || !f.request.Body.Stream)) {
		f.isNewConnectionFetch = true
		if preflight { // 17.2: send it again
			f.corsPreflightFetch()
		} else {
			f.httpNetworkOrCacheFetch()
		}
		return
	}
	f.isNewConnectionFetch = false
	if preflight {
		f.corsPreflightFetchReturned(&n)
	} else {
		f.httpFetchReturned(&n)
	}
}
