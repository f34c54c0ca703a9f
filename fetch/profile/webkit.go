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
		cachedAsWhole(func(r *rules) { r.Caching.Rules.Wildcard = cache.WildcardAskedWithout }),
		cacheNotCleared(),
		signedMaxAge(),
		maxAgeLimit(600, "Access-Control-Max-Age counts up to 600 seconds, ten minutes."),
		aboutNotFetched(),
		keepaliveLimitFirst(everyRequest),
		rangeWithin("18446744073709551615", "A Range with a number of more than 64 bits is not safelisted."),
		{
			Name: "refused-preflight-cached", Security: Neutral,
			Line:  "What a preflight allows is cached even if it is not what was asked.",
			apply: func(r *rules) { r.Caching.StoresRefused = true },
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
				r.Request.ContentType = func(set, corrected string) string {
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
				r.location.emptyFails = true
				r.Redirect.Is = func(res fetch.Response, mode fetch.RedirectMode) bool {
					location, _ := res.Headers.Get("Location")
					return location != "" || mode != fetch.RedirectError
				}
			},
		},
		{
			Name: "delete-becomes-get", Security: Neutral,
			Line: "A redirect to another origin makes DELETE a GET, whatever its status.",
			apply: func(r *rules) {
				r.Redirect.BecomesGET = func(d fetch.Redirection) bool {
					return (d.Status == 301 || d.Status == 302) && d.Method == "POST" ||
						d.Status == 303 && d.Method != "GET" && d.Method != "HEAD" ||
						d.Method == "DELETE" && !d.From.SameOrigin(d.To)
				}
			},
		},
		{
			Name: "preflight-names-never-dropped", Security: Neutral,
			Line: "A redirected request asks for the names it began with, dropped or not, and is preflighted again once it was.",
			apply: func(r *rules) {
				r.Preflight.Again = func(had bool, first []string) bool { return had }
				r.Preflight.NamesAfterRedirect = func(dst, first []string, _ fetch.Redirection) []string { return append(dst, first...) }
			},
		},
		{
			Name: "redirects-judged-with-credentials", Security: Safer,
			Line: "Once a request to the page's own origin that may have credentials has been redirected away, further redirects must allow credentials.",
			apply: func(r *rules) {
				r.Redirect.Credentials = func(mode fetch.CredentialsMode, d fetch.Redirection) fetch.CredentialsMode {
					if mode == fetch.CredentialsSameOrigin && d.Origin.SameOrigin(d.First) {
						return fetch.CredentialsInclude
					}
					return mode
				}
			},
		},
		{
			Name: "location-credentials-after-preflight", Security: Neutral,
			Line: "A redirect away from the page's origin to a URL with credentials is refused only after its preflight.",
			apply: func(r *rules) {
				r.Redirect.RefusesCredentials = func(d fetch.Redirection) (refuses, later bool) {
					return d.Tainting == fetch.TaintingCORS || d.Mode == fetch.ModeCORS && !d.Origin.SameOrigin(d.To),
						d.Tainting != fetch.TaintingCORS
				}
			},
		},
		{
			Name: "mixed-content-after-preflight", Security: Neutral,
			Line:  "Mixed content is blocked only after its preflight.",
			apply: func(r *rules) { r.Request.MixedAfterPreflight = true },
		},
		{
			Name: "tainted-origins-cached-for-one-fetch", Security: Safer,
			Line: "What a preflight of a tainted origin allows is found again only by redirects of the same fetch.",
			apply: func(r *rules) {
				r.Caching.Finds = func(req *fetch.Request, taint fetch.Taint) fetch.Finding {
					if taint != fetch.TaintSameOrigin && !req.Origin.IsOpaque() {
						return fetch.FindsOwn
					}
					return fetch.FindsAll
				}
			},
		},
		{
			Name: "origin-kept-on-redirect", Security: Neutral,
			Line:  "Redirects within an origin keep the Origin header outside of CORS, though they make it a GET; the referrer policy counts before the first redirect only.",
			apply: func(r *rules) { r.Request.KeepsOrigin = true },
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
				r.prepare = append(r.prepare, func(req *fetch.Request) {
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
				r.prepare = append(r.prepare, func(req *fetch.Request) {
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
