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
	return corsCheck(nil, requestOrigin, credentials, response)
}

// corsCheck is CORSCheck, observed.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func corsCheck(o *observer, requestOrigin string, mode CredentialsMode, response header.List) (c Check) {
	origin, ok := response.Get("Access-Control-Allow-Origin") // 1: the value of Access-Control-Allow-Origin, lines combined
	c.Algorithm, c.Step = algoCORSCheck, "2"
	c.Header, c.Got, c.Want = "Access-Control-Allow-Origin", origin, requestOrigin
	// 2: there is none: failure
	if o.decide(algoCORSCheck, "2", !ok) {
		c.Code = CodeAllowOriginMissing
		return c
	}
	// 3: no credentials included, and it is `*`: success
	if o.decide(algoCORSCheck, "3", mode != CredentialsInclude && origin == "*") {
		c.Step = "3"
		return c
	}
	// 4: it is not exactly the origin that was sent: failure
	if o.decide(algoCORSCheck, "4", requestOrigin != origin) {
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
	// 5: no credentials included: success
	if o.decide(algoCORSCheck, "5", mode != CredentialsInclude) {
		c.Step = "5"
		return c
	}
	credentials, ok := response.Get("Access-Control-Allow-Credentials") // 6: the value of Access-Control-Allow-Credentials, lines combined
	c.Header, c.Got, c.Want = "Access-Control-Allow-Credentials", credentials, "true"
	// 7: it is exactly `true`: success
	if o.decide(algoCORSCheck, "7", credentials == "true") {
		c.Step = "7"
		return c
	}
	// 8: failure
	c.Step, c.Code = "8", CodeAllowCredentialsInvalid
	if !ok {
		c.Code = CodeAllowCredentialsMissing
	}
	return c
}
