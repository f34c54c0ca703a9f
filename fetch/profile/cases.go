package profile

// casesOf are the suite's cases that show a fact.
func casesOf(fact string) []string {
	switch fact {
	case "about-not-fetched":
		return []string{"urls/about-blank-no-cors"}
	case "blocked-redirect-clears-cache":
		return []string{"preflight-cache/mixed-redirect-clears"}
	case "cache-modes-bypass-preflight-cache":
		return []string{"preflight-cache/mode-reload"}
	case "cache-not-cleared":
		return []string{"preflight-cache/cleared-on-hit", "preflight-cache/cleared-by-failure"}
	case "cached-by-credentials":
		return []string{"preflight-cache/credentials-then-none"}
	case "cached-get-and-post":
		return []string{"xhr/upload-listener-cached", "xhr/upload-listener-listed-other"}
	case "cached-untainted":
		return []string{"redirect-taint/cache-by-null", "preflight-cache/mixed-redirect-clears"}
	case "cached-wildcard-literal":
		return []string{"preflight-cache/star-name", "preflight-cache/star-method"}
	case "charset-empty-kept":
		return []string{"xhr/charset-empty"}
	case "charset-replaced-in-place":
		return []string{"xhr/charset-quoted-cors", "xhr/charset-corrected-quotes"}
	case "client-hints-dropped":
		return []string{"redirects/client-hint-kept"}
	case "client-hints-safelisted":
		return []string{"safelist/dpr", "safelist/ect", "safelist/save-data"}
	case "content-type-comma-unsafe":
		return []string{"safelist/content-type-comma"}
	case "content-type-judged-as-set":
		return []string{"xhr/charset-quoted-cors"}
	case "content-type-semicolon-unsafe":
		return []string{"safelist/content-type-semicolon-last"}
	case "content-type-to-space":
		return []string{"safelist/content-type-space-before-parameters"}
	case "cors-url-without-credentials":
		return []string{"preflight-cache/userinfo"}
	case "dangling-markup-refused":
		return []string{"urls/dangling-markup"}
	case "data-url-length":
		return []string{"data-urls/text", "data-urls/head"}
	case "data-url-name-not-lowercase":
		return []string{"xhr/data-url-get", "xhr/data-url-head"}
	case "data-url-spaces-dropped":
		return []string{"data-urls/base64-space"}
	case "delete-becomes-get":
		return []string{"redirects/delete-307-cross-origin"}
	case "dropped-headers-return":
		return []string{"redirects/authorization-not-restored"}
	case "exposed-wildcard-before-malformed":
		return []string{"expose-headers/star-then-malformed"}
	case "flagged-method-must-be-listed":
		return []string{"allow-methods/flagged-missing", "xhr/upload-listener-put-unlisted"}
	case "foreign-credentials-removed":
		return []string{"xhr/userinfo", "preflight-cache/userinfo"}
	case "header-contradiction-fails":
		return []string{"redirects/two-locations-200"}
	case "high-bytes-unsafe":
		return []string{"safelist/accept-high-byte"}
	case "intervention-safelisted":
		return []string{"safelist/intervention"}
	case "keepalive-before-preflight":
		return []string{"request-constructor/keepalive-65537-preflight"}
	case "location-bytes-escaped":
		return []string{"redirects/location-utf8"}
	case "location-credentials-after-preflight":
		return []string{"redirects/userinfo-before-preflight"}
	case "location-credentials-refused":
		return []string{"redirects/userinfo-no-cors", "redirects/userinfo-same-origin"}
	case "location-empty-fails":
		return []string{"redirects/location-empty", "redirects/no-location-error"}
	case "location-empty-is-none":
		return []string{"redirects/location-empty", "redirects/no-location-error"}
	case "location-lines-joined":
		return []string{"redirects/two-locations"}
	case "location-twice":
		return []string{"redirects/two-locations"}
	case "manual-location-must-parse":
		return []string{"redirects/mode-manual-bad-location"}
	case "max-age-limit":
		return []string{"max-age/day-and-a-second"}
	case "max-age-malformed-not-cached":
		return []string{"max-age/word", "max-age/negative"}
	case "max-age-signed":
		return []string{"max-age/plus", "max-age/negative"}
	case "merged-lines-trimmed":
		return []string{"safelist/content-type-empty-last-line"}
	case "mixed-content-after-preflight":
		return []string{"preflight-cache/mixed-redirect-clears", "mixed-content/redirect-before-preflight"}
	case "names-dropped-by-last-redirect":
		return []string{"redirects/body-names-two-redirects"}
	case "opaque-origins-cached-for-one-fetch":
		return []string{"redirect-taint/cached-for-null", "preflight-cache/null-origin-shared"}
	case "only-if-cached-asks":
		return []string{"request-constructor/only-if-cached-same-origin"}
	case "origin-kept-on-redirect":
		return []string{"referrer/origin-policy-after-redirect", "redirects/custom-303", "redirects/lower-case-post-301"}
	case "origin-null-once-moved":
		return []string{"redirects/simple-becomes-upload"}
	case "origin-whatever-referrer-policy":
		return []string{"referrer/origin-to-http", "referrer/origin-downgrade"}
	case "port-6679-open":
		return []string{"ports/06679"}
	case "preflight-cached-whole":
		return []string{"xhr/upload-listener-cached", "preflight-cache/max-age-updated"}
	case "preflight-names-never-dropped":
		return []string{"redirects/foo-303", "redirects/put-303"}
	case "preflight-untainted":
		return []string{"redirects/client-hint-kept", "xhr/redirect-authorization"}
	case "preflighted-once-preflighted-again":
		return []string{"redirects/foo-303", "redirects/put-303"}
	case "range-number-limit":
		return []string{"safelist/range-huge"}
	case "range-numbers-signed":
		return []string{"safelist/range-plus"}
	case "range-unit-in-any-case":
		return []string{"safelist/range-upper-case"}
	case "redirect-error-keeps-cache":
		return []string{"preflight-cache/redirect-error-clears"}
	case "redirects-judged-with-credentials":
		return []string{"redirect-taint/same-cross-same", "redirects/relative-to-response"}
	case "refused-preflight-cached":
		return []string{"preflight-cache/cleared-names-too", "preflight-cache/failed-preflight-stores-nothing"}
	case "request-lines-merged":
		return []string{"safelist/total-1024", "safelist/total-1025"}
	case "request-names-repeated":
		return []string{"preflight-request/names-once"}
	case "resource-policy-unknown-allows":
		return []string{"corp/require-corp-unknown"}
	case "response-bytes-replaced":
		return []string{"redirects/location-utf8", "expose-headers/values-combined"}
	case "response-lines-empty-dropped":
		return []string{"expose-headers/values-combined"}
	case "response-types-joined":
		return []string{"modes/script-types-1", "modes/script-types-3"}
	case "tainted-origins-cached-for-one-fetch":
		return []string{"redirect-taint/cached-for-null"}
	case "safelisted-values-unlimited":
		return []string{"safelist/total-1025"}
	case "simple-failure-clears-cache":
		return []string{"preflight-cache/not-cleared-by-simple"}
	case "upload-listener-needs-body":
		return []string{"xhr/upload-listener-get", "xhr/upload-listener-no-body"}
	case "user-agent-safelisted":
		return []string{"request-constructor/user-agent"}
	case "wildcard-covers-authorization":
		return []string{"allow-headers/wildcard-authorization", "allow-headers/authorization-wildcard-empty-value"}
	}
	return nil
}
