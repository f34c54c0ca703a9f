package profile

// linksOf are where it can be read that a browser does what a fact says: issues,
// and files of its source, each at the revision that was read. That can be older
// than the browser that was recorded, and a file of a repository that is a copy of
// the browser's.
func linksOf(browser, fact string) []string { return links[browser][fact] }

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

// Chromium's source.
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

// Firefox's source.
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

// WebKit's source, and that of the library by which its port for GTK does HTTP.
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

// links are by browser and by fact.
var links = map[string]map[string][]string{
	"chromium": {
		"cache-modes-bypass-preflight-cache": {chromiumPreflightController},
		"cache-not-cleared":                  {chromiumPreflightCache, clearingIssue},
		"client-hints-dropped":               {chromiumClientHints, chromiumResourceLoader},
		"client-hints-safelisted":            {chromiumCORS, clientHintsIssue},
		"dangling-markup-refused":            {danglingIssue},
		"flagged-method-must-be-listed":      {chromiumPreflightResult},
		"intervention-safelisted":            {chromiumCORS},
		"location-bytes-escaped":             {chromiumHTTPResponseHeaders, locationIssue},
		"location-credentials-refused":       {chromiumFrameFetchContext, credentialsIssue},
		"location-empty-is-none":             {chromiumHTTPResponseHeaders, locationEmptyIssue},
		"location-twice":                     {chromiumHTTPStreamParser, locationIssue},
		"max-age-limit":                      {chromiumPreflightResult},
		"max-age-signed":                     {chromiumPreflightResult},
		"origin-null-once-moved":             {chromiumRedirectUtil},
		"origin-whatever-referrer-policy":    {chromiumCORSURLLoader, originIssue},
		"preflight-cached-whole":             {chromiumPreflightCache},
		"range-number-limit":                 {chromiumCORS, chromiumHTTPUtil},
		"request-lines-merged":               {chromiumResourceRequest},
		"upload-listener-needs-body":         {chromiumXMLHTTPRequest},
		"user-agent-safelisted":              {chromiumCORSUtil, chromiumHTTPUtil, userAgentIssue},
		"wildcard-covers-authorization":      {chromiumPreflightResult, authorizationIssue},
	},
	"firefox": {
		"blocked-redirect-clears-cache":      {firefoxCORSListenerProxy},
		"cache-modes-bypass-preflight-cache": {firefoxCORSListenerProxy, firefoxFetchDriver},
		"cached-by-credentials":              {firefoxCORSListenerProxy},
		"cached-get-and-post":                {firefoxCORSListenerProxy},
		"cached-untainted":                   {firefoxCORSListenerProxy},
		"cached-wildcard-literal":            {firefoxCORSListenerProxy},
		"content-type-comma-unsafe":          {firefoxContentUtils, firefoxURLHelper},
		"exposed-wildcard-before-malformed":  {firefoxInternalHeaders, firefoxXMLHTTPRequest},
		"flagged-method-must-be-listed":      {firefoxCORSListenerProxy},
		"high-bytes-unsafe":                  {firefoxContentUtils},
		"location-bytes-escaped":             {firefoxHTTPChannel, locationIssue},
		"location-twice":                     {firefoxHeaderArray, firefoxHeaderArrayInline, locationIssue},
		"max-age-limit":                      {firefoxCORSListenerProxy},
		"max-age-malformed-not-cached":       {firefoxCORSListenerProxy},
		"names-dropped-by-last-redirect":     {firefoxCORSListenerProxy},
		"preflight-untainted":                {firefoxCORSListenerProxy},
		"preflighted-once-preflighted-again": {firefoxBaseChannel, firefoxCORSListenerProxy},
		"range-number-limit":                 {firefoxContentUtils},
		"redirect-error-keeps-cache":         {firefoxFetchDriver},
		"request-names-repeated":             {firefoxInternalHeaders, firefoxFetchDriver, firefoxHeaderArrayInline},
		"response-lines-empty-dropped":       {firefoxHeaderArrayInline},
		"safelisted-values-unlimited":        {firefoxInternalHeaders},
		"simple-failure-clears-cache":        {firefoxCORSListenerProxy},
		"wildcard-covers-authorization":      {firefoxCORSListenerProxy, authorizationIssue},
	},
	"webkit": {
		"cache-not-cleared":                    {webkitPreflightCache},
		"delete-becomes-get":                   {webkitNetworkDataTask},
		"flagged-method-must-be-listed":        {webkitPreflightCache},
		"location-credentials-after-preflight": {webkitNetworkChecker, webkitSubresourceLoader},
		"location-empty-fails":                 {webkitSubresourceLoader},
		"location-lines-joined":                {webkitResponse, webkitHeaderMap},
		"max-age-limit":                        {webkitPreflightCache},
		"max-age-signed":                       {webkitPreflightCache},
		"mixed-content-after-preflight":        {webkitNetworkChecker, webkitSubresourceLoader},
		"origin-kept-on-redirect":              {webkitNetworkDataTask},
		"preflight-cached-whole":               {webkitPreflightCache},
		"preflight-names-never-dropped":        {webkitNetworkChecker},
		"range-number-limit":                   {webkitHTTPParsers},
		"range-numbers-signed":                 {webkitHTTPParsers},
		"range-unit-in-any-case":               {webkitHTTPParsers},
		"redirects-judged-with-credentials":    {webkitSubresourceLoader},
		"refused-preflight-cached":             {webkitAccessControl},
		"request-lines-merged":                 {webkitHeaderMap},
		"response-bytes-replaced":              {libsoupHeaders},
		"tainted-origins-cached-for-one-fetch": {webkitNetworkChecker, webkitAccessControl},
		"wildcard-covers-authorization":        {webkitPreflightCache, authorizationIssue},
	},
}
