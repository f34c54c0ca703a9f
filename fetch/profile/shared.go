package profile

import (
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// Issues.
const (
	authorizationIssue = "https://github.com/whatwg/fetch/issues/1919"
	clearingIssue      = "https://github.com/whatwg/fetch/pull/1101"
	clientHintsIssue   = "https://github.com/whatwg/fetch/issues/1383"
	credentialsIssue   = "https://github.com/whatwg/fetch/issues/660"
	danglingIssue      = "https://github.com/whatwg/fetch/issues/546"
	locationEmptyIssue = "https://github.com/whatwg/fetch/issues/669"
	locationIssue      = "https://github.com/whatwg/fetch/issues/883"
	originIssue        = "https://github.com/whatwg/fetch/pull/908"
	userAgentIssue     = "https://github.com/web-platform-tests/wpt/pull/39301"
)

// The facts that browsers share.

func wildcardCoversAuthorization(cached bool, links ...string) Fact {
	return Fact{
		Name: "wildcard-covers-authorization", Security: Laxer,
		Cases: []string{"allow-headers/wildcard-authorization", "allow-headers/authorization-wildcard-empty-value"}, Links: links,
		Line: "Without credentials, * in Access-Control-Allow-Headers covers Authorization.", // when cached too, or not
		apply: func(r *rules) {
			r.decide(preflight, "7.6", never)
			r.Cache.WildcardCoversAll = cached
		},
	}
}

func flaggedMethodListed(links ...string) Fact {
	return Fact{
		Name: "flagged-method-must-be-listed", Security: Safer,
		Cases: []string{"allow-methods/flagged-missing", "xhr/upload-listener-put-unlisted"}, Links: links,
		Line:  "A preflight that an upload listener asks for does not allow an unlisted method when Access-Control-Allow-Methods is missing.",
		apply: decides(preflight, "7.4", never),
	}
}

func linesMerged(links ...string) Fact {
	return Fact{
		Name: "request-lines-merged", Security: Neutral,
		Cases: []string{"safelist/total-1024", "safelist/total-1025"}, Links: links,
		Line:  "Several request-header lines of a name are made one before they are judged and sent.",
		apply: prepares(mergeLines),
	}
}

func cachedAsWhole(wildcard func(*rules), links ...string) Fact {
	return Fact{
		Name: "preflight-cached-whole", Security: Neutral,
		Cases: []string{"xhr/upload-listener-cached", "preflight-cache/max-age-updated"}, Links: links,
		Line: "The cache keeps what the last preflight allowed as one entry: the next one replaces it, and a request that it does not allow removes it.",
		apply: func(r *rules) {
			r.Cache.Whole = true
			r.Unlisted = []string{"GET", "HEAD", "POST"}
			wildcard(r)
		},
	}
}

func cacheNotCleared(links ...string) Fact {
	return Fact{
		Name: "cache-not-cleared", Security: Laxer,
		Cases: []string{"preflight-cache/cleared-on-hit", "preflight-cache/cleared-by-failure"}, Links: links,
		Line:  "A request that fails after its preflight leaves the cache's entries as they are.",
		apply: decides(mainFetch, clearEntries, never),
	}
}

func signedMaxAge(links ...string) Fact {
	return Fact{
		Name: "max-age-signed", Security: Neutral,
		Cases: []string{"max-age/plus", "max-age/negative"}, Links: links,
		Line:  "Access-Control-Max-Age may have a sign; a negative number stores nothing that lives.",
		apply: func(r *rules) { r.maxAge.signs, r.maxAge.overflowIsMalformed = true, true },
	}
}

func maxAgeLimit(seconds uint64, line string, links ...string) Fact {
	return Fact{
		Name: "max-age-limit", Security: Safer, Read: true, Line: line,
		Cases: []string{"max-age/day-and-a-second"}, Links: links,
		apply: func(r *rules) { r.maxAge.limit = seconds },
	}
}

func rangeWithin(limit string, line string, links ...string) Fact {
	return Fact{
		Name: "range-number-limit", Security: Safer, Line: line,
		Cases: []string{"safelist/range-huge"}, Links: links,
		apply: judges(func(name, value string) (bool, bool) {
			if !header.EqualFold(name, "Range") {
				return false, false
			}
			for _, digits := range strings.FieldsFunc(value, func(c rune) bool { return c < '0' || c > '9' }) {
				digits = strings.TrimLeft(digits, "0")
				if len(digits) > len(limit) || len(digits) == len(limit) && digits > limit {
					return false, true
				}
			}
			return false, false
		}),
	}
}

func sameLocationTwice(links ...string) Fact {
	return Fact{
		Name: "location-twice", Security: Laxer,
		Cases: []string{"redirects/two-locations"}, Links: links,
		Line:  "Several Location lines of one value are one.",
		apply: func(r *rules) { r.location.sameTwice = true },
	}
}

func locationEscaped(links ...string) Fact {
	return Fact{
		Name: "location-bytes-escaped", Security: Neutral,
		Cases: []string{"redirects/location-utf8"}, Links: links,
		Line:  "Bytes from 0x80 in Location are percent-encoded one by one, not as characters.",
		apply: func(r *rules) { r.location.escapes = true },
	}
}

func keepaliveLimitFirst(covers func(*fetch.Request) bool, links ...string) Fact {
	return Fact{
		Name: "keepalive-before-preflight", Security: Safer,
		Cases: []string{"request-constructor/keepalive-65537-preflight"}, Links: links,
		Line: "A keepalive request with a body of more than 65,536 bytes is refused before its preflight.",
		apply: refuses(func(req *fetch.Request) (fetch.Code, string) {
			if req.Keepalive && req.Body.Length > 65536 && covers(req) {
				return fetch.CodeKeepaliveTooLarge, strconv.FormatInt(req.Body.Length, 10)
			}
			return "", ""
		}),
	}
}

func everyRequest(*fetch.Request) bool { return true }

func aboutNotFetched(links ...string) Fact {
	return Fact{
		Name: "about-not-fetched", Security: Safer,
		Cases: []string{"urls/about-blank-no-cors"}, Links: links,
		Line: "about:blank cannot be fetched in any mode.",
		apply: refuses(func(req *fetch.Request) (fetch.Code, string) {
			if req.URL.Scheme() == "about" {
				return fetch.CodeSchemeUnsupported, "about:"
			}
			return "", ""
		}),
	}
}

func contradictionFails(links ...string) Fact {
	return Fact{
		Name: "header-contradiction-fails", Security: Safer,
		Cases: []string{"redirects/two-locations-200"}, Links: links,
		Line:  "A response with lines of Location, Content-Length or Content-Disposition that differ is a network error, whatever its status.",
		apply: func(r *rules) { r.malformed = contradicts },
	}
}

// contradicts reports whether a header that may have one value has several.
func contradicts(l header.List) bool {
	for _, name := range [...]string{"Location", "Content-Length", "Content-Disposition"} {
		value, found := "", false
		for _, line := range l {
			if !header.EqualFold(line.Name, name) {
				continue
			}
			if found && line.Value != value {
				return true
			}
			value, found = line.Value, true
		}
	}
	return false
}

// isConditional reports whether a request has a header that makes it conditional.
func isConditional(l header.List) bool {
	for _, name := range [...]string{"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"} {
		if l.Contains(name) {
			return true
		}
	}
	return false
}

// cacheMode is the request's cache mode once conditional headers have had their say.
func cacheMode(r *fetch.Request) fetch.CacheMode {
	if r.Cache == fetch.CacheDefault && isConditional(r.Headers) {
		return fetch.CacheNoStore
	}
	return r.Cache
}

// isForeign reports whether a request is fetched for CORS from another origin.
func isForeign(r *fetch.Request) bool {
	return r.Mode == fetch.ModeCORS && r.URL.IsHTTP() && !r.Origin.SameOrigin(r.URL.Origin())
}

// crosses reports whether the last redirect led to another origin.
func crosses(s *state) bool {
	n := len(s.URLs)
	return !s.URLs[n-2].Origin().SameOrigin(s.URLs[n-1].Origin())
}

// remembersMove remembers that a redirect leads to another origin, which is what
// HTTP-redirect fetch, 13, asks.
func remembersMove(s *state, held bool) bool {
	if m := memoryOf(s); held {
		m.moved, m.keptOrigin = true, ""
	}
	return held
}

// keepOrigin sends the Origin header that was sent before, outside of CORS.
func keepOrigin(s *state, m *memory, l *header.List) {
	value, ok := l.Get("Origin")
	switch {
	case !ok || s.Tainting == "cors":
	case m.keptOrigin != "":
		l.Set("Origin", m.keptOrigin)
	default:
		m.keptOrigin = value
	}
}

// refuseLater refuses the request once its next preflight is over, unless the check
// has passed.
func refuseLater(s *state, c fetch.Check, p fetch.Phase) {
	m := memoryOf(s)
	if m.later = nil; !c.Passed() {
		m.later = &fetch.NetworkError{Check: c, Phase: p}
	}
}
