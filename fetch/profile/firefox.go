package profile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// Firefox returns the facts of Firefox.
func Firefox() Set {
	return Set{Name: "firefox", Version: "153", Facts: []Fact{
		wildcardCoversAuthorization(true, firefoxCORSListenerProxy, authorizationIssue),
		flaggedMethodListed(firefoxCORSListenerProxy),
		maxAgeLimit(86400, "Access-Control-Max-Age counts up to 86,400 seconds, a day.", firefoxCORSListenerProxy),
		rangeWithin("18446744073709551615", "A Range with a number of more than 64 bits is not safelisted.", firefoxContentUtils),
		sameLocationTwice(firefoxHeaderArray, firefoxHeaderArrayInline, locationIssue),
		locationEscaped(firefoxHTTPChannel, locationIssue),
		contradictionFails(),
		keepaliveLimitFirst(everyRequest),
		{
			Name: "request-names-repeated", Security: Neutral,
			Cases: []string{"preflight-request/names-once", "wire/header-bytes"}, Links: []string{firefoxInternalHeaders, firefoxFetchDriver, firefoxHeaderArrayInline},
			Line: "Access-Control-Request-Headers has a name once for each line of it; of the lines of a name with one value, such as Content-Type, the last is sent, those of others are joined.",
			apply: func(r *rules) {
				r.names.repeats = true
				r.joinLines = joinLines
			},
		},
		{
			Name: "high-bytes-unsafe", Security: Safer,
			Cases: []string{"safelist/accept-high-byte", "wire/content-type-high-byte-no-cors"}, Links: []string{firefoxContentUtils},
			Line: "A byte from 0x80 makes a value unsafe, so that it is not sent in mode no-cors.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(_ *memory, req *fetch.Request) {
					if req.Mode == fetch.ModeNoCORS {
						req.Headers = slices.DeleteFunc(req.Headers, func(line header.Line) bool { return hasHighByte(line.Value) })
					}
				})
				r.names.judges = append(r.names.judges, func(_, value string) (bool, bool) { return false, hasHighByte(value) })
			},
		},
		{
			Name: "content-type-comma-unsafe", Security: Safer,
			Cases: []string{"safelist/content-type-comma"}, Links: []string{firefoxContentUtils, firefoxURLHelper},
			Line: "A Content-Type with a comma is unsafe.",
			apply: judges(func(name, value string) (bool, bool) {
				return false, header.EqualFold(name, "Content-Type") && strings.Contains(value, ",")
			}),
		},
		{
			Name: "content-type-semicolon-unsafe", Security: Safer,
			Cases: []string{"safelist/content-type-semicolon-last"},
			Line:  "A Content-Type that ends in a semicolon is unsafe, unless that is its first.",
			apply: judges(judgeSemicolons),
		},
		{
			Name: "content-type-to-space", Security: Laxer,
			Cases: []string{"safelist/content-type-space-before-parameters"},
			Line:  "In a Content-Type with parameters what stands between a space and the first semicolon does not make it unsafe.",
			apply: judges(judgeTypeToSpace),
		},
		{
			Name: "content-type-judged-as-set", Security: Safer,
			Cases: []string{"xhr/charset-quoted-cors"},
			Line:  "The Content-Type of an XMLHttpRequest must be safe as script set it too, not only once its charset is corrected.",
			apply: func(r *rules) { r.names.judgesTypeAsSet = true },
		},
		{
			Name: "max-age-malformed-not-cached", Security: Safer,
			Cases: []string{"max-age/word", "max-age/negative"}, Links: []string{firefoxCORSListenerProxy},
			Line: "A malformed Access-Control-Max-Age, or 0, stores nothing; an empty one is like none.",
			apply: func(r *rules) {
				r.maxAge.refusesMalformed, r.maxAge.zeroStoresNothing, r.maxAge.emptyIsAbsent = true, true, true
			},
		},
		{
			Name: "cached-wildcard-literal", Security: Safer,
			Cases: []string{"preflight-cache/star-name", "preflight-cache/star-method"}, Links: []string{firefoxCORSListenerProxy},
			Line:  "A cached * matches no other method or name.",
			apply: func(r *rules) { r.Cache.Wildcard = cache.WildcardLiteral },
		},
		{
			Name: "cached-by-credentials", Security: Neutral,
			Cases: []string{"preflight-cache/credentials-then-none"}, Links: []string{firefoxCORSListenerProxy},
			Line:  "What was cached with credentials is for requests with credentials, and what was cached without for those without.",
			apply: func(r *rules) { r.Cache.ByCredentials = true },
		},
		{
			Name: "cached-get-and-post", Security: Neutral,
			Cases: []string{"xhr/upload-listener-cached", "xhr/upload-listener-listed-other"}, Links: []string{firefoxCORSListenerProxy},
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
			Cases: []string{"preflight-cache/mode-reload"}, Links: []string{firefoxCORSListenerProxy, firefoxFetchDriver},
			Line: "Cache modes no-store and reload send a preflight whatever is cached.",
			apply: uses(func(s *state, _ *memory, use seam.Use, _ *cache.Key) bool {
				mode := s.Request.Cache
				if s.Request.InitiatorType != fetch.InitiatorTypeXMLHttpRequest {
					mode = cacheMode(s.Request)
				}
				return use != seam.LookUp || mode != fetch.CacheNoStore && mode != fetch.CacheReload
			}),
		},
		{
			Name: "cached-untainted", Security: Laxer,
			Cases: []string{"redirect-taint/cache-by-null", "preflight-cache/mixed-redirect-clears"}, Links: []string{firefoxCORSListenerProxy},
			Line: "In the cache redirect-taint does not change a request's origin.",
			apply: uses(func(s *state, _ *memory, _ seam.Use, k *cache.Key) bool {
				k.Origin = s.Request.Origin.String()
				return true
			}),
		},
		{
			Name: "preflight-untainted", Security: Laxer,
			Cases: []string{"redirects/client-hint-kept", "xhr/redirect-authorization"}, Links: []string{firefoxCORSListenerProxy},
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
			Cases: []string{"redirects/foo-303", "redirects/put-303"}, Links: []string{firefoxBaseChannel, firefoxCORSListenerProxy},
			Line: "A redirected request that needed a preflight, or began with unsafe names, is preflighted even if the redirect made it simple.",
			apply: func(r *rules) {
				r.redirected = append(r.redirected, func(s *state, m *memory) {
					s.Request.UseCORSPreflight = s.Request.UseCORSPreflight || s.Preflighted || len(m.names) > 0
				})
			},
		},
		{
			Name: "names-dropped-by-last-redirect", Security: Neutral,
			Cases: []string{"redirects/body-names-two-redirects"}, Links: []string{firefoxCORSListenerProxy},
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
			Cases: []string{"redirects/authorization-not-restored", "wire/xhr-content-type-after-303"},
			Line:  "What a redirect dropped, such as Authorization, is sent again after the next redirect, unless that drops it too.",
			apply: func(r *rules) { r.redirected = append(r.redirected, dropAnew) },
		},
		{
			Name: "safelisted-values-unlimited", Security: Laxer,
			Cases: []string{"safelist/total-1025"}, Links: []string{firefoxInternalHeaders},
			Line:  "There is no limit on all safelisted values together.",
			apply: func(r *rules) { r.names.unlimited = true },
		},
		{
			Name: "simple-failure-clears-cache", Security: Safer,
			Cases: []string{"preflight-cache/not-cleared-by-simple"}, Links: []string{firefoxCORSListenerProxy},
			Line:  "A CORS request that needed no preflight clears the cache's entries too when it fails.",
			apply: decides(mainFetch, clearEntries, func(s *state, held bool) bool { return held || s.Tainting == "cors" }),
		},
		{
			Name: "redirect-error-keeps-cache", Security: Neutral,
			Cases: []string{"preflight-cache/redirect-error-clears"}, Links: []string{firefoxFetchDriver},
			Line: "A redirect in mode error leaves the cache's entries as they are.",
			apply: decides(mainFetch, clearEntries, func(s *state, held bool) bool {
				return held && s.Code != string(fetch.CodeRedirectModeError)
			}),
		},
		{
			Name: "blocked-redirect-clears-cache", Security: Neutral,
			Cases: []string{"preflight-cache/mixed-redirect-clears"}, Links: []string{firefoxCORSListenerProxy},
			Line: "A redirect that is blocked clears the cache's entries for the URL that was redirected.",
			apply: uses(func(s *state, _ *memory, use seam.Use, k *cache.Key) bool {
				if use == seam.Clear && !s.Sent.IsZero() {
					k.URL = s.Sent.String()
				}
				return true
			}),
		},
		{
			Name: "resource-policy-unknown-allows", Security: Laxer,
			Cases: []string{"corp/require-corp-unknown"},
			Line:  "Embedder policy require-corp is content with a Cross-Origin-Resource-Policy that is unknown.",
			apply: decides(httpFetch, "5", func(s *state, held bool) bool {
				policy, _ := s.Headers.Get("Cross-Origin-Resource-Policy")
				return held && (policy == "" || policy == "same-origin" || policy == "same-site")
			}),
		},
		{
			Name: "data-url-spaces-dropped", Security: Neutral,
			Cases: []string{"data-urls/base64-space"},
			Line:  "A data: URL in base64 has no spaces: they are dropped from the URL.",
			apply: prepares(dropSpaces),
		},
		{
			Name: "data-url-length", Security: Neutral,
			Cases: []string{"data-urls/text", "data-urls/head"},
			Line:  "The response to a data: URL has a Content-Length, but for XMLHttpRequest.",
			apply: func(r *rules) { r.filter = append(r.filter, withLength) },
		},
		{
			Name: "data-url-name-not-lowercase", Security: Neutral,
			Cases: []string{"xhr/data-url-get", "xhr/data-url-head"},
			Line:  "XMLHttpRequest spells the Content-Type of a data: URL with capitals.",
			apply: func(r *rules) {
				r.filter = append(r.filter, func(s *state, _ *fetch.FilteredResponse) { s.KeepsNames = isDataThroughXHR(s.Request) })
			},
		},
		{
			Name: "exposed-wildcard-before-malformed", Security: Laxer,
			Cases: []string{"expose-headers/star-then-malformed"}, Links: []string{firefoxInternalHeaders, firefoxXMLHTTPRequest},
			Line:  "In Access-Control-Expose-Headers a * counts that stands before something malformed, but for XMLHttpRequest.",
			apply: func(r *rules) { r.filter = append(r.filter, exposeBeforeMalformed) },
		},
		{
			Name: "response-lines-empty-dropped", Security: Neutral,
			Cases: []string{"expose-headers/values-combined"}, Links: []string{firefoxHeaderArrayInline},
			Line:  "Of several response-header lines of a name, empty ones are left out.",
			apply: func(r *rules) { r.received.dropsEmpty = true },
		},
		{
			Name: "response-types-joined", Security: Neutral,
			Cases: []string{"modes/script-types-1", "modes/script-types-3"},
			Line:  "Several lines of Content-Type are joined with a comma and no space.",
			apply: func(r *rules) { r.received.joinsTypes = true },
		},
		imageAccept("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"),
		{
			Name: "addresses-upgraded", Security: Safer,
			Cases: []string{"wire/elements-of-private-address"},
			Line:  "An image of a secure page is upgraded to https: though its host is an IP address.",
			apply: decides(mixedUpgrade, "1.2", never),
		},
		redirectsUpgraded(),
		dataScripts(),
		httpPageNotSecure(),
		noReferrerNoOrigin(),
		preflightSiteIsCurrent(),
		preflightSaysCacheMode(func(r *fetch.Request) fetch.CacheMode {
			if r.InitiatorType == fetch.InitiatorTypeXMLHttpRequest {
				return r.Cache
			}
			return cacheMode(r)
		}),
		{
			Name: "conditional-xhr-cached", Security: Neutral,
			Cases: []string{"wire/conditional"},
			Line:  "A conditional header that script sets changes nothing of the cache mode of an XMLHttpRequest.",
			apply: decides(networkFetch, "8.16", func(s *state, held bool) bool {
				return held && s.Request.InitiatorType != fetch.InitiatorTypeXMLHttpRequest
			}),
		},
		{
			Name: "lax-referrer-policies-ignored", Security: Safer,
			Cases: []string{"wire/referrer-policies-cross-site"},
			Line:  "For a request to another site, whatever the schemes, referrer policies unsafe-url, no-referrer-when-downgrade and origin-when-cross-origin are the default policy; a redirect to the page's site brings them back.",
			apply: decides(mainFetch, "9", ignoreLaxPolicy),
		},
		downgradeByScheme(),
		{
			Name: "first-content-type-with-body", Security: Neutral,
			Cases: []string{"wire/content-type-twice"},
			Line:  "Of several Content-Type lines that script sets, the first is sent where there is a body.",
			apply: func(r *rules) {
				r.prepare = append(r.prepare, func(m *memory, req *fetch.Request) {
					m.firstType, _, _ = firstOf(req.Headers, "Content-Type")
				})
				r.send = append(r.send, func(s *state, m *memory, l *header.List) {
					if s.Request.Body.Present && m.firstType != "" && l.Contains("Content-Type") {
						l.Set("Content-Type", m.firstType)
					}
				})
			},
		},
		{
			Name: "same-host-same-site", Security: Neutral,
			Cases: []string{"wire/same-host-other-scheme"},
			Line:  "Sec-Fetch-Site of requests to the page's own host, if that is localhost or an address, is same-site though the scheme is another.",
			apply: func(r *rules) {
				site := func(s *state, l *header.List, urls []origin.URL) {
					value, _ := l.Get("Sec-Fetch-Site")
					host := s.Request.Origin.Host()
					if _, ok := origin.RegistrableDomain(host, nil); ok || value != "cross-site" || host == "" {
						return
					}
					if !slices.ContainsFunc(urls, func(u origin.URL) bool { return u.Host() != host }) {
						l.Set("Sec-Fetch-Site", "same-site")
					}
				}
				r.preflight = append(r.preflight, func(s *state, l *header.List) { site(s, l, s.URLs[len(s.URLs)-1:]) })
				r.send = append(r.send, func(s *state, _ *memory, l *header.List) { site(s, l, s.URLs) })
			},
		},
		refusedHosts("A host with a character other than letters, digits and - . _ + $ is refused.", "*\"{!~;&'(),=`}"),
	}}
}

// ignoreLaxPolicy puts the default in the place of a lax referrer policy where a request goes to another site, and undoes that
// for a redirect that does not.
func ignoreLaxPolicy(s *state, held bool) bool {
	const strict = fetch.ReferrerPolicyStrictOriginWhenCrossOrigin
	r, m := s.Request, memoryOf(s)
	// Between secure and insecure pages the default has a lax twin: see downgradeByScheme.
	if m.laxPolicy != fetch.ReferrerPolicyEmpty && (r.ReferrerPolicy == strict || r.ReferrerPolicy == withoutDowngrade[strict]) {
		r.ReferrerPolicy, r.Referrer = m.laxPolicy, m.laxReferrer
	}
	m.laxPolicy = fetch.ReferrerPolicyEmpty
	switch r.ReferrerPolicy {
	case fetch.ReferrerPolicyUnsafeURL, fetch.ReferrerPolicyNoReferrerWhenDowngrade, fetch.ReferrerPolicyOriginWhenCrossOrigin:
		if s.Relation == "cross-site" && !sameSiteButScheme(s) {
			m.laxPolicy, m.laxReferrer, r.ReferrerPolicy = r.ReferrerPolicy, r.Referrer, strict
		}
	}
	return held
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
	had := r.Headers.Contains("Content-Type")
	r.Headers = append(r.Headers[:0], m.headers...)
	if !had && r.InitiatorType == fetch.InitiatorTypeXMLHttpRequest && s.TypeSet == "" {
		r.Headers.Delete("Content-Type") // what send() made of the body stays dropped
	}
	if (s.Status == 301 || s.Status == 302) && m.method == "POST" || s.Status == 303 && m.method != "GET" && m.method != "HEAD" {
		r.Headers = slices.DeleteFunc(r.Headers, func(line header.Line) bool { return safelist.IsRequestBodyHeaderName(line.Name) })
	}
	if crosses(s) {
		r.Headers.Delete("Authorization")
	}
}

// judgeSemicolons refuses a Content-Type whose last parameter, after another, is
// nothing at all.
func judgeSemicolons(name, value string) (safe, known bool) {
	if !header.EqualFold(name, "Content-Type") {
		return false, false
	}
	_, parameters, _ := strings.Cut(value, ";")
	return false, strings.HasSuffix(parameters, ";")
}

// judgeTypeToSpace judges a Content-Type that has parameters without what stands
// between its type's first space and them.
func judgeTypeToSpace(name, value string) (safe, known bool) {
	typ, parameters, found := strings.Cut(value, ";")
	space := strings.IndexAny(typ, " \t")
	if !found || space < 0 || !header.EqualFold(name, "Content-Type") {
		return false, false
	}
	return safelist.IsCORSSafelistedRequestHeader("Accept", value) && // no unsafe bytes, and not too long
		safelist.IsCORSSafelistedRequestHeader(name, typ[:space]+";"+parameters), true
}

// isDataThroughXHR reports whether XMLHttpRequest asks for a data: URL.
func isDataThroughXHR(r *fetch.Request) bool {
	return r.URL.Scheme() == "data" && r.InitiatorType == fetch.InitiatorTypeXMLHttpRequest
}

// withLength gives the response to a data: URL a Content-Length, but for XMLHttpRequest.
func withLength(s *state, res *fetch.FilteredResponse) {
	if s.Request.URL.Scheme() == "data" && !isDataThroughXHR(s.Request) {
		res.Headers.Append("Content-Length", strconv.Itoa(len(res.LocalBody)))
	}
}

// dropSpaces drops the spaces of a base64-encoded data: URL.
//
// Not modelled: a space before the fragment, which a URL parser has made %20 of.
func dropSpaces(_ *memory, r *fetch.Request) {
	if r.URL.Scheme() != "data" || !isBase64(r.URL.Path()) {
		return
	}
	if u, err := origin.ParseURL(strings.ReplaceAll(r.URL.String(), " ", "")); err == nil {
		r.URL = u
	}
}

// isBase64 reports whether the path of a data: URL says that its body is encoded in base64.
func isBase64(path string) bool {
	typ, _, _ := strings.Cut(path, ",")
	typ = strings.TrimRight(typ, " ")
	n := len(typ) - len("base64")
	return n >= 0 && header.EqualFold(typ[n:], "base64") && strings.HasSuffix(strings.TrimRight(typ[:n], " "), ";")
}

// Firefox's source.
//
// A link leads to a file at the revision that was read, which may be older than the
// browser that was recorded.
const (
	firefoxBaseChannel       = "https://github.com/mozilla/enterprise-firefox/blob/f0cbf022c80c17c2c11067fd00c01851c93fce92/netwerk/protocol/http/HttpBaseChannel.cpp"
	firefoxContentUtils      = "https://github.com/mozilla/gecko-dev/blob/6613ec7689c02ed2a942ba640ec359f4e68f2923/dom/base/nsContentUtils.cpp"
	firefoxCORSListenerProxy = "https://github.com/mozilla/gecko-dev/blob/258754e5c153a781e87ad3542b281c1b198972f8/netwerk/protocol/http/nsCORSListenerProxy.cpp"
	firefoxFetchDriver       = "https://github.com/mozilla/gecko-dev/blob/6613ec7689c02ed2a942ba640ec359f4e68f2923/dom/fetch/FetchDriver.cpp"
	firefoxHeaderArray       = "https://github.com/mozilla/enterprise-firefox/blob/23ac53f0f5fe92241706306b5233a58102391306/netwerk/protocol/http/nsHttpHeaderArray.cpp"
	firefoxHeaderArrayInline = "https://github.com/mozilla/enterprise-firefox/blob/23ac53f0f5fe92241706306b5233a58102391306/netwerk/protocol/http/nsHttpHeaderArray.h"
	firefoxHTTPChannel       = "https://github.com/mozilla/gecko-dev/blob/00313a80b6a582fb018f0f67fb773ecbffb37350/netwerk/protocol/http/nsHttpChannel.cpp"
	firefoxInternalHeaders   = "https://github.com/SAP/project-foxhound/blob/3093648f45519519c0d72e13eb894d06f9149b23/dom/fetch/InternalHeaders.cpp"
	firefoxURLHelper         = "https://github.com/mozilla/gecko-dev/blob/556aab4f024fdce9df1d2e29fb5e77cf1a1098e1/netwerk/base/nsURLHelper.cpp"
	firefoxXMLHTTPRequest    = "https://github.com/mozilla/gecko-dev/blob/03c365507adb6c4209570eac50c26fc5eaba437e/dom/xhr/XMLHttpRequestMainThread.cpp"
)
