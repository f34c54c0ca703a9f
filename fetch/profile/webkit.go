package profile

import (
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// WebKit returns the facts of WebKit, as the port for GTK has them.
func WebKit() Set {
	return Set{Name: "webkit", Version: "2.50", Facts: []Fact{
		wildcardCoversAuthorization(true, webkitPreflightCache, authorizationIssue),
		flaggedMethodListed(webkitPreflightCache),
		linesMerged(webkitHeaderMap),
		cachedAsWhole(func(r *rules) { r.Cache.Wildcard = cache.WildcardAskedWithout }, webkitPreflightCache),
		cacheNotCleared(webkitPreflightCache),
		signedMaxAge(webkitPreflightCache),
		maxAgeLimit(600, "Access-Control-Max-Age counts up to 600 seconds, ten minutes.", webkitPreflightCache),
		aboutNotFetched(),
		keepaliveLimitFirst(everyRequest),
		rangeWithin("18446744073709551615", "A Range with a number of more than 64 bits is not safelisted.", webkitHTTPParsers),
		{
			Name: "refused-preflight-cached", Security: Neutral,
			Cases: []string{"preflight-cache/cleared-names-too", "preflight-cache/failed-preflight-stores-nothing"}, Links: []string{webkitAccessControl},
			Line:  "What a preflight allows is cached even if it is not what was asked.",
			apply: func(r *rules) { r.StoresRefused = true },
		},
		{
			Name: "range-unit-in-any-case", Security: Laxer,
			Cases: []string{"safelist/range-upper-case"}, Links: []string{webkitHTTPParsers},
			Line: "The unit of a Range may be in upper case.",
			apply: judges(func(name, value string) (bool, bool) {
				unit, rest, _ := strings.Cut(value, "=")
				if !header.EqualFold(name, "Range") || unit == "bytes" || !header.EqualFold(unit, "bytes") {
					return false, false
				}
				return safelist.IsCORSSafelistedRequestHeader("Range", "bytes="+rest), true
			}),
		},
		{
			Name: "range-numbers-signed", Security: Laxer,
			Cases: []string{"safelist/range-plus"}, Links: []string{webkitHTTPParsers},
			Line: "The numbers of a Range may have a plus sign.",
			apply: judges(func(name, value string) (bool, bool) {
				if !header.EqualFold(name, "Range") || !strings.Contains(value, "+") {
					return false, false
				}
				value = strings.Replace(strings.Replace(value, "=+", "=", 1), "-+", "-", 1)
				return safelist.IsCORSSafelistedRequestHeader("Range", value), true
			}),
		},
		{
			Name: "charset-empty-kept", Security: Neutral,
			Cases: []string{"xhr/charset-empty"},
			Line:  "XMLHttpRequest leaves a Content-Type whose charset is empty as it is.",
			apply: func(r *rules) {
				r.contentType = func(set, corrected string) string {
					mimeType, _ := safelist.ParseMIMEType(set)
					if charset, found := mimeType.Parameter("charset"); found && charset == "" {
						return set
					}
					return corrected
				}
			},
		},
		{
			Name: "location-empty-fails", Security: Safer,
			Cases: []string{"redirects/location-empty", "redirects/no-location-error"}, Links: []string{webkitSubresourceLoader},
			Line: "An empty Location is a network error where redirects are followed; where they are errors it is no redirect.",
			apply: func(r *rules) {
				isEmpty := func(s *state) bool { location, _ := s.Headers.Get("Location"); return location == "" }
				r.decide(httpFetch, "6", func(s *state, held bool) bool {
					return held && !(isEmpty(s) && s.Request.Redirect == fetch.RedirectError)
				})
				r.decide(redirectFetch, "5", func(s *state, held bool) bool { return held || isEmpty(s) })
			},
		},
		{
			Name: "delete-becomes-get", Security: Neutral,
			Cases: []string{"redirects/delete-307-cross-origin"}, Links: []string{webkitNetworkDataTask},
			Line: "A redirect to another origin makes DELETE a GET, whatever its status.",
			apply: decides(redirectFetch, "12", func(s *state, held bool) bool {
				return held || s.Request.Method == "DELETE" && !s.Current().Origin().SameOrigin(s.Location.Origin())
			}),
		},
		{
			Name: "preflight-names-never-dropped", Security: Neutral,
			Cases: []string{"redirects/foo-303", "redirects/put-303"}, Links: []string{webkitNetworkChecker},
			Line: "A redirected request asks for the names it began with, dropped or not, and is preflighted again once it was.",
			apply: func(r *rules) {
				r.names.afterRedirect = func(_ *state, m *memory) []string { return m.names }
				r.redirected = append(r.redirected, func(s *state, _ *memory) {
					s.Request.UseCORSPreflight = s.Request.UseCORSPreflight || s.Preflighted
				})
			},
		},
		{
			Name: "redirects-judged-with-credentials", Security: Safer,
			Cases: []string{"redirect-taint/same-cross-same", "redirects/relative-to-response"}, Links: []string{webkitSubresourceLoader},
			Line: "Once a request to the page's own origin that may have credentials has been redirected away, further redirects must allow credentials.",
			apply: decides(httpFetch, "4.4", func(s *state, held bool) bool {
				r := s.Request
				if r.Redirect == fetch.RedirectFollow && r.Credentials == fetch.CredentialsSameOrigin &&
					s.Redirects() > 0 && fetch.IsRedirectStatus(s.Status) && r.Origin.SameOrigin(s.URLs[0].Origin()) {
					refuseLater(s, fetch.CORSCheck(s.Origin, fetch.CredentialsInclude, s.Headers), fetch.PhaseRedirect)
				}
				return held
			}),
		},
		{
			Name: "location-credentials-after-preflight", Security: Neutral,
			Cases: []string{"redirects/userinfo-before-preflight"}, Links: []string{webkitNetworkChecker, webkitSubresourceLoader},
			Line: "A redirect away from the page's origin to a URL with credentials is refused only after its preflight.",
			apply: func(r *rules) {
				r.decide(redirectFetch, "9", func(s *state, held bool) bool {
					if s.Tainting == "cors" {
						return s.Location.IncludesCredentials()
					}
					if held {
						refuseLater(s, fetch.Check{Code: fetch.CodeRedirectCredentialsForeign, Algorithm: redirectFetch, Step: "9",
							Header: "Location", Got: s.Location.WithoutCredentials().String()}, fetch.PhaseRedirect)
					}
					return false
				})
				r.decide(redirectFetch, "10", never)
			},
		},
		imageAccept("image/webp,image/avif,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"),
		redirectsUpgraded(),
		{
			Name: "ipv6-upgraded", Security: Safer,
			Cases: []string{"mixed-content/image-ipv6"},
			Line:  "An image of a secure page is upgraded to https: though its host is an IPv6 address.",
			apply: decides(mixedUpgrade, "1.2", func(s *state, held bool) bool { return held && !strings.HasPrefix(s.Current().Host(), "[") }),
		},
		{
			Name: "first-content-type-decides", Security: Neutral,
			Cases: []string{"modes/script-types-1", "modes/script-types-2"},
			Line:  "Of several Content-Type lines the first says whether a script with X-Content-Type-Options: nosniff is one.",
			apply: decides(nosniff, "4", func(s *state, held bool) bool {
				first, _, more := firstOf(s.Headers, "Content-Type")
				if !more || s.Request.Destination != fetch.DestinationScript {
					return held
				}
				mimeType, ok := safelist.ParseMIMEType(first)
				return !ok || !mimeType.IsJavaScript()
			}),
		},
		httpPageNotSecure(),
		noReferrerNoOrigin(),
		{
			Name: "loopback-is-mixed", Security: Safer,
			Cases: []string{"wire/loopback-from-secure-page"},
			Line:  "To a secure page an http: URL is mixed content at localhost and loopback addresses too, but for images, audio and video.",
			apply: func(r *rules) {
				allowed := func(s *state, held bool) bool {
					switch s.Request.Destination {
					case fetch.DestinationImage, fetch.DestinationAudio, fetch.DestinationVideo:
						return held
					}
					return held && !(s.Request.Client != nil && s.Request.Client.Origin.Scheme() == "https" && s.Current().Scheme() == "http")
				}
				r.decide(mixedContent, "1", allowed)
				r.decide(mixedResponse, "1", allowed)
			},
		},
		{
			Name: "mixed-content-after-preflight", Security: Neutral,
			Cases: []string{"preflight-cache/mixed-redirect-clears", "mixed-content/redirect-before-preflight"}, Links: []string{webkitNetworkChecker, webkitSubresourceLoader},
			Line: "Mixed content is blocked only after its preflight.",
			apply: decides(mixedContent, "1", func(s *state, allowed bool) bool {
				if s.Redirects() == 0 || allowed {
					return allowed
				}
				refuseLater(s, fetch.Check{Code: fetch.CodeMixedContent, Algorithm: mixedContent, Step: "2"}, fetch.PhaseRequest)
				return true
			}),
		},
		{
			Name: "tainted-origins-cached-for-one-fetch", Security: Safer,
			Cases: []string{"redirect-taint/cached-for-null"}, Links: []string{webkitNetworkChecker, webkitAccessControl},
			Line: "What a preflight of a tainted origin allows is found again only by redirects of the same fetch.",
			apply: func(r *rules) {
				r.entries = append(r.entries, findsOwn(func(s *state) bool { return s.Tainted && !s.Request.Origin.IsOpaque() }))
			},
		},
		{
			Name: "origin-kept-on-redirect", Security: Neutral,
			Cases: []string{"referrer/origin-policy-after-redirect", "redirects/custom-303", "redirects/lower-case-post-301"}, Links: []string{webkitNetworkDataTask},
			Line: "Redirects within an origin keep the Origin header outside of CORS, though they make it a GET; the referrer policy counts before the first redirect only.",
			apply: func(r *rules) {
				r.decide(redirectFetch, "13", remembersMove)
				r.decide(appendOrigin, "4", func(s *state, held bool) bool { return held || memoryOf(s).keptOrigin != "" })
				r.decide(appendOrigin, "4.1", func(s *state, held bool) bool { return held && s.Redirects() == 0 })
				r.send = append(r.send, keepOrigin)
			},
		},
		{
			Name: "location-lines-joined", Security: Neutral,
			Cases: []string{"redirects/two-locations"}, Links: []string{webkitResponse, webkitHeaderMap},
			Line:  "Several Location lines are one, with commas.",
			apply: func(r *rules) { r.location.joins = true },
		},
		{
			Name: "foreign-credentials-removed", Security: Neutral,
			Cases: []string{"xhr/userinfo", "preflight-cache/userinfo"},
			Line:  "The URL of a request to another origin than the page's has no credentials from the start: they are not in what script sees, in the cache's key, or in relative redirects.",
			apply: prepares(func(_ *memory, req *fetch.Request) {
				if req.Mode == fetch.ModeCORS && !req.Origin.SameOrigin(req.URL.Origin()) {
					req.URL = req.URL.WithoutCredentials()
				}
			}),
		},
		{
			Name: "only-if-cached-asks", Security: Neutral,
			Cases: []string{"request-constructor/only-if-cached-same-origin"},
			Line:  "Cache mode only-if-cached is force-cache: what is not cached is asked for.",
			apply: prepares(func(_ *memory, req *fetch.Request) {
				if req.Cache == fetch.CacheOnlyIfCached {
					req.Cache = fetch.CacheForceCache
				}
			}),
		},
		{
			Name: "response-bytes-replaced", Security: Neutral,
			Cases: []string{"redirects/location-utf8", "expose-headers/values-combined"}, Links: []string{libsoupHeaders},
			Line:  "Bytes of a response header that are no UTF-8 are each replaced with the three bytes of U+FFFD.",
			apply: func(r *rules) { r.received.replaces = true },
		},
		{
			Name: "opaque-page-has-referrer", Security: Laxer,
			Cases: []string{"wire/sandboxed-page-referrer"},
			Line:  "A page of an opaque origin, such as in a sandboxed frame, sends its URL as referrer.",
			apply: decides(mainFetch, "9", func(s *state, held bool) bool {
				if r := s.Request; held && r.Referrer.IsClient() && r.Client != nil && r.Client.Origin.IsOpaque() && !r.Client.URL.IsZero() {
					r.Referrer = fetch.ReferrerURL(r.Client.URL)
				}
				return held
			}),
		},
		downgradeByScheme(),
		{
			Name: "referrer-of-frames-is-origin", Security: Safer,
			Cases: []string{"wire/frame-referrer"},
			Line:  "The referrer of a page in a frame below a page of another site is its origin, whatever the referrer policy.",
			apply: func(r *rules) {
				trim := func(s *state, l *header.List) {
					value, ok := l.Get("Referer")
					if u, err := origin.ParseURL(value); ok && err == nil && inForeignFrame(s.Request) {
						l.Set("Referer", u.WithPathAndQueryRemoved().String())
					}
				}
				r.preflight = append(r.preflight, trim)
				r.send = append(r.send, func(s *state, _ *memory, l *header.List) { trim(s, l) })
			},
		},
		{
			Name: "preflight-has-earlier-referrer", Security: Laxer,
			Cases: []string{"wire/preflight-referrer"},
			Line:  "The preflight of a redirected request has the referrer that the request was last sent with, whatever the referrer policy makes of it now.",
			apply: func(r *rules) {
				r.preflight = append(r.preflight, func(s *state, l *header.List) {
					if sent := memoryOf(s).referrer; s.Redirects() > 0 && sent != "" {
						l.Set("Referer", sent)
					}
				})
				r.send = append(r.send, func(_ *state, m *memory, l *header.List) { m.referrer, _ = l.Get("Referer") })
			},
		},
		{
			Name: "metadata-not-redirected-away", Security: Neutral,
			Cases: []string{"wire/metadata-redirected"},
			Line:  "In mode cors a redirect to another origin has no Sec-Fetch-Dest and its like; its preflight has them if the first URL was potentially trustworthy.",
			apply: decides(metadata, "1", func(s *state, held bool) bool {
				if s.Preflight {
					return held || !s.URLs[0].IsPotentiallyTrustworthy()
				}
				return held || movedForCORS(s)
			}),
		},
		{
			Name: "cache-headers-not-redirected-away", Security: Neutral,
			Cases: []string{"wire/cache-headers-redirected"},
			Line:  "In mode cors a redirect to another origin has nothing of what the cache mode or a Range adds: Cache-Control, Pragma, Accept-Encoding.",
			apply: func(r *rules) {
				r.send = append(r.send, func(s *state, _ *memory, l *header.List) {
					for _, name := range [...]string{"Cache-Control", "Pragma", "Accept-Encoding"} {
						if movedForCORS(s) && !setByScript(s, name) {
							l.Delete(name)
						}
					}
				})
			},
		},
		{
			Name: "content-type-returns", Security: Neutral,
			Cases: []string{"wire/content-type-after-303"},
			Line:  "What earlier redirects dropped with the body is back after one to another origin than the page's that keeps the method, or makes DELETE a GET; Content-Type is back after any with status 307 or 308.",
			apply: func(r *rules) {
				r.decide(redirectFetch, "12", func(s *state, held bool) bool {
					memoryOf(s).keepsType = held == (s.Request.Method == "DELETE" && s.Status != 303)
					return held
				})
				r.redirected = append(r.redirected, func(s *state, m *memory) {
					if !m.keepsType {
						return
					}
					foreign := s.Tainting == "cors" || s.Request.Mode == fetch.ModeCORS && s.Relation != "same-origin"
					for _, line := range m.headers {
						isType := header.EqualFold(line.Name, "Content-Type")
						if safelist.IsRequestBodyHeaderName(line.Name) && (foreign || isType && (s.Status == 307 || s.Status == 308)) {
							s.Request.Headers.Set(line.Name, line.Value)
						}
					}
				})
			},
		},
		{
			Name: "upload-of-nothing", Security: Neutral,
			Cases: []string{"wire/upload-of-nothing"},
			Line:  "An XMLHttpRequest with an upload listener and an empty body has no Content-Length, but for POST and PUT.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(m *memory, req *fetch.Request) { m.uploads = req.UseCORSPreflight })
				r.send = append(r.send, func(s *state, m *memory, l *header.List) {
					if r := s.Request; m.uploads && r.Body.Present && r.Body.Length == 0 && r.Method != "POST" && r.Method != "PUT" {
						l.Delete("Content-Length")
					}
				})
			},
		},
		{
			Name: "user-agent-of-first-request", Security: Neutral,
			Cases: []string{"wire/user-agent"},
			Line:  "The User-Agent that script sets is sent with preflights too, and not after a redirect within the page's own origin.",
			apply: func(r *rules) {
				r.preflight = append(r.preflight, func(s *state, l *header.List) {
					if value, ok := s.Request.Headers.Get("User-Agent"); ok {
						l.Append("User-Agent", value)
					}
				})
				r.send = append(r.send, func(s *state, _ *memory, l *header.List) {
					if s.Redirects() > 0 && s.Tainting == "basic" {
						l.Delete("User-Agent")
					}
				})
			},
		},
		{
			Name: "header-bytes-as-utf-8", Security: Neutral,
			Cases: []string{"wire/header-bytes"},
			Line:  "Bytes from 0x80 of request headers are sent as UTF-8.",
			apply: func(r *rules) {
				r.send = append(r.send, func(_ *state, _ *memory, l *header.List) {
					for i, line := range *l {
						(*l)[i].Value = inUTF8(line.Value)
					}
				})
			},
		},
		refusedHosts("A host with a semicolon is refused.", ";"),
	}}
}

// WebKit's source, and that of the library by which its port for GTK does HTTP.
//
// A link leads to a file at the revision that was read, which may be older than the
// browser that was recorded.
const (
	webkitAccessControl     = "https://github.com/WebKit/WebKit/blob/00f03c1f906ff25f9536f528e81477c861c0325c/Source/WebCore/loader/CrossOriginAccessControl.cpp"
	webkitHeaderMap         = "https://github.com/WebKit/WebKit/blob/05f284565eacce3f14fb393eefcc0ebea40ee37c/Source/WebCore/platform/network/HTTPHeaderMap.cpp"
	webkitHTTPParsers       = "https://github.com/szewai/WebKit/blob/d69efcab765ad5504bffb197e272af1fa5ebf7bc/Source/WebCore/platform/network/HTTPParsers.cpp"
	webkitNetworkDataTask   = "https://github.com/WebKit/WebKit/blob/010a048e784fbc3b8f63f2a91a5bf7e5912bc1f7/Source/WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp"
	webkitNetworkChecker    = "https://github.com/WebKit/WebKit/blob/00d0126aebf7ed0d3a7705c07876dfcf61a8a0b9/Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp"
	webkitPreflightCache    = "https://github.com/WebKit/WebKit/blob/00f03c1f906ff25f9536f528e81477c861c0325c/Source/WebCore/loader/CrossOriginPreflightResultCache.cpp"
	webkitResponse          = "https://github.com/WebKit/WebKit/blob/0829853a45f5ec8d4720d8fcd27ca1019eb47d09/Source/WebCore/platform/network/soup/ResourceResponseSoup.cpp"
	webkitSubresourceLoader = "https://github.com/WebKit/WebKit/blob/00f03c1f906ff25f9536f528e81477c861c0325c/Source/WebCore/loader/SubresourceLoader.cpp"
	libsoupHeaders          = "https://github.com/GNOME/libsoup/blob/00858a9740fd67cbf3b6ee4ba6def1b681e3c9da/libsoup/soup-message-headers.c"
)
