package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// passesCORSCheck reports whether the CORS check passes, for a fast path: that nobody
// is told of it, nor why.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func passesCORSCheck(requestOrigin string, mode CredentialsMode, response header.List) bool {
	allowed, ok := response.Get("Access-Control-Allow-Origin") // 1
	switch {
	case !ok: // 2
		return false
	case mode != CredentialsInclude: // 3 to 5
		return allowed == "*" || allowed == requestOrigin
	case allowed != requestOrigin: // 4
		return false
	}
	credentials, _ := response.Get("Access-Control-Allow-Credentials") // 6
	return credentials == "true"                                       // 7
}

// passesPreflightCheck reports whether steps 7 to 7.7 of CORS-preflight fetch are
// known to pass, for a fast path likewise: what it does not know of is judged.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) passesPreflightCheck(res *Response) bool {
	if p := &f.ua.Profile.Preflight; f.trace != nil || p.Tokens != nil || p.UnsafeNames != nil || p.NamesAfterRedirect != nil {
		return false
	}
	return passesCORSCheck(f.preflightOrigin(), f.request.Credentials, res.Headers) && IsOKStatus(res.Status) && // 7
		f.listsMethod(res.Headers) && f.listsHeaderNames(res.Headers)
}

// listsMethod reports whether the method is listed, or needs no listing: 7.1, 7.3
// and 7.5 of CORS-preflight fetch.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) listsMethod(response header.List) bool {
	method := f.request.Method
	// Fast path: the one method that is asked for.
	if value, _ := response.Get(allowMethods); value == method && header.IsToken(method) {
		return true
	}
	listed := safelist.Method(method)
	result := response.EachToken(allowMethods, func(name string) bool {
		listed = listed || name == method
		return !listed
	})
	return listed && result != header.Failure
}

// listsHeaderNames reports whether the unsafe names are listed: 7.2, 7.3, 7.6 and
// 7.7 of CORS-preflight fetch.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) listsHeaderNames(response header.List) bool {
	// Fast path: the very value that was asked for.
	asked := f.known.joined.of(f.unsafeNames)
	if value, _ := response.Get(allowHeaders); value == asked.joined && asked.isList {
		return true
	}
	names := newNameSet(f.unsafeNames)
	result := response.EachToken(allowHeaders, func(name string) bool {
		names.add(name)
		return true
	})
	return names.full() && result != header.Failure
}
