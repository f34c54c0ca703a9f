package fetch

// Code names the reason of a network error. Codes are stable: a name is never
// changed or given another meaning, only added.
type Code string

// What the CORS check refuses.
const (
	CodeAllowOriginMissing      Code = "allow-origin-missing"              // no Access-Control-Allow-Origin
	CodeAllowOriginMismatch     Code = "allow-origin-mismatch"             // it names another origin, or no origin
	CodeAllowOriginMultiple     Code = "allow-origin-multiple"             // it has more than one value
	CodeAllowOriginWildcard     Code = "allow-origin-wildcard-credentials" // it is * and credentials are included
	CodeAllowCredentialsMissing Code = "allow-credentials-missing"         // no Access-Control-Allow-Credentials
	CodeAllowCredentialsInvalid Code = "allow-credentials-not-true"        // it is not `true`
)

// What the CORS-preflight fetch refuses.
const (
	CodePreflightStatus             Code = "preflight-status"              // not an ok status
	CodePreflightRedirect           Code = "preflight-redirect"            // a redirect status
	CodeAllowMethodsMalformed       Code = "allow-methods-malformed"       // not a list of tokens
	CodeAllowHeadersMalformed       Code = "allow-headers-malformed"       // not a list of tokens
	CodeMethodNotAllowed            Code = "method-not-allowed"            // the method is not listed
	CodeMethodWildcardCredentials   Code = "method-wildcard-credentials"   // only * is, and credentials are included
	CodeHeaderNotAllowed            Code = "header-not-allowed"            // a header name is not listed
	CodeHeaderWildcardCredentials   Code = "header-wildcard-credentials"   // only * is, and credentials are included
	CodeHeaderWildcardAuthorization Code = "header-wildcard-authorization" // only * is, and it never covers Authorization
)

// What HTTP-redirect fetch and the redirect mode refuse.
const (
	CodeRedirectModeError           Code = "redirect-mode-error"               // redirect mode "error"
	CodeRedirectLocationInvalid     Code = "redirect-location-invalid"         // Location does not parse
	CodeRedirectScheme              Code = "redirect-scheme"                   // to a scheme other than http and https
	CodeRedirectTooMany             Code = "redirect-too-many"                 // a 21st redirect
	CodeRedirectCredentialsForeign  Code = "redirect-credentials-cross-origin" // userinfo in a cross-origin Location
	CodeRedirectCredentialsTainted  Code = "redirect-credentials-cors"         // userinfo in a Location, tainting "cors"
	CodeRedirectBodyNotReplayable   Code = "redirect-body-stream"              // a streamed body cannot be sent again
	CodeRedirectRefused             Code = "redirect-refused"                  // the user agent does not follow it, though the standard does
	CodeNoCORSRedirectModeNotFollow Code = "no-cors-redirect-mode"             // mode "no-cors" needs redirect mode "follow"
)

// What is refused before anything is sent.
const (
	CodeSameOriginMode    Code = "same-origin-mode"    // mode "same-origin" and a cross-origin URL
	CodeSchemeNotHTTP     Code = "scheme-not-http"     // mode "cors" and a scheme other than http and https
	CodeSchemeUnsupported Code = "scheme-unsupported"  // nothing can be fetched there (or it is not modelled)
	CodeDataURLInvalid    Code = "data-url-invalid"    // a data: URL that does not parse
	CodeDanglingMarkup    Code = "dangling-markup"     // the URL as written looks like markup that was cut off
	CodeHostRefused       Code = "host-refused"        // the user agent takes no such host, though it is valid
	CodeLocalURLsOnly     Code = "local-urls-only"     // the local-URLs-only flag
	CodeBadPort           Code = "bad-port"            // a blocked port
	CodeMixedContent      Code = "mixed-content"       // an insecure URL from a secure page
	CodeOnlyIfCached      Code = "only-if-cached"      // nothing is cached: the HTTP cache is not modelled
	CodeBodyStreamHTTP1   Code = "body-stream-http1"   // a streamed body to an http: URL
	CodeKeepaliveTooLarge Code = "keepalive-too-large" // more than 64 kibibytes
)

// What is refused of a response for other reasons than CORS.
const (
	CodeResourcePolicySameOrigin Code = "resource-policy-same-origin" // Cross-Origin-Resource-Policy: same-origin
	CodeResourcePolicySameSite   Code = "resource-policy-same-site"   // Cross-Origin-Resource-Policy: same-site
	CodeEmbedderPolicy           Code = "embedder-policy"             // no policy, and the page's embedder policy needs one
	CodeMixedContentResponse     Code = "mixed-content-response"      // the response came over an insecure URL
	CodeMIMEType                 Code = "mime-type"                   // a MIME type that script must not have
	CodeNosniff                  Code = "nosniff"                     // X-Content-Type-Options: nosniff
	CodeProxyAuthentication      Code = "proxy-authentication"        // 407; prompting is not modelled
)

// What the transport or the embedder ends.
const (
	CodeNetwork Code = "network" // the transport failed
	CodeAborted Code = "aborted" // Abort was called
)
