package fetch

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch/header"
)

// Fix returns what to change so that the fetch is not refused for this reason,
// as one clause without a full stop. Further checks may refuse it after that. It
// is "" where nothing sensible can be advised. It never advises to open a
// response to everybody together with credentials.
func (e *NetworkError) Fix() string {
	switch e.Code {
	case CodeAllowOriginMissing, CodeAllowOriginMultiple, CodeAllowOriginWildcard, CodeAllowOriginMismatch:
		return e.fixOrigin()
	case CodeAllowCredentialsMissing, CodeAllowCredentialsInvalid:
		if e.Origin == "null" {
			return e.fixOrigin()
		}
		return "send `Access-Control-Allow-Credentials: true` " + e.where() + ", or fetch without credentials"
	case CodePreflightStatus:
		return "answer OPTIONS " + e.URL + " with status 204 or 200, before any authentication or routing"
	case CodePreflightRedirect:
		return "answer OPTIONS " + e.URL + " itself with status 204; or let the page fetch the final URL"
	case CodeAllowMethodsMalformed, CodeAllowHeadersMalformed:
		return "make `" + e.Header + "` a comma-separated list of names, without quotes, spaces inside names or other characters"
	case CodeMethodNotAllowed, CodeMethodWildcardCredentials:
		return e.fixMethod()
	case CodeHeaderNotAllowed, CodeHeaderWildcardCredentials, CodeHeaderWildcardAuthorization:
		return e.fixHeaderNames()
	case CodeRedirectModeError:
		return "fetch the final URL, or use redirect mode \"follow\""
	case CodeRedirectLocationInvalid:
		return "send one valid URL in `Location`"
	case CodeRedirectScheme:
		return "redirect to an http: or https: URL"
	case CodeRedirectTooMany:
		return "break the redirect loop"
	case CodeRedirectCredentialsForeign, CodeRedirectCredentialsTainted:
		return "send a `Location` without user name and password"
	case CodeRedirectBodyNotReplayable:
		return "send the body as a string, Blob or ArrayBuffer, or answer with status 303"
	case CodeNoCORSRedirectModeNotFollow:
		return "use redirect mode \"follow\", or mode \"cors\""
	case CodeSameOriginMode:
		return "use mode \"cors\""
	case CodeSchemeNotHTTP, CodeSchemeUnsupported:
		return "fetch an http: or https: URL"
	case CodeDataURLInvalid:
		return "write `data:,` followed by the percent-encoded data"
	case CodeBadPort:
		return "serve it on a port that browsers do not block, such as 8080"
	case CodeDanglingMarkup:
		return "write `%3C` for `<`, or leave out the line breaks and tabs"
	case CodeMixedContent, CodeMixedContentResponse:
		return "serve it over https:"
	case CodeOnlyIfCached:
		return "use another cache mode"
	case CodeKeepaliveTooLarge:
		return "send at most 65,536 bytes, or no keepalive"
	case CodeResourcePolicySameOrigin, CodeResourcePolicySameSite, CodeEmbedderPolicy:
		return "if " + e.Origin + " is meant to embed it, send `Cross-Origin-Resource-Policy: " + e.Want + "` " + e.where() +
			"; or fetch with mode \"cors\""
	case CodeMIMEType, CodeNosniff:
		return "send the right `Content-Type` " + e.where()
	}
	return ""
}

// where says which response to change.
func (e *NetworkError) where() string {
	if e.Phase == PhasePreflight {
		return "on the response to OPTIONS " + e.URL
	}
	return "on the response to " + e.Method + " " + e.URL
}

func (e *NetworkError) fixOrigin() string {
	if e.Origin == "null" {
		return e.fixNullOrigin()
	}
	fix := "send exactly one `Access-Control-Allow-Origin: " + e.Origin + "` " + e.where()
	if e.Code == CodeAllowOriginMissing {
		fix = "send `Access-Control-Allow-Origin: " + e.Origin + "` " + e.where()
	}
	if e.Credentials {
		fix += ", with `Access-Control-Allow-Credentials: true`"
	}
	return fix + ", and `Vary: Origin` if it depends on the request"
}

// fixNullOrigin never advises to allow `null`: every sandboxed page has that
// origin, and so allowing it allows everybody.
func (e *NetworkError) fixNullOrigin() string {
	fix := "serve the page from an origin of its own, without sandboxing it away; do not allow `null`, which every sandboxed page can send"
	if e.Hop > 0 {
		fix = "let the page fetch the final URL itself: a redirect from one origin to another made the origin `null`, which every sandboxed page can send, so do not allow it"
	}
	if !e.Credentials && e.Got != "*" {
		fix += "; or, if it is public, send `Access-Control-Allow-Origin: *` " + e.where()
	}
	return fix
}

func (e *NetworkError) fixMethod() string {
	listed, _ := header.List{{Name: allowMethods, Value: e.Got}}.ExtractTokens(allowMethods)
	otherCase := ""
	if i := slices.IndexFunc(listed, func(method string) bool { return header.EqualFold(method, e.Want) }); i >= 0 {
		otherCase = listed[i]
	}
	switch {
	case otherCase != "":
		return "write the method as `" + otherCase + "` in the page: method names are case-sensitive"
	case e.Got == "" || e.Code == CodeMethodWildcardCredentials:
		return "send `Access-Control-Allow-Methods: " + e.Want + "` " + e.where()
	}
	return "add `" + e.Want + "` to `Access-Control-Allow-Methods` " + e.where()
}

// fixHeaderNames names at once all that is missing.
func (e *NetworkError) fixHeaderNames() string {
	names, _ := header.List{{Name: allowHeaders, Value: e.Got}}.ExtractTokens(allowHeaders)
	listed := newNameSet(names, len(e.UnsafeNames))
	wildcard := !e.Credentials && slices.Contains(names, "*")
	var missing []string
	for _, name := range e.UnsafeNames {
		if !listed.has(name) && (!wildcard || name == "authorization") {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		missing = []string{e.Want}
	}
	if len(names) == 0 || e.Code == CodeHeaderWildcardCredentials && len(names) == 1 {
		return "send `Access-Control-Allow-Headers: " + strings.Join(missing, ", ") + "` " + e.where()
	}
	return "add `" + strings.Join(missing, ", ") + "` to `Access-Control-Allow-Headers` " + e.where()
}
