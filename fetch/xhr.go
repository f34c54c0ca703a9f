package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// XMLHttpRequest is what script does with an XMLHttpRequest before it is sent:
// open(Method, URL), setRequestHeader for each of Headers, send(Body).
//
// https://xhr.spec.whatwg.org/#interface-xmlhttprequest
type XMLHttpRequest struct {
	Method  string
	URL     string
	Headers []header.Line // one call of setRequestHeader each, in order
	// Body is what is given to send(); not present: null. A stream is none of the types
	// that send() takes, so that Web IDL makes the string "[object ReadableStream]" of it.
	Body Body
	// WithCredentials is the cross-origin credentials.
	WithCredentials bool
	// UploadListener says that an event listener is registered on the upload object.
	UploadListener bool
}

// NewXMLHttpRequest returns the request that send() makes. The error is a
// *TypeError, for what open or setRequestHeader throws.
//
// Not modelled: open's user name and password, timeouts, synchronous requests.
//
// https://xhr.spec.whatwg.org/#the-send()-method
func NewXMLHttpRequest(client *Settings, x XMLHttpRequest) (*Request, error) {
	if client == nil {
		client = new(Settings)
	}
	req := &Request{
		Client: client, UnsafeRequest: true, Mode: ModeCORS,
		UseCORSPreflight: x.UploadListener, InitiatorType: InitiatorTypeXMLHttpRequest,
	}
	if x.WithCredentials {
		req.Credentials = CredentialsInclude
	}
	if err := x.open(req); err != nil {
		return nil, err
	}
	if err := setRequestHeaders(&req.Headers, x.Headers); err != nil {
		return nil, err
	}
	if x.Body.Stream { // as Web IDL converts it
		x.Body = TextBody("[object ReadableStream]")
	}
	// 3 and 4: GET and HEAD drop the body
	if x.Body.Present && req.Method != "GET" && req.Method != "HEAD" {
		req.Body = x.Body
		if x.Body.IsText {
			req.typeSet, _ = req.Headers.Get("Content-Type")
		}
		setBodyContentType(&req.Headers, x.Body)
	}
	return req, nil
}

// open is the open() method: it sets the method and the URL.
//
// https://xhr.spec.whatwg.org/#the-open()-method
func (x *XMLHttpRequest) open(req *Request) error {
	// 2: not a token: throw
	if !header.IsToken(x.Method) {
		return &TypeError{Code: TypeErrorMethod, Algorithm: algoOpen, Step: "2", Got: x.Method}
	}
	// 3: forbidden: throw
	if safelist.IsForbiddenMethod(x.Method) {
		return &TypeError{Code: TypeErrorMethodForbidden, Algorithm: algoOpen, Step: "3", Got: x.Method}
	}
	req.Method = safelist.NormalizeMethod(x.Method) // 4: normalize it
	parsedURL, err := req.Client.URL.Parse(x.URL)   // 5: parse the URL against the page's
	// 6: it does not parse: throw
	if err != nil {
		return &TypeError{Code: TypeErrorURL, Algorithm: algoOpen, Step: "6", Got: x.URL, Err: err}
	}
	req.URL, req.Input = parsedURL, x.URL
	return nil
}

// setRequestHeaders is one call of the setRequestHeader() method for each of lines.
//
// https://xhr.spec.whatwg.org/#the-setrequestheader()-method
func setRequestHeaders(authorRequestHeaders *header.List, lines []header.Line) error {
	accepted := make(header.List, 0, len(lines))
	for _, line := range lines {
		name, value := line.Name, header.Normalize(line.Value) // 3: normalize the value
		// 4: no name or no value: throw
		switch {
		case !header.IsName(name):
			return &TypeError{Code: TypeErrorHeaderName, Algorithm: algoSetHeader, Step: "4", Got: name}
		case !header.IsValue(value):
			return &TypeError{Code: TypeErrorHeaderValue, Algorithm: algoSetHeader, Step: "4", Got: value}
		}
		// 5: a forbidden header is ignored
		if !safelist.IsForbiddenRequestHeader(name, value) {
			accepted = append(accepted, header.Line{Name: name, Value: value})
		}
	}
	authorRequestHeaders.CombineAll(accepted...) // 6: combine it with those before it
	return nil
}

// setBodyContentType is the part of send() that gives a body its Content-Type.
//
// https://xhr.spec.whatwg.org/#the-send()-method
func setBodyContentType(authorRequestHeaders *header.List, body Body) {
	original, ok := authorRequestHeaders.Get("Content-Type") // 4.4: what script set
	// 4.6: nothing: the body's own type
	if !ok {
		if body.Type != "" {
			authorRequestHeaders.Set("Content-Type", body.Type)
		}
		return
	}
	// 4.5.1: only a text has a charset
	if !body.IsText {
		return
	}
	contentType, ok := safelist.ParseMIMEType(original) // 4.5.1.1: parse it
	if !ok {
		return
	}
	// 4.5.1.2: another charset than UTF-8 becomes that
	for i, p := range contentType.Parameters {
		if p.Name == "charset" && !header.EqualFold(p.Value, "UTF-8") {
			contentType.Parameters[i].Value = "UTF-8"
			authorRequestHeaders.Set("Content-Type", contentType.String())
		}
	}
}
