package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// passesCORSCheck is CORSCheck for fast paths: nobody is told why. The request origin
// is not empty, so no response without the header has it.
func passesCORSCheck(requestOrigin string, mode CredentialsMode, response header.List) bool {
	allowed, _ := response.Get("Access-Control-Allow-Origin")
	if mode != CredentialsInclude {
		return allowed == "*" || allowed == requestOrigin
	}
	credentials, _ := response.Get("Access-Control-Allow-Credentials")
	return allowed == requestOrigin && credentials == "true"
}

// passesPreflightCheck reports whether preflightCheck is known to pass, for a fast
// path: it judges what is not known to.
func (f *Fetch) passesPreflightCheck(res *Response) bool {
	if p := &f.ua.Profile.Preflight; f.trace != nil || p.Tokens != nil || p.UnsafeNames != nil || p.NamesAfterRedirect != nil {
		return false
	}
	return passesCORSCheck(f.preflightOrigin(), f.request.Credentials, res.Headers) && IsOKStatus(res.Status) &&
		f.listsMethod(res.Headers) && f.listsHeaderNames(res.Headers)
}

// listsMethod reports whether the method is listed, or needs no listing.
func (f *Fetch) listsMethod(response header.List) bool {
	method := f.request.Method
	// Fast path: the one method that is asked for.
	if value, _ := response.Get(allowMethods); value == method && header.IsToken(method) {
		return true
	}
	listed := safelist.IsCORSSafelistedMethod(method)
	methods, result := response.Tokens(allowMethods)
	for name := range methods.All() {
		listed = listed || name == method
	}
	return listed && result != header.Failure
}

// listsHeaderNames reports whether the unsafe names are listed one by one, and with
// them Authorization.
func (f *Fetch) listsHeaderNames(response header.List) bool {
	// Fast path: the very value that was asked for.
	asked := f.known.joined.of(f.unsafeNames)
	if value, _ := response.Get(allowHeaders); value == asked.joined && asked.isList {
		return true
	}
	names := newNameSet(f.unsafeNames)
	listed, result := response.Tokens(allowHeaders)
	for name := range listed.All() {
		names.add(name)
	}
	return names.full() && result != header.Failure
}
