package remedy

import (
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// mendPage tries what the page could ask for instead. Last is the last request that was answered, or nil.
func (c *cure) mendPage(f conformance.FetchInit, req *fetch.Request, e *fetch.NetworkError, last *seen, try func(conformance.FetchInit)) {
	switch e.Code {
	case fetch.CodeSameOriginMode:
		f.Mode = new(fetch.ModeCORS)
	case fetch.CodeNoCORSRedirectModeNotFollow, fetch.CodeRedirectModeError:
		f.Redirect = nil
	case fetch.CodeOnlyIfCached:
		f.Cache = nil
	case fetch.CodeKeepaliveTooLarge:
		f.Keepalive = nil
	case fetch.CodeRedirectBodyNotReplayable, fetch.CodeBodyStreamHTTP1:
		f.BodyStream = nil
		if f.Body == nil {
			f.Body = new("")
		}
	case fetch.CodeDanglingMarkup:
		f.URL = strings.NewReplacer("<", "%3C", "\n", "", "\r", "", "\t", "").Replace(f.URL)
	case fetch.CodeMixedContent:
		if e.Hop > 0 {
			return // the redirect is at fault
		}
		f.URL = secure(req.URL)
	case fetch.CodeBadPort:
		if e.Hop > 0 {
			return
		}
		f.URL = strings.Replace(req.URL.String(), ":"+e.Got, ":8080", 1)
	case fetch.CodeMethodNotAllowed, fetch.CodeMethodWildcardCredentials:
		other := spelling(e)
		if other == "" {
			return
		}
		f.Method = &other
	default:
		target := ""
		switch {
		case last == nil:
		case isRedirect(last) && (e.Phase == fetch.PhasePreflight || e.Code == fetch.CodeRedirectRefused):
			target = location(&last.Rule)
		case e.Origin == "null" && !req.Origin.IsOpaque() && e.Header != "" && *last.Method == req.Method:
			target = last.URL.String() // redirects made the origin null
		}
		if target == "" || target == f.URL {
			return
		}
		f.URL = target
	}
	try(f)
}

// spelling is how the page should write a method that is refused: as the server lists it, or PATCH, which fetch() does
// not upper-case. It is "" when the page cannot help: it cannot send a method such as `put`.
func spelling(e *fetch.NetworkError) string {
	upper := strings.ToUpper(e.Want)
	if upper == e.Want {
		return ""
	}
	listed, _ := header.List{{Name: allowMethods, Value: e.Got}}.ExtractTokens(allowMethods)
	for _, method := range listed {
		if header.EqualFold(method, e.Want) {
			return method
		}
	}
	if upper == "PATCH" {
		return upper
	}
	return ""
}

// mendCall tries what the page could give to the API that threw.
func (c *cure) mendCall(f conformance.FetchInit, code fetch.TypeErrorCode, try func(conformance.FetchInit)) {
	switch code {
	case fetch.TypeErrorURLCredentials:
		u, err := origin.ParseURL(f.URL)
		if err != nil {
			return
		}
		f.URL = u.WithoutCredentials().String()
	case fetch.TypeErrorMode, fetch.TypeErrorMethodNoCORS, fetch.TypeErrorBodyStreamNoCORS:
		f.Mode = new(fetch.ModeCORS)
	case fetch.TypeErrorOnlyIfCached:
		f.Cache = new(fetch.CacheForceCache)
	case fetch.TypeErrorBodyMethod:
		f.Method = new("POST")
	case fetch.TypeErrorBodyStreamKeep:
		f.Keepalive = nil
	default:
		return
	}
	try(f)
}

// isRedirect reports whether an answer has a status 3xx.
func isRedirect(x *seen) bool { return *x.Status >= 300 && *x.Status <= 399 }

// location is where an answer redirects to, if that is an http: or https: URL; otherwise "".
func location(r *conformance.Rule) string {
	value, _ := lines(r.Headers).Get("Location")
	u, err := r.URL.Parse(value)
	if err != nil || value == "" || !u.IsHTTP() {
		return ""
	}
	return u.WithoutCredentials().String()
}

// secure is a URL with https: for http:.
func secure(u origin.URL) string { return strings.Replace(u.String(), "http:", "https:", 1) }
