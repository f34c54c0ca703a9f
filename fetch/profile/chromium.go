package profile

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
)

// Chromium returns the facts of Chromium and the browsers made of it.
func Chromium() Set {
	return newSet("chromium", "156", []Fact{
		wildcardCoversAuthorization(false),
		flaggedMethodListed(),
		linesMerged(),
		{
			Name: "merged-lines-trimmed", Security: Neutral,
			Line: "What is made of several request-header lines is trimmed at its end, so that an empty last line adds one byte to it.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(_ *memory, req *fetch.Request) {
					for i := range req.Headers {
						req.Headers[i].Value = strings.TrimRight(req.Headers[i].Value, " \t")
					}
				})
			},
		},
		cachedAsWhole(func(r *rules) { r.Cache.Wildcard = cache.WildcardStoredWithout }),
		cacheNotCleared(),
		signedMaxAge(),
		maxAgeLimit(7200, "Access-Control-Max-Age counts up to 7,200 seconds, two hours."),
		rangeWithin("9223372036854775807", "A Range with a number of 2^63-1 or more is not safelisted."),
		sameLocationTwice(),
		locationEscaped(),
		aboutNotFetched(),
		contradictionFails(),
		keepaliveLimitFirst(func(req *fetch.Request) bool { return req.URL.IsHTTP() }),
		{
			Name: "cors-url-without-credentials", Security: Laxer,
			Line: "A URL loses its credentials where it is fetched for CORS: the cache does not tell it from the one without, and a relative Location has none; only script sees them still.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(m *memory, req *fetch.Request) {
					if isForeign(req) && req.URL.IncludesCredentials() {
						m.asked, req.URL = req.URL, req.URL.WithoutCredentials()
					}
				})
				r.filter = append(r.filter, func(s *state, res *fetch.FilteredResponse) {
					if asked := memoryOf(s).asked; !asked.IsZero() && s.Redirects() == 0 {
						res.URL = asked
					}
				})
			},
		},
		{
			Name: "port-6679-open", Security: Laxer,
			Line: "Port 6679 is no bad port.",
			apply: decides(blockBadPort, "2", func(s *state, held bool) bool {
				port, _ := s.Current().Port()
				return held && port != 6679
			}),
		},
		{
			Name: "dangling-markup-refused", Security: Safer,
			Line: "An http: or https: URL is refused that was written with a < and a tab or newline, wherever they stand.",
			apply: func(r *rules) {
				r.refuse = append(r.refuse, func(req *fetch.Request) (fetch.Code, string) {
					if req.URL.IsHTTP() && strings.Contains(req.Input, "<") && strings.ContainsAny(req.Input, "\t\n\r") {
						return fetch.CodeDanglingMarkup, req.Input
					}
					return "", ""
				})
			},
		},
		{
			Name: "manual-location-must-parse", Security: Safer,
			Line: "A Location that is no valid URL is a network error where redirects are manual too.",
			apply: func(r *rules) {
				r.decide(httpFetch, "6.3/manual", func(s *state, held bool) bool {
					res := fetch.Response{Status: s.Status, Headers: r.location.lines(s.Headers)}
					_, extraction := fetch.LocationURL(res, s.Current(), "", false)
					return held && extraction != header.Failure
				})
			},
		},
		{
			Name: "client-hints-safelisted", Security: Laxer,
			Line: "Client hints (Device-Memory, DPR, Width, Viewport-Width, Downlink and RTT with a number, ECT with slow-2g, 2g, 3g or 4g) and Save-Data: on are safelisted.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(name, value string) (bool, bool) {
					kind, ok := clientHints[header.ByteLowercase(name)]
					return ok && len(value) <= 128 && kind(value), ok
				})
			},
		},
		{
			Name: "intervention-safelisted", Security: Laxer,
			Line: "Intervention is safelisted with any value of at most 128 bytes.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(name, value string) (bool, bool) {
					return len(value) <= 128, header.EqualFold(name, "Intervention")
				})
			},
		},
		{
			Name: "user-agent-safelisted", Security: Laxer,
			Line: "User-Agent is not asked for in preflights.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(name, _ string) (bool, bool) {
					return true, header.EqualFold(name, "User-Agent")
				})
			},
		},
		{
			Name: "upload-listener-needs-body", Security: Laxer,
			Line: "An upload listener asks for a preflight only when there is a body.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(_ *memory, req *fetch.Request) {
					req.UseCORSPreflight = req.UseCORSPreflight && req.Body.Present
				})
			},
		},
		{
			Name: "charset-replaced-in-place", Security: Neutral,
			Line: "XMLHttpRequest puts UTF-8 in the place of every charset of a Content-Type and leaves the rest as it is, quotes too, well-formed or not.",
			apply: func(r *rules) {
				r.contentType = func(set, _ string) string { return replaceCharsets(set) }
			},
		},
		{
			Name: "opaque-origins-cached-for-one-fetch", Security: Safer,
			Line: "What a preflight of an opaque origin allows is found again only by redirects of the same fetch, of a tainted one never.",
			apply: func(r *rules) {
				own := findsOwn(func(s *state) bool { return s.Request.Origin.IsOpaque() })
				r.entries = append(r.entries, func(s *state, m *memory, use seam.Use, k *cache.Key) bool {
					return own(s, m, use, k) && !(use == seam.LookUp && s.Tainted)
				})
			},
		},
		{
			Name: "client-hints-dropped", Security: Safer,
			Line: "Client hints that script set, but for Save-Data, are dropped on a redirect to an origin that the permissions policy does not allow them for: by default to any in a frame of another origin, as recorded, and elsewhere to any but the page's own.",
			apply: func(r *rules) {
				r.redirected = append(r.redirected, func(s *state, _ *memory) {
					s.Request.Headers = slices.DeleteFunc(s.Request.Headers, func(line header.Line) bool {
						_, hint := clientHints[header.ByteLowercase(line.Name)]
						return hint && !header.EqualFold(line.Name, "Save-Data")
					})
				})
			},
		},
		{
			Name: "cache-modes-bypass-preflight-cache", Security: Neutral,
			Line: "Cache modes no-store, reload and no-cache send a preflight whatever is cached, and so do conditional headers; no-store stores nothing either.",
			apply: func(r *rules) {
				r.entries = append(r.entries, func(s *state, _ *memory, use seam.Use, _ *cache.Key) bool {
					switch mode := s.Request.Cache; {
					case mode == fetch.CacheNoStore:
						return use == seam.Clear
					case mode == fetch.CacheReload, mode == fetch.CacheNoCache, mode == fetch.CacheDefault && isConditional(s.Request.Headers):
						return use != seam.LookUp
					}
					return true
				})
			},
		},
		{
			Name: "origin-whatever-referrer-policy", Security: Laxer,
			Line:  "The referrer policy does not make the Origin header null.",
			apply: decides(appendOrigin, "4.1", never),
		},
		{
			Name: "origin-null-once-moved", Security: Safer,
			Line: "Outside of CORS the Origin header is null once a redirect led to another origin.",
			apply: func(r *rules) {
				r.decide(redirectFetch, "13", remembersMove)
				r.send = append(r.send, func(s *state, m *memory, l *header.List) {
					if m.moved && s.Tainting != "cors" && l.Contains("Origin") {
						l.Set("Origin", "null")
					}
				})
			},
		},
		{
			Name: "location-credentials-refused", Security: Safer,
			Line: "A redirect to a URL with credentials is refused, in every mode, and within the page's own origin too unless it is XMLHttpRequest that asks.",
			apply: func(r *rules) {
				r.decide(redirectFetch, "9", func(s *state, _ bool) bool {
					within := s.Tainting == "basic" && s.Request.Origin.SameOrigin(s.Location.Origin())
					return s.Location.IncludesCredentials() && (!within || s.Request.InitiatorType != fetch.InitiatorTypeXMLHttpRequest)
				})
				r.decide(redirectFetch, "10", never)
			},
		},
		{
			Name: "location-empty-is-none", Security: Neutral,
			Line: "A response without Location, or with an empty one, is no redirect, whatever its status, unless redirects are manual.",
			apply: func(r *rules) {
				r.location.emptyIsAbsent = true
				r.decide(httpFetch, "6", func(s *state, held bool) bool {
					location, _ := s.Headers.Get("Location")
					return held && (location != "" || s.Request.Redirect == fetch.RedirectManual)
				})
			},
		},
	})
}

// clientHints are names that are safelisted and what their values must be like.
var clientHints = func() map[string]func(string) bool {
	hints := map[string]func(string) bool{
		"save-data":     func(v string) bool { return strings.EqualFold(v, "on") },
		"device-memory": isDecimal, "dpr": isDecimal,
		"width": isDigits, "viewport-width": isDigits,
		"downlink": isDecimal, "ect": isConnectionType, "rtt": isDigits,
	}
	return hints
}()

func isConnectionType(s string) bool {
	return s == "slow-2g" || s == "2g" || s == "3g" || s == "4g"
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isDecimal tells digits, and perhaps a full stop and more digits.
func isDecimal(s string) bool {
	whole, fraction, found := strings.Cut(s, ".")
	return isDigits(whole) && (!found || isDigits(fraction))
}
