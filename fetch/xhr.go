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
	Body    Body          // not present: null
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
	if x.Body.Stream {
		return nil, &TypeError{Code: TypeErrorBodyStreamXHR, Algorithm: algoSend, Step: "4", Got: "ReadableStream"}
	}
	if err := x.open(req); err != nil {
		return nil, err
	}
	if err := setRequestHeaders(&req.Headers, x.Headers); err != nil {
		return nil, err
	}
	// 3, 4.
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
	if !header.IsToken(x.Method) { // 2
		return &TypeError{Code: TypeErrorMethod, Algorithm: algoOpen, Step: "2", Got: x.Method}
	}
	if safelist.IsForbiddenMethod(x.Method) { // 3
		return &TypeError{Code: TypeErrorMethodForbidden, Algorithm: algoOpen, Step: "3", Got: x.Method}
	}
	req.Method = safelist.NormalizeMethod(x.Method) // 4
	parsedURL, err := req.Client.URL.Parse(x.URL)   // 5
	if err != nil {                                 // 6
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
		name, value := line.Name, header.Normalize(line.Value) // 3
		switch {                                               // 4
		case !header.IsName(name):
			return &TypeError{Code: TypeErrorHeaderName, Algorithm: algoSetHeader, Step: "4", Got: name}
		case !header.IsValue(value):
			return &TypeError{Code: TypeErrorHeaderValue, Algorithm: algoSetHeader, Step: "4", Got: value}
		}
		if !safelist.IsForbiddenRequestHeader(name, value) { // 5
			accepted = append(accepted, header.Line{Name: name, Value: value})
		}
	}
	authorRequestHeaders.CombineAll(accepted...) // 6
	return nil
}

// setBodyContentType is the part of send() that gives a body its Content-Type.
//
// https://xhr.spec.whatwg.org/#the-send()-method
func setBodyContentType(authorRequestHeaders *header.List, body Body) {
	original, ok := authorRequestHeaders.Get("Content-Type") // 4.4
	if !ok {                                                 // 4.6
		if body.Type != "" {
			authorRequestHeaders.Set("Content-Type", body.Type)
		}
		return
	}
	if !body.IsText { // 4.5.1
		return
	}
	contentType, ok := safelist.ParseMIMEType(original) // 4.5.1.1
	if !ok {
		return
	}
	for i, p := range contentType.Parameters { // 4.5.1.2
		if p.Name == "charset" && !header.EqualFold(p.Value, "UTF-8") {
			contentType.Parameters[i].Value = "UTF-8"
			authorRequestHeaders.Set("Content-Type", contentType.String())
		}
	}
}
