package safelist

import "github.com/corsref/corsref/fetch/header"

// IsForbiddenRequestHeader reports whether (name, value) is a forbidden request-header, which script cannot set: a header
// that the browser sets itself, one with the prefix Proxy- or Sec-, or a method override that lists a forbidden method.
//
// https://fetch.spec.whatwg.org/#forbidden-request-header
func IsForbiddenRequestHeader(name, value string) bool {
	if forbiddenNames[header.ByteLowercase(name)] {
		return true // 1: a name that the browser keeps for itself
	}
	if hasPrefixFold(name, "proxy-") || hasPrefixFold(name, "sec-") {
		return true // 2: a prefix that is reserved
	}
	// 3: a method override
	if header.EqualFold(name, "X-HTTP-Method") ||
		header.EqualFold(name, "X-HTTP-Method-Override") ||
		header.EqualFold(name, "X-Method-Override") {
		for method := range header.DecodeAndSplit(value) { // 3.1: the methods that the value lists
			if IsForbiddenMethod(method) {
				return true // 3.2: one of them is forbidden
			}
		}
	}
	return false // 4: no rule forbids it
}

// forbiddenNames are the names of request-headers that are forbidden with any value.
var forbiddenNames = map[string]bool{
	"accept-charset": true, "accept-encoding": true, "access-control-request-headers": true,
	"access-control-request-method": true, "connection": true, "content-length": true, "cookie": true, "cookie2": true,
	"date": true, "dnt": true, "expect": true, "host": true, "keep-alive": true, "origin": true, "referer": true,
	"set-cookie": true, "te": true, "trailer": true, "transfer-encoding": true, "upgrade": true, "via": true,
}

// hasPrefixFold reports whether s byte-lowercased starts with prefix, which is in lower case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && header.EqualFold(s[:len(prefix)], prefix)
}

// IsForbiddenResponseHeaderName reports whether name is a forbidden response-header name, which no script sees:
// Set-Cookie or Set-Cookie2.
//
// https://fetch.spec.whatwg.org/#forbidden-response-header-name
func IsForbiddenResponseHeaderName(name string) bool {
	return header.EqualFold(name, "Set-Cookie") || header.EqualFold(name, "Set-Cookie2")
}
