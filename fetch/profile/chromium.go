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
	return Set{Name: "chromium", Version: "156", Facts: []Fact{
		wildcardCoversAuthorization(false, chromiumPreflightResult, authorizationIssue),
		flaggedMethodListed(chromiumPreflightResult),
		linesMerged(chromiumResourceRequest),
		{
			Name: "merged-lines-trimmed", Security: Neutral,
			Cases: []string{"safelist/content-type-empty-last-line"},
			Line:  "What is made of several request-header lines is trimmed at its end, so that an empty last line adds one byte to it.",
			apply: prepares(func(_ *memory, req *fetch.Request) {
				for i := range req.Headers {
					req.Headers[i].Value = strings.TrimRight(req.Headers[i].Value, " \t")
				}
			}),
		},
		cachedAsWhole(func(r *rules) { r.Cache.Wildcard = cache.WildcardStoredWithout }, chromiumPreflightCache),
		cacheNotCleared(chromiumPreflightCache, clearingIssue),
		signedMaxAge(chromiumPreflightResult),
		maxAgeLimit(7200, "Access-Control-Max-Age counts up to 7,200 seconds, two hours.", chromiumPreflightResult),
		rangeWithin("9223372036854775807", "A Range with a number of 2^63-1 or more is not safelisted.", chromiumCORS, chromiumHTTPUtil),
		sameLocationTwice(chromiumHTTPStreamParser, locationIssue),
		locationEscaped(chromiumHTTPResponseHeaders, locationIssue),
		aboutNotFetched(),
		contradictionFails(),
		keepaliveLimitFirst(func(req *fetch.Request) bool { return req.URL.IsHTTP() }),
		{
			Name: "cors-url-without-credentials", Security: Laxer,
			Cases: []string{"preflight-cache/userinfo"},
			Line:  "A URL loses its credentials where it is fetched for CORS: the cache does not tell it from the one without, and a relative Location has none; only script sees them still.",
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
			Cases: []string{"ports/06679"},
			Line:  "Port 6679 is no bad port.",
			apply: decides(blockBadPort, "2", func(s *state, held bool) bool {
				port, _ := s.Current().Port()
				return held && port != 6679
			}),
		},
		{
			Name: "dangling-markup-refused", Security: Safer,
			Cases: []string{"urls/dangling-markup"}, Links: []string{danglingIssue},
			Line: "An http: or https: URL is refused that was written with a < and a tab or newline, wherever they stand.",
			apply: refuses(func(req *fetch.Request) (fetch.Code, string) {
				if req.URL.IsHTTP() && strings.Contains(req.Input, "<") && strings.ContainsAny(req.Input, "\t\n\r") {
					return fetch.CodeDanglingMarkup, req.Input
				}
				return "", ""
			}),
		},
		{
			Name: "manual-location-must-parse", Security: Safer,
			Cases: []string{"redirects/mode-manual-bad-location"},
			Line:  "A Location that is no valid URL is a network error where redirects are manual too.",
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
			Cases: []string{"safelist/dpr", "safelist/ect", "safelist/save-data"}, Links: []string{chromiumCORS, clientHintsIssue},
			Line: "Client hints (Device-Memory, DPR, Width, Viewport-Width, Downlink and RTT with a number, ECT with slow-2g, 2g, 3g or 4g) and Save-Data: on are safelisted.",
			apply: judges(func(name, value string) (bool, bool) {
				kind, ok := clientHints[header.ByteLowercase(name)]
				return ok && len(value) <= 128 && kind(value), ok
			}),
		},
		{
			Name: "intervention-safelisted", Security: Laxer,
			Cases: []string{"safelist/intervention"}, Links: []string{chromiumCORS},
			Line: "Intervention is safelisted with any value of at most 128 bytes.",
			apply: judges(func(name, value string) (bool, bool) {
				return len(value) <= 128, header.EqualFold(name, "Intervention")
			}),
		},
		{
			Name: "user-agent-safelisted", Security: Laxer,
			Cases: []string{"request-constructor/user-agent"}, Links: []string{chromiumCORSUtil, chromiumHTTPUtil, userAgentIssue},
			Line: "User-Agent is not asked for in preflights.",
			apply: judges(func(name, _ string) (bool, bool) {
				return true, header.EqualFold(name, "User-Agent")
			}),
		},
		{
			Name: "upload-listener-needs-body", Security: Laxer,
			Cases: []string{"xhr/upload-listener-get", "xhr/upload-listener-no-body"}, Links: []string{chromiumXMLHTTPRequest},
			Line: "An upload listener asks for a preflight only when there is a body.",
			apply: prepares(func(_ *memory, req *fetch.Request) {
				req.UseCORSPreflight = req.UseCORSPreflight && req.Body.Present
			}),
		},
		{
			Name: "charset-replaced-in-place", Security: Neutral,
			Cases: []string{"xhr/charset-quoted-cors", "xhr/charset-corrected-quotes"},
			Line:  "XMLHttpRequest puts UTF-8 in the place of every charset of a Content-Type and leaves the rest as it is, quotes too, well-formed or not.",
			apply: func(r *rules) {
				r.contentType = func(set, _ string) string { return replaceCharsets(set) }
			},
		},
		{
			Name: "opaque-origins-cached-for-one-fetch", Security: Safer,
			Cases: []string{"redirect-taint/cached-for-null", "preflight-cache/null-origin-shared"},
			Line:  "What a preflight of an opaque origin allows is found again only by redirects of the same fetch, of a tainted one never.",
			apply: func(r *rules) {
				own := findsOwn(func(s *state) bool { return s.Request.Origin.IsOpaque() })
				r.entries = append(r.entries, func(s *state, m *memory, use seam.Use, k *cache.Key) bool {
					return own(s, m, use, k) && !(use == seam.LookUp && s.Tainted)
				})
			},
		},
		{
			Name: "client-hints-dropped", Security: Safer,
			Cases: []string{"redirects/client-hint-kept"}, Links: []string{chromiumClientHints, chromiumResourceLoader},
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
			Cases: []string{"preflight-cache/mode-reload"}, Links: []string{chromiumPreflightController},
			Line: "Cache modes no-store, reload and no-cache send a preflight whatever is cached, and so do conditional headers; no-store stores nothing either.",
			apply: uses(func(s *state, _ *memory, use seam.Use, _ *cache.Key) bool {
				switch mode := s.Request.Cache; {
				case mode == fetch.CacheNoStore:
					return use == seam.Clear
				case mode == fetch.CacheReload, mode == fetch.CacheNoCache, mode == fetch.CacheDefault && isConditional(s.Request.Headers):
					return use != seam.LookUp
				}
				return true
			}),
		},
		{
			Name: "origin-whatever-referrer-policy", Security: Laxer,
			Cases: []string{"referrer/origin-to-http", "referrer/origin-downgrade"}, Links: []string{chromiumCORSURLLoader, originIssue},
			Line:  "The referrer policy does not make the Origin header null.",
			apply: decides(appendOrigin, "4.1", never),
		},
		{
			Name: "origin-null-once-moved", Security: Safer,
			Cases: []string{"redirects/simple-becomes-upload"}, Links: []string{chromiumRedirectUtil},
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
			Cases: []string{"redirects/userinfo-no-cors", "redirects/userinfo-same-origin"}, Links: []string{chromiumFrameFetchContext, credentialsIssue},
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
			Cases: []string{"redirects/location-empty", "redirects/no-location-error"}, Links: []string{chromiumHTTPResponseHeaders, locationEmptyIssue},
			Line: "A response without Location, or with an empty one, is no redirect, whatever its status, unless redirects are manual.",
			apply: func(r *rules) {
				r.location.emptyIsAbsent = true
				r.decide(httpFetch, "6", func(s *state, held bool) bool {
					location, _ := s.Headers.Get("Location")
					return held && (location != "" || s.Request.Redirect == fetch.RedirectManual)
				})
			},
		},
		imageAccept("image/jxl,image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"),
		redirectsUpgraded(),
		dataScripts(),
		httpPageNotSecure(),
		downgradeByScheme(),
		preflightSiteIsCurrent(),
		preflightSaysCacheMode(func(r *fetch.Request) fetch.CacheMode {
			if r.Cache == fetch.CacheDefault && isConditional(r.Headers) {
				return fetch.CacheNoCache
			}
			return r.Cache
		}),
		{
			Name: "private-addresses-not-mixed", Security: Laxer,
			Cases: []string{"wire/private-from-secure-page"},
			Line:  "A secure page may fetch from an http: URL whose host is an address that is not public; in the place of mixed content, the permission for local networks decides.",
			apply: func(r *rules) {
				allowed := func(s *state, held bool) bool { return held || isNonPublic(s.Current()) }
				r.decide(mixedContent, "1", allowed)
				r.decide(mixedResponse, "1", allowed)
			},
		},
		{
			Name: "preflight-says-mode", Security: Neutral,
			Cases: []string{"wire/preflight-of-insecure-url"},
			Line:  "A preflight has Sec-Fetch-Mode even where its URL is not potentially trustworthy.",
			apply: func(r *rules) {
				r.preflight = append(r.preflight, func(_ *state, l *header.List) { l.Set("Sec-Fetch-Mode", "cors") })
			},
		},
		{
			Name: "conditional-revalidates", Security: Neutral,
			Cases: []string{"wire/conditional"},
			Line:  "A request that a header of the page's makes conditional has cache mode no-cache, not no-store.",
			apply: func(r *rules) {
				r.decide(networkFetch, "8.16", never)
				r.decide(networkFetch, "8.17", func(s *state, held bool) bool {
					return held || s.Request.Cache == fetch.CacheDefault && isConditional(s.Request.Headers) && !setByScript(s, "Cache-Control")
				})
			},
		},
		{
			Name: "credentialless-not-cached", Security: Neutral,
			Cases: []string{"corp/credentialless", "corp/credentialless-redirect-back"},
			Line:  "What an embedder policy of credentialless keeps credentials from has Cache-Control and Pragma with no-cache.",
			apply: func(r *rules) {
				r.send = append(r.send, func(s *state, _ *memory, l *header.List) {
					c := s.Request.Client
					if s.Request.Mode != fetch.ModeNoCORS || c == nil || c.EmbedderPolicy != fetch.EmbedderPolicyCredentialless ||
						s.Relation == "same-origin" && !s.Tainted {
						return
					}
					for _, name := range [...]string{"Cache-Control", "Pragma"} {
						if !setByScript(s, name) {
							l.Set(name, "no-cache")
						}
					}
				})
			},
		},
		{
			Name: "referrer-policy-in-any-case", Security: Neutral,
			Cases: []string{"referrer/redirect-unknown-policy"},
			Line:  "The Referrer-Policy of a redirect may name a policy in upper case.",
			apply: func(r *rules) { r.received.lowersPolicies = true },
		},
		{
			Name: "user-agent-not-sent", Security: Neutral,
			Cases: []string{"wire/user-agent"},
			Line:  "The User-Agent that script sets is not sent; the browser's own is.",
			apply: func(r *rules) {
				r.send = append(r.send, func(_ *state, _ *memory, l *header.List) { l.Delete("User-Agent") })
			},
		},
		{
			Name: "range-respelled", Security: Neutral,
			Cases: []string{"wire/range-spelling"},
			Line:  "The Range of a GET, if it is one range of bytes, is sent as the HTTP cache spells it: without spaces, signs and leading zeros.",
			apply: func(r *rules) {
				r.send = append(r.send, func(s *state, _ *memory, l *header.List) {
					value, ok := l.Get("Range")
					if ok && s.Request.Method == "GET" && s.Request.Cache != fetch.CacheNoStore && !isConditional(s.Request.Headers) {
						l.Set("Range", rewriteRange(value))
					}
				})
			},
		},
	}}
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

// replaceCharsets puts UTF-8 in the place of each charset in a Content-Type, where
// it stands: quotes stay, and so does what is no MIME type.
func replaceCharsets(contentType string) string {
	for from := 0; ; {
		start, end := findCharset(contentType, from)
		if start == end {
			return contentType
		}
		contentType = contentType[:start] + "UTF-8" + contentType[end:]
		from = start + len("UTF-8")
	}
}

// findCharset is where the value of the next charset parameter after a byte
// starts and ends; the same twice when there is none, or it is empty.
func findCharset(s string, from int) (start, end int) {
	const name = "charset"
	for at := from; at+len(name) <= len(s); at++ {
		if !header.EqualFold(s[at:at+len(name)], name) {
			continue
		}
		switch {
		case at == 0:
			return 0, 0
		case s[at-1] > ' ' && s[at-1] != ';':
			at += len(name) - 1
			continue
		}
		at += len(name)
		for at < len(s) && s[at] <= ' ' {
			at++
		}
		if at == len(s) || s[at] != '=' {
			continue
		}
		start = at + 1
		for start < len(s) && (s[start] <= ' ' || s[start] == '"' || s[start] == '\'') {
			start++
		}
		end = start
		for end < len(s) && s[end] > ' ' && s[end] != '"' && s[end] != '\'' && s[end] != ';' {
			end++
		}
		return start, end
	}
	return 0, 0
}

// Chromium's source.
//
// A link leads to a file at the revision that was read, which may be older than the
// browser that was recorded.
const (
	chromiumClientHints         = "https://github.com/chromium/chromium/blob/008b0cec4a598fa9440bad22255512e3b21ce4a8/third_party/blink/common/client_hints/client_hints.cc"
	chromiumCORS                = "https://github.com/youtube/cobalt/blob/487efad678c0af95b4dbdfac8c704f93413780eb/services/network/public/cpp/cors/cors.cc"
	chromiumCORSURLLoader       = "https://github.com/chromium/chromium/blob/003f417d8e1b8359d166cafe8df6cd58c890e272/services/network/cors/cors_url_loader.cc"
	chromiumCORSUtil            = "https://github.com/chromium/chromium/blob/03a95d114baa0025fe361b5634fa2388af35a49a/services/network/cors/cors_util.cc"
	chromiumFrameFetchContext   = "https://github.com/chromium/chromium/blob/0047c18af00c7f8cb2e93d6084158e70720b5ed5/third_party/blink/renderer/core/loader/frame_fetch_context.cc"
	chromiumHTTPResponseHeaders = "https://github.com/chromium/chromium/blob/0192587085ae7d00629fe447c30fb1c5044b3955/net/http/http_response_headers.cc"
	chromiumHTTPStreamParser    = "https://github.com/chromium/chromium/blob/012256a17e644f4d09d2ad851a4b0bfc4a710c5e/net/http/http_stream_parser.cc"
	chromiumHTTPUtil            = "https://github.com/chromium/chromium/blob/032ca7105e8346f273da90d96b0a091a9d0dbfd8/net/http/http_util.cc"
	chromiumPreflightCache      = "https://github.com/chromium/chromium/blob/098756533733ea50b2dcb1c40d9a9e18d49febbe/services/network/cors/preflight_cache.cc"
	chromiumPreflightController = "https://github.com/chromium/chromium/blob/003f417d8e1b8359d166cafe8df6cd58c890e272/services/network/cors/preflight_controller.cc"
	chromiumPreflightResult     = "https://github.com/chromium/chromium/blob/67961621892eceb9bc46c4b7409124fd28888908/services/network/cors/preflight_result.cc"
	chromiumRedirectUtil        = "https://github.com/chromium/chromium/blob/068d29106afcc2435307d2d2067a014a018d8ec7/net/url_request/redirect_util.cc"
	chromiumResourceLoader      = "https://github.com/chromium/chromium/blob/030a9d473e04321e8c576bf0dcc33cff8e16815a/third_party/blink/renderer/platform/loader/fetch/resource_loader.cc"
	chromiumResourceRequest     = "https://github.com/chromium/chromium/blob/06d36cbd33eef96228ea28569f01b0ce359dc1a1/third_party/blink/renderer/platform/loader/fetch/resource_request.cc"
	chromiumXMLHTTPRequest      = "https://github.com/chromium/chromium/blob/006a6b0451f67554fa3f5550686345a88b651821/third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc"
)
