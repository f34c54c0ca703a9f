package profile

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/safelist"
)

// Firefox returns the facts of Firefox.
func Firefox() Set {
	return newSet("firefox", "153", []Fact{
		wildcardCoversAuthorization(true),
		flaggedMethodListed(),
		maxAgeLimit(86400, "Access-Control-Max-Age counts up to 86,400 seconds, a day."),
		rangeWithin("18446744073709551615", "A Range with a number of more than 64 bits is not safelisted."),
		sameLocationTwice(),
		locationEscaped(),
		contradictionFails(),
		keepaliveLimitFirst(everyRequest),
		{
			Name: "request-names-repeated", Security: Neutral,
			Line: "Access-Control-Request-Headers has a name once for each line of it; of the lines of a name with one value, such as Content-Type, the last is sent, those of others are joined.",
			apply: func(r *rules) {
				r.names.repeats = true
				r.joinLines = joinLines
			},
		},
		{
			Name: "high-bytes-unsafe", Security: Safer,
			Line: "A byte from 0x80 makes a value unsafe.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(_, value string) (bool, bool) {
					for i := range len(value) {
						if value[i] >= 0x80 {
							return false, true
						}
					}
					return false, false
				})
			},
		},
		{
			Name: "content-type-comma-unsafe", Security: Safer,
			Line: "A Content-Type with a comma is unsafe.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(name, value string) (bool, bool) {
					return false, header.EqualFold(name, "Content-Type") && strings.Contains(value, ",")
				})
			},
		},
		{
			Name: "content-type-semicolon-unsafe", Security: Safer,
			Line:  "A Content-Type that ends in a semicolon is unsafe, unless that is its first.",
			apply: func(r *rules) { r.names.judges = append(r.names.judges, judgeSemicolons) },
		},
		{
			Name: "content-type-to-space", Security: Laxer,
			Line:  "In a Content-Type with parameters what stands between a space and the first semicolon does not make it unsafe.",
			apply: func(r *rules) { r.names.judges = append(r.names.judges, judgeTypeToSpace) },
		},
		{
			Name: "content-type-judged-as-set", Security: Safer,
			Line:  "The Content-Type of an XMLHttpRequest must be safe as script set it too, not only once its charset is corrected.",
			apply: func(r *rules) { r.names.judgesTypeAsSet = true },
		},
		{
			Name: "max-age-malformed-not-cached", Security: Safer,
			Line: "A malformed Access-Control-Max-Age, or 0, stores nothing; an empty one is like none.",
			apply: func(r *rules) {
				r.maxAge.refusesMalformed, r.maxAge.zeroStoresNothing, r.maxAge.emptyIsAbsent = true, true, true
			},
		},
		{
			Name: "cached-wildcard-literal", Security: Safer,
			Line:  "A cached * matches no other method or name.",
			apply: func(r *rules) { r.Cache.Wildcard = cache.WildcardLiteral },
		},
		{
			Name: "cached-by-credentials", Security: Neutral,
			Line:  "What was cached with credentials is for requests with credentials, and what was cached without for those without.",
			apply: func(r *rules) { r.Cache.ByCredentials = true },
		},
		{
			Name: "cached-get-and-post", Security: Neutral,
			Line: "In the cache GET and POST count as listed, HEAD does not.",
			apply: func(r *rules) {
				r.Unlisted = []string{"GET", "POST"}
				r.decide(httpFetch, "4.1/1", func(s *state, held bool) bool {
					return held || len(s.UnsafeNames) > 0 && !s.MethodCached
				})
			},
		},
		{
			Name: "cache-modes-bypass-preflight-cache", Security: Neutral,
			Line: "Cache modes no-store and reload send a preflight whatever is cached.",
			apply: func(r *rules) {
				r.entries = append(r.entries, func(s *state, _ *memory, use seam.Use, _ *cache.Key) bool {
					mode := s.Request.Cache
					if s.Request.InitiatorType != fetch.InitiatorTypeXMLHttpRequest {
						mode = cacheMode(s.Request)
					}
					return use != seam.LookUp || mode != fetch.CacheNoStore && mode != fetch.CacheReload
				})
			},
		},
		{
			Name: "cached-untainted", Security: Laxer,
			Line: "In the cache redirect-taint does not change a request's origin.",
			apply: func(r *rules) {
				r.entries = append(r.entries, func(s *state, _ *memory, _ seam.Use, k *cache.Key) bool {
					k.Origin = s.Request.Origin.String()
					return true
				})
			},
		},
		{
			Name: "preflight-untainted", Security: Laxer,
			Line: "A preflight after a redirect that taints the origin has the page's own origin, and is not checked where that is the URL's.",
			apply: func(r *rules) {
				r.FreshPreflights = true
				r.decide(preflight, "7", func(s *state, held bool) bool {
					return held || s.Request.Origin.SameOrigin(s.Current().Origin())
				})
			},
		},
		{
			Name: "preflighted-once-preflighted-again", Security: Neutral,
			Line: "A redirected request that needed a preflight, or began with unsafe names, is preflighted even if the redirect made it simple.",
			apply: func(r *rules) {
				r.redirected = append(r.redirected, func(s *state, m *memory) {
					s.Request.UseCORSPreflight = s.Request.UseCORSPreflight || s.Preflighted || len(m.names) > 0
				})
			},
		},
		{
			Name: "names-dropped-by-last-redirect", Security: Neutral,
			Line: "A preflight leaves out the names that the last redirect dropped, and asks again for those that earlier ones did.",
			apply: func(r *rules) {
				r.decide(redirectFetch, "12", func(s *state, held bool) bool {
					memoryOf(s).becameGET = held
					return held
				})
				r.names.afterRedirect = func(s *state, m *memory) []string {
					return slices.DeleteFunc(slices.Clone(m.names), func(name string) bool {
						return m.becameGET && safelist.IsRequestBodyHeaderName(name) || name == "authorization" && crosses(s)
					})
				}
			},
		},
		{
			Name: "dropped-headers-return", Security: Laxer,
			Line:  "What a redirect dropped, such as Authorization, is sent again after the next redirect, unless that drops it too.",
			apply: func(r *rules) { r.redirected = append(r.redirected, dropAnew) },
		},
		{
			Name: "safelisted-values-unlimited", Security: Laxer,
			Line:  "There is no limit on all safelisted values together.",
			apply: func(r *rules) { r.names.unlimited = true },
		},
		{
			Name: "simple-failure-clears-cache", Security: Safer,
			Line:  "A CORS request that needed no preflight clears the cache's entries too when it fails.",
			apply: decides(mainFetch, clearEntries, func(s *state, held bool) bool { return held || s.Tainting == "cors" }),
		},
		{
			Name: "redirect-error-keeps-cache", Security: Neutral,
			Line: "A redirect in mode error leaves the cache's entries as they are.",
			apply: decides(mainFetch, clearEntries, func(s *state, held bool) bool {
				return held && s.Code != string(fetch.CodeRedirectModeError)
			}),
		},
		{
			Name: "blocked-redirect-clears-cache", Security: Neutral,
			Line: "A redirect that is blocked clears the cache's entries for the URL that was redirected.",
			apply: func(r *rules) {
				r.entries = append(r.entries, func(s *state, _ *memory, use seam.Use, k *cache.Key) bool {
					if use == seam.Clear && !s.Sent.IsZero() {
						k.URL = s.Sent.String()
					}
					return true
				})
			},
		},
		{
			Name: "resource-policy-unknown-allows", Security: Laxer,
			Line: "Embedder policy require-corp is content with a Cross-Origin-Resource-Policy that is unknown.",
			apply: decides(httpFetch, "5", func(s *state, held bool) bool {
				policy, _ := s.Headers.Get("Cross-Origin-Resource-Policy")
				return held && (policy == "" || policy == "same-origin" || policy == "same-site")
			}),
		},
		{
			Name: "data-url-spaces-dropped", Security: Neutral,
			Line:  "A data: URL in base64 has no spaces: they are dropped from the URL.",
			apply: func(r *rules) { r.prepare = append(r.prepare, dropSpaces) },
		},
		{
			Name: "data-url-length", Security: Neutral,
			Line:  "The response to a data: URL has a Content-Length, but for XMLHttpRequest.",
			apply: func(r *rules) { r.filter = append(r.filter, withLength) },
		},
		{
			Name: "data-url-name-not-lowercase", Security: Neutral,
			Line: "XMLHttpRequest spells the Content-Type of a data: URL with capitals.",
			apply: func(r *rules) {
				r.filter = append(r.filter, func(s *state, _ *fetch.FilteredResponse) { s.KeepsNames = isDataThroughXHR(s.Request) })
			},
		},
		{
			Name: "exposed-wildcard-before-malformed", Security: Laxer,
			Line:  "In Access-Control-Expose-Headers a * counts that stands before something malformed, but for XMLHttpRequest.",
			apply: func(r *rules) { r.filter = append(r.filter, exposeBeforeMalformed) },
		},
		{
			Name: "response-lines-empty-dropped", Security: Neutral,
			Line:  "Of several response-header lines of a name, empty ones are left out.",
			apply: func(r *rules) { r.received.dropsEmpty = true },
		},
		{
			Name: "response-types-joined", Security: Neutral,
			Line:  "Several lines of Content-Type are joined with a comma and no space.",
			apply: func(r *rules) { r.received.joinsTypes = true },
		},
	})
}

// wildcardFirst reports whether a * stands in a list before anything that is no token.
func wildcardFirst(value string) bool {
	for element := range strings.SplitSeq(value, ",") {
		switch element = strings.Trim(element, " \t"); {
		case element == "*":
			return true
		case element != "" && !header.IsToken(element):
			return false
		}
	}
	return false
}

// exposeBeforeMalformed exposes every header where a * stands before something
// malformed, but for XMLHttpRequest.
func exposeBeforeMalformed(s *state, res *fetch.FilteredResponse) {
	const name = "Access-Control-Expose-Headers"
	l := res.Internal.Headers
	value, _ := l.Get(name)
	_, result := l.Tokens(name)
	if res.Type != fetch.ResponseCORS || s.Request.InitiatorType == fetch.InitiatorTypeXMLHttpRequest ||
		result != header.Failure || !wildcardFirst(value) {
		return
	}
	well := l.Clone()
	well.Delete(name)
	well = slices.Insert(well, 0, header.Line{Name: name, Value: "*"})
	res.ExposedHeaderNames = fetch.ExposedHeaderNames(s.Request.Credentials, well)
	res.Headers = safelist.AppendCORSSafelistedResponseHeaders(nil, l, res.ExposedHeaderNames)
}

// dropAnew drops headers of those that the request was first sent with, as if it
// still had the method it had then: what earlier redirects dropped is back.
func dropAnew(s *state, m *memory) {
	r := s.Request
	r.Headers = append(r.Headers[:0], m.headers...)
	if (s.Status == 301 || s.Status == 302) && m.method == "POST" || s.Status == 303 && m.method != "GET" && m.method != "HEAD" {
		r.Headers = slices.DeleteFunc(r.Headers, func(line header.Line) bool { return safelist.IsRequestBodyHeaderName(line.Name) })
	}
	if crosses(s) {
		r.Headers.Delete("Authorization")
	}
}
