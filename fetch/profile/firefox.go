package profile

import (
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
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
				r.Request.Sent = joinLines
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
			apply: func(r *rules) { r.Preflight.JudgesTypeAsSet = true },
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
			apply: func(r *rules) { r.Caching.Rules.Wildcard = cache.WildcardLiteral },
		},
		{
			Name: "cached-by-credentials", Security: Neutral,
			Line:  "What was cached with credentials is for requests with credentials, and what was cached without for those without.",
			apply: func(r *rules) { r.Caching.Rules.ByCredentials = true },
		},
		{
			Name: "cached-get-and-post", Security: Neutral,
			Line: "In the cache GET and POST count as listed, HEAD does not.",
			apply: func(r *rules) {
				r.Caching.Unlisted, r.Caching.EveryMethod = []string{"GET", "POST"}, true
			},
		},
		{
			Name: "cache-modes-bypass-preflight-cache", Security: Neutral,
			Line: "Cache modes no-store and reload send a preflight whatever is cached.",
			apply: func(r *rules) {
				r.Caching.Use = func(req *fetch.Request) (lookUp, store bool) {
					mode := req.Cache
					if req.InitiatorType != fetch.InitiatorTypeXMLHttpRequest {
						mode = cacheMode(req)
					}
					return mode != fetch.CacheNoStore && mode != fetch.CacheReload, true
				}
			},
		},
		cachedUntainted(),
		{
			Name: "preflight-untainted", Security: Laxer,
			Line:  "A preflight after a redirect that taints the origin has the page's own origin, and is not checked where that is the URL's.",
			apply: func(r *rules) { r.Preflight.Untainted = true },
		},
		{
			Name: "preflighted-once-preflighted-again", Security: Neutral,
			Line: "A redirected request that needed a preflight, or began with unsafe names, is preflighted even if the redirect made it simple.",
			apply: func(r *rules) {
				r.Preflight.Again = func(had bool, first []string) bool { return had || len(first) > 0 }
			},
		},
		{
			Name: "names-dropped-by-last-redirect", Security: Neutral,
			Line: "A preflight leaves out the names that the last redirect dropped, and asks again for those that earlier ones did.",
			apply: func(r *rules) {
				r.Preflight.NamesAfterRedirect = func(dst, first []string, last fetch.Redirection) []string {
					for _, name := range first {
						dropped := last.BecomesGET && safelist.IsRequestBodyHeaderName(name) ||
							name == "authorization" && !last.From.SameOrigin(last.To)
						if !dropped {
							dst = append(dst, name)
						}
					}
					return dst
				}
			},
		},
		{
			Name: "dropped-headers-return", Security: Laxer,
			Line:  "What a redirect dropped, such as Authorization, is sent again after the next redirect, unless that drops it too.",
			apply: func(r *rules) { r.Redirect.DropsAnew = true },
		},
		{
			Name: "safelisted-values-unlimited", Security: Laxer,
			Line:  "There is no limit on all safelisted values together.",
			apply: func(r *rules) { r.names.unlimited = true },
		},
		{
			Name: "simple-failure-clears-cache", Security: Safer,
			Line:  "A CORS request that needed no preflight clears the cache's entries too when it fails.",
			apply: func(r *rules) { r.Caching.ClearsSimple = true },
		},
		{
			Name: "redirect-error-keeps-cache", Security: Neutral,
			Line: "A redirect in mode error leaves the cache's entries as they are.",
			apply: func(r *rules) {
				r.Caching.ClearsFor = func(code fetch.Code) bool { return code != fetch.CodeRedirectModeError }
			},
		},
		{
			Name: "blocked-redirect-clears-cache", Security: Neutral,
			Line:  "A redirect that is blocked clears the cache's entries for the URL that was redirected.",
			apply: func(r *rules) { r.Caching.ClearsLastSent = true },
		},
		{
			Name: "resource-policy-unknown-allows", Security: Laxer,
			Line:  "Embedder policy require-corp is content with a Cross-Origin-Resource-Policy that is unknown.",
			apply: func(r *rules) { r.Response.UnknownPolicyAllows = true },
		},
		{
			Name: "data-url-spaces-dropped", Security: Neutral,
			Line:  "A data: URL in base64 has no spaces: they are dropped from the URL.",
			apply: func(r *rules) { r.prepare = append(r.prepare, dropSpaces) },
		},
		{
			Name: "data-url-length", Security: Neutral,
			Line:  "The response to a data: URL has a Content-Length, but for XMLHttpRequest.",
			apply: func(r *rules) { r.Response.DataURL = withLength },
		},
		{
			Name: "data-url-name-not-lowercase", Security: Neutral,
			Line:  "XMLHttpRequest spells the Content-Type of a data: URL with capitals.",
			apply: func(r *rules) { r.Response.NamesAsTheyAre = isDataThroughXHR },
		},
		{
			Name: "exposed-wildcard-before-malformed", Security: Laxer,
			Line: "In Access-Control-Expose-Headers a * counts that stands before something malformed, but for XMLHttpRequest.",
			apply: func(r *rules) {
				r.Response.Exposed = func(req *fetch.Request, l header.List) []string {
					value, _ := l.Get("Access-Control-Expose-Headers")
					_, result := l.Tokens("Access-Control-Expose-Headers")
					if result == header.Failure && wildcardFirst(value) && req.InitiatorType != fetch.InitiatorTypeXMLHttpRequest {
						l = append(header.List{{Name: "Access-Control-Expose-Headers", Value: "*"}}, l...)
						return fetch.ExposedHeaderNames(req.Credentials, withoutLater(l))
					}
					return fetch.ExposedHeaderNames(req.Credentials, l)
				}
			},
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

// withoutLater drops every Access-Control-Expose-Headers but the first line, and
// keeps the name.
func withoutLater(l header.List) header.List {
	out := l[:1:1]
	for _, line := range l[1:] {
		if !header.EqualFold(line.Name, l[0].Name) {
			out = append(out, line)
		}
	}
	return out
}
