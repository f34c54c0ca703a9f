package fetch

// Fix returns what to change so that the fetch is not refused for this reason,
// as one clause without a full stop. Further checks may refuse it after that. It
// is "" where nothing sensible can be advised.
func (e *NetworkError) Fix() string {
	where := "on the response to " + e.Method + " " + e.URL
	if e.Phase == PhasePreflight {
		where = "on the response to OPTIONS " + e.URL
	}
	switch e.Code {
	case CodeAllowOriginMissing, CodeAllowOriginMultiple, CodeAllowOriginWildcard, CodeAllowOriginMismatch:
		fix := "send exactly one `Access-Control-Allow-Origin: " + e.Origin + "` " + where
		if e.Code == CodeAllowOriginMissing {
			fix = "send `Access-Control-Allow-Origin: " + e.Origin + "` " + where
		}
		if e.Credentials {
			fix += ", with `Access-Control-Allow-Credentials: true`"
		}
		if e.Origin == "null" {
			fix += " (the origin is `null` here: every sandboxed page has it, so think before allowing it)"
		} else {
			fix += ", and `Vary: Origin` if it depends on the request"
		}
		return fix
	case CodeAllowCredentialsMissing, CodeAllowCredentialsInvalid:
		return "send `Access-Control-Allow-Credentials: true` " + where + ", or fetch without credentials"
	case CodePreflightStatus:
		return "answer OPTIONS " + e.URL + " with status 204 or 200, before any authentication or routing"
	case CodePreflightRedirect:
		return "answer OPTIONS " + e.URL + " itself with status 204; or let the page fetch the final URL"
	case CodeAllowMethodsMalformed, CodeAllowHeadersMalformed:
		return "make `" + e.Header + "` a comma-separated list of names, without quotes, spaces inside names or other characters"
	case CodeMethodNotAllowed, CodeMethodWildcardCredentials:
		return "send `Access-Control-Allow-Methods: " + e.Want + "` " + where + " (method names are case-sensitive)"
	case CodeHeaderNotAllowed, CodeHeaderWildcardCredentials, CodeHeaderWildcardAuthorization:
		return "send `Access-Control-Allow-Headers: " + e.Want + "` " + where
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
	case CodeRedirectRefused:
		return "answer without a redirect, or redirect within one origin"
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
	case CodeMixedContent, CodeMixedContentResponse:
		return "serve it over https:"
	case CodeOnlyIfCached:
		return "use another cache mode"
	case CodeKeepaliveTooLarge:
		return "send less than 65,536 bytes, or no keepalive"
	case CodeResourcePolicySameOrigin, CodeResourcePolicySameSite, CodeEmbedderPolicy:
		return "send `Cross-Origin-Resource-Policy: cross-origin` " + where + ", or fetch with mode \"cors\""
	case CodeMIMEType, CodeNosniff:
		return "send the right `Content-Type` " + where
	}
	return ""
}
