package fetch

import (
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// CORSCheck performs the CORS check on a response's header list, for a request
// with this byte-serialized origin ("null" once redirects have tainted it; see
// [SerializeRequestOrigin]) and credentials mode.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func CORSCheck(requestOrigin string, credentials CredentialsMode, response header.List) Check {
	return corsCheck(nil, 0, requestOrigin, credentials, response)
}

// corsCheck is CORSCheck, told to a trace.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func corsCheck(t *Trace, hop int, requestOrigin string, mode CredentialsMode, response header.List) (c Check) {
	origin, ok := response.Get("Access-Control-Allow-Origin") // 1
	c.Algorithm, c.Step = algoCORSCheck, "2"
	c.Header, c.Got, c.Want = "Access-Control-Allow-Origin", origin, requestOrigin
	// 2.
	if t.decide(algoCORSCheck, "2", hop, !ok) {
		c.Code = CodeAllowOriginMissing
		return c
	}
	// 3.
	if t.decide(algoCORSCheck, "3", hop, mode != CredentialsInclude && origin == "*") {
		c.Step = "3"
		return c
	}
	// 4.
	if t.decide(algoCORSCheck, "4", hop, requestOrigin != origin) {
		c.Step = "4"
		switch {
		case origin == "*":
			c.Code = CodeAllowOriginWildcard
		case strings.Contains(origin, ","):
			c.Code = CodeAllowOriginMultiple
		default:
			c.Code = CodeAllowOriginMismatch
		}
		return c
	}
	// 5.
	if t.decide(algoCORSCheck, "5", hop, mode != CredentialsInclude) {
		c.Step = "5"
		return c
	}
	credentials, ok := response.Get("Access-Control-Allow-Credentials") // 6
	c.Header, c.Got, c.Want = "Access-Control-Allow-Credentials", credentials, "true"
	// 7.
	if t.decide(algoCORSCheck, "7", hop, credentials == "true") {
		c.Step = "7"
		return c
	}
	// 8.
	c.Step, c.Code = "8", CodeAllowCredentialsInvalid
	if !ok {
		c.Code = CodeAllowCredentialsMissing
	}
	return c
}
