package fetch

import (
	"errors"
	"strings"
)

// Check is the outcome of one check: that it passed, or why not. It is a value:
// comparable, and free of allocations when no header had to be combined.
type Check struct {
	// Code is the reason of the refusal; "" when the check passed.
	Code Code
	// Algorithm and Step say where the standard decided.
	Algorithm Algorithm
	Step      string
	// Header is the header judged, if one was, Got its value as received ("" when
	// absent: Code tells), and Want what would have passed.
	Header string
	Got    string
	Want   string
}

// Passed reports whether the check passed.
func (c Check) Passed() bool { return c.Code == "" }

// NetworkError says why a fetch ended in a network error. It is only ever used
// as a pointer.
//
// https://fetch.spec.whatwg.org/#concept-network-error
type NetworkError struct {
	Check
	Phase Phase
	// Hop counts the redirects followed before.
	Hop int
	// Method and URL are those of the request that was being made. The URL is
	// without userinfo and fragment.
	Method string
	URL    string
	// Origin is the byte-serialized request origin that was compared: "null"
	// once redirects have tainted it.
	Origin string
	// Credentials says that the credentials mode is "include".
	Credentials bool
	// UnsafeNames are the CORS-unsafe request-header names of the request.
	UnsafeNames []string
	// Err is the transport's error, if that is what failed.
	Err error
}

// Unwrap returns the transport's error, or nil.
func (e *NetworkError) Unwrap() error { return e.Err }

// Timeout reports whether the transport's error is a timeout, as net.Error says it.
func (e *NetworkError) Timeout() bool {
	var t interface{ Timeout() bool }
	return errors.As(e.Err, &t) && t.Timeout()
}

// Aborted reports whether e is an aborted network error.
//
// https://fetch.spec.whatwg.org/#concept-aborted-network-error
func (e *NetworkError) Aborted() bool { return e.Code == CodeAborted }

// Error returns one sentence: what was refused, where, and why.
func (e *NetworkError) Error() string {
	var b strings.Builder
	b.WriteString(e.subject())
	b.WriteString(": ")
	b.WriteString(e.reason())
	return b.String()
}

func (e *NetworkError) subject() string {
	switch e.Phase {
	case PhasePreflight:
		return "preflight for " + e.Method + " " + e.URL
	case PhaseRedirect:
		return "redirect from " + e.URL
	case PhaseResponse:
		return "response to " + e.Method + " " + e.URL
	}
	return e.Method + " " + e.URL
}

// quote shows a header value between backquotes, cut to a readable length.
func quote(s string) string {
	return "`" + printable(cut(s, 80)) + "`"
}

// cut shortens s to about most bytes.
func cut(s string, most int) string {
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}

// printable escapes what a terminal would not show as it is. Header values are
// bytes; those above 0x7E are shown as \xNN.
func printable(s string) string {
	const hex = "0123456789abcdef"
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case strings.HasPrefix(s[i:], "…"):
			b.WriteString("…")
			i += len("…") - 1
		case c < ' ' || c > '~':
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (e *NetworkError) reason() string {
	switch e.Code {
	case CodeAllowOriginMissing:
		return "no Access-Control-Allow-Origin header, so " + e.Origin + " may not read it"
	case CodeAllowOriginMismatch:
		return "Access-Control-Allow-Origin is " + quote(e.Got) + ", not the request's origin " + quote(e.Want)
	case CodeAllowOriginMultiple:
		return "Access-Control-Allow-Origin has more than one value, " + quote(e.Got) + "; only one is allowed"
	case CodeAllowOriginWildcard:
		return "Access-Control-Allow-Origin is `*`, which does not count when credentials are included"
	case CodeAllowCredentialsMissing:
		return "credentials are included and there is no Access-Control-Allow-Credentials header"
	case CodeAllowCredentialsInvalid:
		return "credentials are included and Access-Control-Allow-Credentials is " + quote(e.Got) + ", not exactly `true`"
	case CodePreflightStatus:
		return "status " + e.Got + " is not in the range 200 to 299"
	case CodePreflightRedirect:
		return "status " + e.Got + " is a redirect, and preflights do not follow redirects"
	case CodeAllowMethodsMalformed, CodeAllowHeadersMalformed:
		return e.Header + " is " + quote(e.Got) + ", not a comma-separated list of tokens"
	case CodeMethodNotAllowed:
		return "method " + e.Want + " is not in " + e.Header + e.listed()
	case CodeMethodWildcardCredentials:
		return "method " + e.Want + " is not in Access-Control-Allow-Methods, whose `*` does not count when credentials are included"
	case CodeHeaderNotAllowed:
		return "header " + e.Want + " is not in " + e.Header + e.listed()
	case CodeHeaderWildcardCredentials:
		return "header " + e.Want + " is not in Access-Control-Allow-Headers, whose `*` does not count when credentials are included"
	case CodeHeaderWildcardAuthorization:
		return "header authorization is not in Access-Control-Allow-Headers, whose `*` never covers it"
	case CodeRedirectModeError:
		return "status " + e.Got + " is a redirect and the redirect mode is \"error\""
	case CodeRedirectLocationInvalid:
		return "Location " + quote(e.Got) + " is not one valid URL"
	case CodeRedirectScheme:
		return "Location " + quote(e.Got) + " is neither http: nor https:"
	case CodeRedirectTooMany:
		return "more than 20 redirects"
	case CodeRedirectCredentialsForeign:
		return "Location has a user name or password in a cross-origin URL"
	case CodeRedirectCredentialsTainted:
		return "Location has a user name or password, after a cross-origin hop"
	case CodeRedirectBodyNotReplayable:
		return "status " + e.Got + " asks to send the body again, and a stream cannot be sent twice"
	case CodeRedirectRefused:
		return "the browser does not follow this redirect to another origin, though the standard does"
	case CodeNoCORSRedirectModeNotFollow:
		return "mode \"no-cors\" across origins needs redirect mode \"follow\", not " + quote(e.Got)
	case CodeSameOriginMode:
		return "mode \"same-origin\" does not reach another origin than " + e.Origin
	case CodeSchemeNotHTTP:
		return "CORS is for http: and https:, not " + quote(e.Got)
	case CodeSchemeUnsupported:
		if e.Got == "blob:" || e.Got == "file:" {
			return quote(e.Got) + " URLs are not modelled"
		}
		return "nothing can be fetched from scheme " + quote(e.Got)
	case CodeDataURLInvalid:
		return "the data: URL has no comma, or bad base64"
	case CodeDanglingMarkup:
		return "the URL as written has a \"<\" and a line break or tab, as cut off markup has"
	case CodeHostRefused:
		return "the browser takes no host such as " + quote(e.Got)
	case CodeLocalURLsOnly:
		return "only about:, blob: and data: URLs are allowed here"
	case CodeBadPort:
		return "port " + e.Got + " is blocked"
	case CodeMixedContent:
		return "an insecure URL requested from a secure page"
	case CodeMixedContentResponse:
		return "an insecure response to a secure page"
	case CodeOnlyIfCached:
		return "cache mode \"only-if-cached\" and nothing is cached (the HTTP cache is not modelled)"
	case CodeBodyStreamHTTP1:
		return "a stream cannot be sent over HTTP/1.x, which browsers speak to every http: URL"
	case CodeKeepaliveTooLarge:
		return "keepalive bodies of " + e.Got + " bytes under way are more than 64 kibibytes"
	case CodeResourcePolicySameOrigin, CodeResourcePolicySameSite:
		return "Cross-Origin-Resource-Policy is " + quote(e.Got) + " and " + e.Origin + " is not"
	case CodeEmbedderPolicy:
		return "the page's embedder policy needs a Cross-Origin-Resource-Policy header that lets " + e.Origin + " embed it"
	case CodeMIMEType:
		return "MIME type " + quote(e.Got) + " is never run as a script"
	case CodeNosniff:
		return "X-Content-Type-Options is nosniff and the MIME type " + quote(e.Got) + " is not " + e.Want
	case CodeProxyAuthentication:
		return "status 407: the proxy asks for credentials, and there is nobody to ask"
	case CodeNetwork:
		if e.Err != nil {
			return "the network failed: " + printable(cut(e.Err.Error(), 400))
		}
		return "the network failed"
	case CodeAborted:
		return "aborted"
	}
	return string(e.Code)
}

// listed says what a list header had instead.
func (e *NetworkError) listed() string {
	if e.Got == "" {
		return ""
	}
	return ", which is " + quote(e.Got)
}
