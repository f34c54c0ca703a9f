package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// accessControl is the lines of a response that its checks are about, found in one
// pass. It is for fast paths: they know of most responses that a check passes, and
// leave the others to the algorithm.
type accessControl struct {
	allowOrigin, allowCredentials, allowMethods, allowHeaders field
}

// field is the lines of one name.
type field struct {
	lines int
	value string // of the last line
}

func (f *field) add(value string) { f.lines, f.value = f.lines+1, value }

// is reports whether there is one line, with this value.
func (f *field) is(value string) bool { return f.lines == 1 && f.value == value }

func (a *accessControl) find(l header.List) {
	for i := range l {
		switch name := l[i].Name; {
		case header.EqualFold(name, "Access-Control-Allow-Origin"):
			a.allowOrigin.add(l[i].Value)
		case header.EqualFold(name, "Access-Control-Allow-Credentials"):
			a.allowCredentials.add(l[i].Value)
		case header.EqualFold(name, allowMethods):
			a.allowMethods.add(l[i].Value)
		case header.EqualFold(name, allowHeaders):
			a.allowHeaders.add(l[i].Value)
		}
	}
}

// passesCORSCheck reports whether the CORS check is known to pass.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func (a *accessControl) passesCORSCheck(requestOrigin string, mode CredentialsMode) bool {
	if mode != CredentialsInclude {
		return a.allowOrigin.is("*") || a.allowOrigin.is(requestOrigin) // 3, 5
	}
	return a.allowOrigin.is(requestOrigin) && a.allowCredentials.is("true") // 7
}

// passesCORSCheck reports whether the CORS check is known to pass.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func passesCORSCheck(requestOrigin string, mode CredentialsMode, l header.List) bool {
	var a accessControl
	a.find(l)
	return a.passesCORSCheck(requestOrigin, mode)
}

// passesPreflightCheck reports whether steps 7 to 7.7 of CORS-preflight fetch are
// known to pass.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) passesPreflightCheck(res *Response) bool {
	if p := &f.ua.Profile.Preflight; f.trace != nil || p.Tokens != nil || p.UnsafeNames != nil || p.NamesAfterRedirect != nil {
		return false
	}
	var a accessControl
	a.find(res.Headers)
	return a.passesCORSCheck(f.preflightOrigin(), f.request.Credentials) && IsOKStatus(res.Status) && // 7
		f.listsMethod(&a.allowMethods) && f.listsHeaderNames(&a.allowHeaders)
}

// listsMethod reports whether steps 7.1, 7.3 and 7.5 of CORS-preflight fetch are
// known to pass.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) listsMethod(allowed *field) bool {
	method, listed := f.request.Method, false
	if allowed.lines != 1 {
		return allowed.lines == 0 && safelist.Method(method)
	}
	result := header.List{{Name: allowMethods, Value: allowed.value}}.EachToken(allowMethods, func(name string) bool {
		listed = name == method
		return !listed
	})
	return result == header.Values && (listed || safelist.Method(method))
}

// listsHeaderNames reports whether steps 7.2, 7.3, 7.6 and 7.7 of CORS-preflight
// fetch are known to pass.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (f *Fetch) listsHeaderNames(allowed *field) bool {
	if allowed.lines != 1 {
		return allowed.lines == 0 && len(f.unsafeNames) == 0
	}
	names := newNameSet(f.unsafeNames)
	result := header.List{{Name: allowHeaders, Value: allowed.value}}.EachToken(allowHeaders, func(name string) bool {
		names.add(name)
		return true
	})
	return result == header.Values && names.full()
}
