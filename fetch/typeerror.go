package fetch

import "strconv"

// TypeErrorCode names the reason why an API threw. Codes are append-only, as [Code] is.
type TypeErrorCode string

// What the APIs throw on.
const (
	TypeErrorURL              TypeErrorCode = "url-invalid"           // does not parse
	TypeErrorURLCredentials   TypeErrorCode = "url-credentials"       // has a user name or password
	TypeErrorReferrer         TypeErrorCode = "referrer-invalid"      // does not parse
	TypeErrorMode             TypeErrorCode = "mode-navigate"         // mode "navigate", or another that script cannot have
	TypeErrorOnlyIfCached     TypeErrorCode = "only-if-cached-mode"   // without mode "same-origin"
	TypeErrorMethod           TypeErrorCode = "method-invalid"        // not a token
	TypeErrorMethodForbidden  TypeErrorCode = "method-forbidden"      // CONNECT, TRACE or TRACK
	TypeErrorMethodNoCORS     TypeErrorCode = "method-no-cors"        // not CORS-safelisted, in mode "no-cors"
	TypeErrorHeaderName       TypeErrorCode = "header-name-invalid"   // not a token
	TypeErrorHeaderValue      TypeErrorCode = "header-value-invalid"  // NUL, CR or LF in it
	TypeErrorBodyMethod       TypeErrorCode = "body-with-get-or-head" // GET or HEAD with a body
	TypeErrorBodyStreamKeep   TypeErrorCode = "body-stream-keepalive" // a stream with keepalive
	TypeErrorBodyStreamDuplex TypeErrorCode = "body-stream-no-duplex" // a stream without duplex
	TypeErrorBodyStreamNoCORS TypeErrorCode = "body-stream-no-cors"   // a stream in mode "no-cors"
	TypeErrorImmutable        TypeErrorCode = "headers-immutable"     // the guard is "immutable"
	TypeErrorByteString       TypeErrorCode = "not-a-byte-string"     // a character above U+00FF
)

// TypeError says why `new Request()`, or a method of XMLHttpRequest, throws:
// nothing is sent. (XMLHttpRequest throws other exceptions too; script that
// handles errors sees no difference that matters here.)
type TypeError struct {
	Code TypeErrorCode
	// Algorithm and Step say where the standard throws.
	Algorithm Algorithm
	Step      string
	// Got is the offending value.
	Got string
	// Err is the reason a URL does not parse, if that is why.
	Err error
}

// Unwrap returns the reason a URL does not parse, or nil.
func (e *TypeError) Unwrap() error { return e.Err }

// Error returns one sentence.
func (e *TypeError) Error() string {
	switch e.Code {
	case TypeErrorURL:
		return "URL " + strconv.Quote(e.Got) + " does not parse" + e.because()
	case TypeErrorURLCredentials:
		return "URL " + strconv.Quote(e.Got) + " was given with a user name or password"
	case TypeErrorReferrer:
		return "referrer " + strconv.Quote(e.Got) + " does not parse" + e.because()
	case TypeErrorMode:
		return "mode " + strconv.Quote(e.Got) + " is not for script"
	case TypeErrorOnlyIfCached:
		return "cache mode \"only-if-cached\" needs mode \"same-origin\", not " + strconv.Quote(e.Got)
	case TypeErrorMethod:
		return "method " + strconv.Quote(e.Got) + " is not a token"
	case TypeErrorMethodForbidden:
		return "method " + strconv.Quote(e.Got) + " is forbidden"
	case TypeErrorMethodNoCORS:
		return "mode \"no-cors\" allows GET, HEAD and POST, not " + strconv.Quote(e.Got)
	case TypeErrorHeaderName:
		return "header name " + strconv.Quote(e.Got) + " is not a token"
	case TypeErrorHeaderValue:
		return "header value " + strconv.Quote(e.Got) + " has a NUL, CR or LF in it"
	case TypeErrorBodyMethod:
		return "a " + e.Got + " request has no body"
	case TypeErrorBodyStreamKeep:
		return "a stream cannot be the body of a keepalive request"
	case TypeErrorBodyStreamDuplex:
		return "a stream as body needs duplex \"half\""
	case TypeErrorBodyStreamNoCORS:
		return "a stream as body needs mode \"cors\" or \"same-origin\", not " + strconv.Quote(e.Got)
	case TypeErrorImmutable:
		return "headers that are immutable cannot be changed"
	case TypeErrorByteString:
		return strconv.Quote(e.Got) + " has a character above U+00FF"
	}
	return string(e.Code)
}

func (e *TypeError) because() string {
	if e.Err == nil {
		return ""
	}
	return ": " + e.Err.Error()
}

// Fix returns what to change, as one clause without a full stop.
func (e *TypeError) Fix() string {
	switch e.Code {
	case TypeErrorURL, TypeErrorReferrer:
		return "give an absolute URL, or one relative to the page's"
	case TypeErrorURLCredentials:
		return "take the user name and password out of the URL and send an `Authorization` header"
	case TypeErrorMode:
		return "use mode \"cors\", \"no-cors\" or \"same-origin\""
	case TypeErrorOnlyIfCached:
		return "add mode \"same-origin\", or use cache mode \"force-cache\""
	case TypeErrorMethod:
		return "use letters only, such as `PATCH`"
	case TypeErrorMethodForbidden:
		return "use another method: browsers never send this one"
	case TypeErrorMethodNoCORS, TypeErrorBodyStreamNoCORS:
		return "use mode \"cors\""
	case TypeErrorHeaderName:
		return "use letters, digits and hyphens only"
	case TypeErrorHeaderValue, TypeErrorByteString:
		return "encode the value, for example with encodeURIComponent"
	case TypeErrorBodyMethod:
		return "use `POST`, or put the data into the URL"
	case TypeErrorBodyStreamKeep:
		return "send a string, Blob or ArrayBuffer, or drop keepalive"
	case TypeErrorBodyStreamDuplex:
		return "add duplex: \"half\""
	}
	return ""
}
