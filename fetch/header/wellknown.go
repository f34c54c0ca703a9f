package header

// lowercaseWellKnown byte-lowercases s when that is a header name often met in one of its usual spellings, without
// allocating; else it returns "".
func lowercaseWellKnown(s string) string {
	switch s {
	case "Accept":
		return "accept"
	case "Accept-Encoding":
		return "accept-encoding"
	case "Accept-Language":
		return "accept-language"
	case "Accept-Ranges":
		return "accept-ranges"
	case "Access-Control-Allow-Credentials":
		return "access-control-allow-credentials"
	case "Access-Control-Allow-Headers":
		return "access-control-allow-headers"
	case "Access-Control-Allow-Methods":
		return "access-control-allow-methods"
	case "Access-Control-Allow-Origin":
		return "access-control-allow-origin"
	case "Access-Control-Expose-Headers":
		return "access-control-expose-headers"
	case "Access-Control-Max-Age":
		return "access-control-max-age"
	case "Access-Control-Request-Headers":
		return "access-control-request-headers"
	case "Access-Control-Request-Method":
		return "access-control-request-method"
	case "Age":
		return "age"
	case "Allow":
		return "allow"
	case "Authorization":
		return "authorization"
	case "Cache-Control":
		return "cache-control"
	case "Connection":
		return "connection"
	case "Content-Disposition":
		return "content-disposition"
	case "Content-Encoding":
		return "content-encoding"
	case "Content-Language":
		return "content-language"
	case "Content-Length":
		return "content-length"
	case "Content-Range":
		return "content-range"
	case "Content-Security-Policy":
		return "content-security-policy"
	case "Content-Type":
		return "content-type"
	case "Cookie":
		return "cookie"
	case "Cross-Origin-Resource-Policy":
		return "cross-origin-resource-policy"
	case "Date":
		return "date"
	case "ETag", "Etag":
		return "etag"
	case "Expires":
		return "expires"
	case "Idempotency-Key":
		return "idempotency-key"
	case "If-Match":
		return "if-match"
	case "If-Modified-Since":
		return "if-modified-since"
	case "If-None-Match":
		return "if-none-match"
	case "Keep-Alive":
		return "keep-alive"
	case "Last-Modified":
		return "last-modified"
	case "Link":
		return "link"
	case "Location":
		return "location"
	case "Origin":
		return "origin"
	case "Pragma":
		return "pragma"
	case "Range":
		return "range"
	case "Referer":
		return "referer"
	case "Referrer-Policy":
		return "referrer-policy"
	case "Retry-After":
		return "retry-after"
	case "Server":
		return "server"
	case "Server-Timing":
		return "server-timing"
	case "Set-Cookie":
		return "set-cookie"
	case "Strict-Transport-Security":
		return "strict-transport-security"
	case "Timing-Allow-Origin":
		return "timing-allow-origin"
	case "Transfer-Encoding":
		return "transfer-encoding"
	case "User-Agent":
		return "user-agent"
	case "Vary":
		return "vary"
	case "Via":
		return "via"
	case "WWW-Authenticate", "Www-Authenticate":
		return "www-authenticate"
	case "X-API-Key", "X-Api-Key":
		return "x-api-key"
	case "X-Content-Type-Options":
		return "x-content-type-options"
	case "X-Correlation-ID", "X-Correlation-Id":
		return "x-correlation-id"
	case "X-CSRF-Token", "X-Csrf-Token":
		return "x-csrf-token"
	case "X-Frame-Options":
		return "x-frame-options"
	case "X-Powered-By":
		return "x-powered-by"
	case "X-Request-ID", "X-Request-Id":
		return "x-request-id"
	case "X-Requested-With":
		return "x-requested-with"
	case "X-XSRF-Token", "X-Xsrf-Token":
		return "x-xsrf-token"
	case "X-XSS-Protection", "X-Xss-Protection":
		return "x-xss-protection"
	}
	return ""
}
