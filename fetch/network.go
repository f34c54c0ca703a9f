package fetch

import (
	"strconv"

	"github.com/corsref/corsref/fetch/header"
)

// httpNetworkOrCacheFetch is HTTP-network-or-cache fetch of the request, up to
// step 11.2, where it goes to the network; httpNetworkOrCacheFetchReturned is
// the rest.
//
// Not modelled: the HTTP cache (8.24 to 8.26, 11.3 to 11.5), cookies,
// authentication entries and proxy authentication (8.21, 8.22), User-Agent
// (8.15) and what HTTP itself appends (8.20).
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) httpNetworkOrCacheFetch() {
	r := &f.request
	if f.mixedAfterPreflight() && f.blockedAsMixed() {
		return
	}
	if f.later != nil {
		f.networkError(PhaseRedirect, *f.later, nil)
		return
	}
	f.newOutgoing(r.Method)
	f.out.Body, f.out.CacheMode = r.Body, r.Cache
	f.out.Headers = append(f.out.Headers, r.Headers...) // 8.2
	f.plain = isPlain(r.Headers)
	// 8.3.
	f.out.Credentials = f.decide(algoNetworkOrCache, "8.3", r.Credentials == CredentialsInclude ||
		r.Credentials == CredentialsSameOrigin && f.tainting == TaintingBasic)
	// 8.4.
	if f.decide(algoNetworkOrCache, "8.4", !f.embedderPolicyAllowsCredentials()) {
		f.out.Credentials = false
	}
	// 8.5 to 8.9.
	if value, ok := f.contentLengthHeaderValue(); f.decide(algoNetworkOrCache, "8.9", ok) {
		f.appendHeader("Content-Length", value)
	}
	if f.refusesKeepalive() { // 8.10
		return
	}
	f.appendRequestHeaders(f.tainting, r.Mode) // 8.11 to 8.14
	// 8.16.
	if f.decide(algoNetworkOrCache, "8.16", f.out.CacheMode == CacheDefault && !f.plain && isConditional(f.out.Headers)) {
		f.out.CacheMode = CacheNoStore
	}
	// 8.17.
	if f.decide(algoNetworkOrCache, "8.17", f.out.CacheMode == CacheNoCache && !f.hasHeader("Cache-Control")) {
		f.appendHeader("Cache-Control", "max-age=0")
	}
	// 8.18.
	if f.decide(algoNetworkOrCache, "8.18", f.out.CacheMode == CacheNoStore || f.out.CacheMode == CacheReload) {
		if f.decide(algoNetworkOrCache, "8.18.1", !f.hasHeader("Pragma")) {
			f.appendHeader("Pragma", "no-cache")
		}
		if f.decide(algoNetworkOrCache, "8.18.2", !f.hasHeader("Cache-Control")) {
			f.appendHeader("Cache-Control", "no-cache")
		}
	}
	// 8.19.
	if f.decide(algoNetworkOrCache, "8.19", f.hasHeader("Range")) {
		f.appendHeader("Accept-Encoding", "identity")
	}
	// 11.1.
	if f.decide(algoNetworkOrCache, "11.1", f.out.CacheMode == CacheOnlyIfCached) {
		f.networkError(PhaseRequest, refuse(CodeOnlyIfCached, algoNetworkOrCache, "11.1"), nil)
		return
	}
	f.send(sentRequest) // 11.2
}

// refusesKeepalive ends the fetch if step 8.10 refuses the body of a keepalive
// request for its length, and reports whether it does.
//
// Not modelled: other keepalive requests under way.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) refusesKeepalive() bool {
	r := &f.request
	if !f.decide(algoNetworkOrCache, "8.10", r.Keepalive && r.Body.Present && r.Body.Length >= 0) ||
		!f.decide(algoNetworkOrCache, "8.10.5", r.Body.Length > maxKeepaliveBytes) {
		return false
	}
	c := refuse(CodeKeepaliveTooLarge, algoNetworkOrCache, "8.10.5")
	c.Got = strconv.FormatInt(r.Body.Length, 10)
	f.networkError(PhaseRequest, c, nil)
	return true
}

// maxKeepaliveBytes is how long the body of a keepalive request may be.
const maxKeepaliveBytes = 64 << 10

// contentLengthHeaderValue is steps 8.5 to 8.8.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) contentLengthHeaderValue() (value string, ok bool) {
	body := f.request.Body
	// 8.7.
	if f.decide(algoNetworkOrCache, "8.7", !body.Present && (f.request.Method == "POST" || f.request.Method == "PUT")) {
		return "0", true
	}
	// 8.8.
	if f.decide(algoNetworkOrCache, "8.8", body.Present && !body.Stream && body.Length >= 0) {
		return strconv.FormatInt(body.Length, 10), true
	}
	return "", false
}

// appendRequestHeaders is steps 8.11 to 8.14, for the request and for its
// preflight alike.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) appendRequestHeaders(tainting ResponseTainting, mode Mode) {
	// 8.11.
	if referrer := &f.request.Referrer.url; f.decide(algoNetworkOrCache, "8.11", !referrer.IsZero()) {
		f.appendHeader("Referer", referrer.String())
	}
	f.appendOriginHeader(tainting, mode) // 8.12
	f.appendFetchMetadataHeaders(mode)   // 8.13
	// 8.14.
	if f.decide(algoNetworkOrCache, "8.14", f.request.Initiator == InitiatorPrefetch) {
		f.setHeader("Sec-Purpose", "prefetch")
	}
}

// isConditional reports whether l contains a header that makes a request conditional.
func isConditional(l header.List) bool {
	for _, line := range l {
		// Fast path: they all begin so.
		if len(line.Name) < len("If-Match") || line.Name[0]|0x20 != 'i' || line.Name[2] != '-' {
			continue
		}
		for _, name := range [...]string{"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"} {
			if header.EqualFold(line.Name, name) {
				return true
			}
		}
	}
	return false
}

// newOutgoing makes f.out a request to the current URL.
func (f *Fetch) newOutgoing(method string) {
	out, headers := &f.out, f.out.Headers[:0]
	*out = Outgoing{}
	out.Hop, out.Method, out.Headers = f.redirectCount, method, headers
	out.URL = f.target.url
}

// send hands f.out to the embedder.
func (f *Fetch) send(s state) {
	f.includeCredentials = f.out.Credentials
	f.out.StoreCookies = f.out.Credentials // HTTP-network fetch, 17
	f.out.NewConnection = f.isNewConnectionFetch
	f.out.SameSite = f.sameSiteMode()
	f.state = s
}

// httpNetworkOrCacheFetchReturned is HTTP-network-or-cache fetch from step 15 on:
// what special statuses do. It returns to the algorithm that called it.
//
// Not modelled: authentication prompts. A 401 is an ordinary response (15), a
// 407 a network error (16).
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (f *Fetch) httpNetworkOrCacheFetchReturned(n *network) {
	// 16.
	if f.decide(algoNetworkOrCache, "16", n.Status == 407) {
		c := refuse(CodeProxyAuthentication, algoNetworkOrCache, "16.1")
		n.failed = &c
	}
	// 17.
	preflight := f.state == sentPreflight // which has no body
	if f.decide(algoNetworkOrCache, "17", n.Status == 421 && !f.isNewConnectionFetch && (preflight || !f.request.Body.Stream)) {
		f.isNewConnectionFetch = true
		if preflight { // 17.2
			f.corsPreflightFetch()
		} else {
			f.httpNetworkOrCacheFetch()
		}
		return
	}
	f.isNewConnectionFetch = false
	if preflight {
		f.corsPreflightFetchReturned(n)
	} else {
		f.httpFetchReceived(n)
	}
}
