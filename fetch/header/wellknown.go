package header

import "strings"

// wellKnown has the lowercase form of common header names, in their usual spellings.
var wellKnown = func() map[string]string {
	lowercase := make(map[string]string)
	for name := range strings.FieldsSeq(`
		Accept Accept-Encoding Accept-Language Accept-Ranges
		Access-Control-Allow-Credentials Access-Control-Allow-Headers Access-Control-Allow-Methods Access-Control-Allow-Origin
		Access-Control-Expose-Headers Access-Control-Max-Age Access-Control-Request-Headers Access-Control-Request-Method
		Age Allow Authorization Cache-Control Connection Content-Disposition Content-Encoding Content-Language
		Content-Length Content-Range Content-Security-Policy Content-Type Cookie Cross-Origin-Resource-Policy Date
		ETag Etag Expires Idempotency-Key If-Match If-Modified-Since If-None-Match Keep-Alive Last-Modified Link Location
		Origin Pragma Range Referer Referrer-Policy Retry-After Server Server-Timing Set-Cookie Strict-Transport-Security
		Timing-Allow-Origin Transfer-Encoding User-Agent Vary Via WWW-Authenticate Www-Authenticate
		X-API-Key X-Api-Key X-Content-Type-Options X-Correlation-ID X-Correlation-Id X-CSRF-Token X-Csrf-Token
		X-Frame-Options X-HTTP-Method-Override X-Http-Method-Override X-Powered-By X-Request-ID X-Request-Id X-Requested-With X-XSRF-Token X-Xsrf-Token
		X-XSS-Protection X-Xss-Protection`) {
		lowercase[name] = strings.ToLower(name)
	}
	return lowercase
}()
