package profile

import (
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// WebKit returns the facts of WebKit, as the port for GTK has them.
func WebKit() Set {
	return newSet("webkit", "2.50", []Fact{
		wildcardCoversAuthorization(true),
		flaggedMethodListed(),
		linesMerged(),
		cachedAsWhole(func(r *rules) { r.Cache.Wildcard = cache.WildcardAskedWithout }),
		cacheNotCleared(),
		signedMaxAge(),
		maxAgeLimit(600, "Access-Control-Max-Age counts up to 600 seconds, ten minutes."),
		aboutNotFetched(),
		keepaliveLimitFirst(everyRequest),
		rangeWithin("18446744073709551615", "A Range with a number of more than 64 bits is not safelisted."),
		{
			Name: "refused-preflight-cached", Security: Neutral,
			Line:  "What a preflight allows is cached even if it is not what was asked.",
			apply: func(r *rules) { r.StoresRefused = true },
		},
		{
			Name: "range-unit-in-any-case", Security: Laxer,
			Line: "The unit of a Range may be in upper case.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(name, value string) (bool, bool) {
					unit, rest, _ := strings.Cut(value, "=")
					if !header.EqualFold(name, "Range") || unit == "bytes" || !header.EqualFold(unit, "bytes") {
						return false, false
					}
					return safelist.IsCORSSafelistedRequestHeader("Range", "bytes="+rest), true
				})
			},
		},
		{
			Name: "range-numbers-signed", Security: Laxer,
			Line: "The numbers of a Range may have a plus sign.",
			apply: func(r *rules) {
				r.names.judges = append(r.names.judges, func(name, value string) (bool, bool) {
					if !header.EqualFold(name, "Range") || !strings.Contains(value, "+") {
						return false, false
					}
					value = strings.Replace(strings.Replace(value, "=+", "=", 1), "-+", "-", 1)
					return safelist.IsCORSSafelistedRequestHeader("Range", value), true
				})
			},
		},
		{
			Name: "charset-empty-kept", Security: Neutral,
			Line: "XMLHttpRequest leaves a Content-Type whose charset is empty as it is.",
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
			Line: "A redirect to another origin makes DELETE a GET, whatever its status.",
			apply: decides(redirectFetch, "12", func(s *state, held bool) bool {
				return held || s.Request.Method == "DELETE" && !s.Current().Origin().SameOrigin(s.Location.Origin())
			}),
		},
		{
			Name: "preflight-names-never-dropped", Security: Neutral,
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
		{
			Name: "mixed-content-after-preflight", Security: Neutral,
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
			Line: "What a preflight of a tainted origin allows is found again only by redirects of the same fetch.",
			apply: func(r *rules) {
				r.entries = append(r.entries, findsOwn(func(s *state) bool { return s.Tainted && !s.Request.Origin.IsOpaque() }))
			},
		},
		{
			Name: "origin-kept-on-redirect", Security: Neutral,
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
			Line:  "Several Location lines are one, with commas.",
			apply: func(r *rules) { r.location.joins = true },
		},
		{
			Name: "foreign-credentials-removed", Security: Neutral,
			Line: "The URL of a request to another origin than the page's has no credentials from the start: they are not in what script sees, in the cache's key, or in relative redirects.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(_ *memory, req *fetch.Request) {
					if req.Mode == fetch.ModeCORS && !req.Origin.SameOrigin(req.URL.Origin()) {
						req.URL = req.URL.WithoutCredentials()
					}
				})
			},
		},
		{
			Name: "only-if-cached-asks", Security: Neutral,
			Line: "Cache mode only-if-cached is force-cache: what is not cached is asked for.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(_ *memory, req *fetch.Request) {
					if req.Cache == fetch.CacheOnlyIfCached {
						req.Cache = fetch.CacheForceCache
					}
				})
			},
		},
		{
			Name: "response-bytes-replaced", Security: Neutral,
			Line:  "Bytes of a response header that are no UTF-8 are each replaced with the three bytes of U+FFFD.",
			apply: func(r *rules) { r.received.replaces = true },
		},
	})
}
