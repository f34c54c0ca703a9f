package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// RequestInit is what script passes to fetch() beside the URL. A nil field is one
// that does not exist in the dictionary.
//
// https://fetch.spec.whatwg.org/#requestinit
type RequestInit struct {
	Method         *string
	Headers        []header.Line // in order, before any guard
	Body           Body          // not present: null
	Mode           *Mode
	Credentials    *CredentialsMode
	Redirect       *RedirectMode
	Cache          *CacheMode
	Referrer       *string
	ReferrerPolicy *ReferrerPolicy
	Keepalive      bool
	// Duplex says that duplex is "half", which a stream needs.
	Duplex bool
}

// NewRequest is `new Request(input, init)` as fetch() calls it, for a string: the
// request that a page asks for. The error is a *TypeError: what the constructor
// throws.
//
// Not modelled: Request objects as input, window, signal, priority, integrity.
//
// https://fetch.spec.whatwg.org/#dom-request
func NewRequest(client *Settings, input string, init RequestInit) (*Request, error) {
	if client == nil {
		client = new(Settings)
	}
	throw := func(code TypeErrorCode, step, got string) (*Request, error) {
		return nil, &TypeError{Code: code, Algorithm: algoRequest, Step: step, Got: got}
	}
	// 5.
	parsedURL, err := client.URL.Parse(input) // 5.1
	if err != nil {                           // 5.2
		return nil, &TypeError{Code: TypeErrorURL, Algorithm: algoRequest, Step: "5.2", Got: input, Err: err}
	}
	if parsedURL.IncludesCredentials() { // 5.3
		return throw(TypeErrorURLCredentials, "5.3", parsedURL.WithoutCredentials().String())
	}
	request := &Request{ // 5.4, 12
		Method: "GET", URL: parsedURL, Input: input, Client: client, UnsafeRequest: true,
		InitiatorType: InitiatorTypeFetch,
		Mode:          ModeCORS, // 5.5, 16
	}
	// 14.
	if init.Referrer != nil {
		if request.Referrer, err = parseReferrer(client, *init.Referrer); err != nil {
			return nil, err
		}
	}
	if init.ReferrerPolicy != nil { // 15
		request.ReferrerPolicy = *init.ReferrerPolicy
	}
	if init.Mode != nil { // 16
		switch *init.Mode {
		case ModeCORS, ModeNoCORS, ModeSameOrigin:
		default: // 17; and what RequestMode does not have, which would evade the CORS check
			return throw(TypeErrorMode, "17", init.Mode.String())
		}
		request.Mode = *init.Mode // 18
	}
	if init.Credentials != nil { // 19
		request.Credentials = *init.Credentials
	}
	if init.Cache != nil { // 20
		request.Cache = *init.Cache
	}
	if request.Cache == CacheOnlyIfCached && request.Mode != ModeSameOrigin { // 21
		return throw(TypeErrorOnlyIfCached, "21", request.Mode.String())
	}
	if init.Redirect != nil { // 22
		request.Redirect = *init.Redirect
	}
	request.Keepalive = init.Keepalive // 24
	// 25.
	if init.Method != nil {
		method := *init.Method // 25.1
		switch {               // 25.2
		case !header.IsToken(method):
			return throw(TypeErrorMethod, "25.2", method)
		case safelist.IsForbiddenMethod(method):
			return throw(TypeErrorMethodForbidden, "25.2", method)
		}
		request.Method = safelist.NormalizeMethod(method) // 25.3, 25.4
	}
	headers := Headers{Guard: GuardRequest} // 31
	// 32.
	if request.Mode == ModeNoCORS {
		if !safelist.IsCORSSafelistedMethod(request.Method) { // 32.1
			return throw(TypeErrorMethodNoCORS, "32.1", request.Method)
		}
		headers.Guard = GuardRequestNoCORS // 32.2
	}
	if err := headers.Fill(init.Headers); err != nil { // 33.5
		return nil, err
	}
	// 35.
	if init.Body.Present && (request.Method == "GET" || request.Method == "HEAD") {
		return throw(TypeErrorBodyMethod, "35", request.Method)
	}
	// 37.
	if init.Body.Present {
		if init.Body.Stream && init.Keepalive { // 37.1: extract a body
			return throw(TypeErrorBodyStreamKeep, "37.1", "")
		}
		request.Body = init.Body                                            // 37.2
		if init.Body.Type != "" && !headers.List.Contains("Content-Type") { // 37.4
			if err := headers.Append("Content-Type", init.Body.Type); err != nil {
				return nil, err
			}
		}
	}
	// 39.
	if request.Body.Present && request.Body.Stream {
		if !init.Duplex { // 39.1
			return throw(TypeErrorBodyStreamDuplex, "39.1", "")
		}
		if request.Mode != ModeSameOrigin && request.Mode != ModeCORS { // 39.2
			return throw(TypeErrorBodyStreamNoCORS, "39.2", request.Mode.String())
		}
		request.UseCORSPreflight = true // 39.3
	}
	request.Headers = headers.List
	return request, nil
}

// parseReferrer is step 14 of the Request constructor.
//
// https://fetch.spec.whatwg.org/#dom-request
func parseReferrer(client *Settings, referrer string) (Referrer, error) {
	if referrer == "" { // 14.2
		return NoReferrer(), nil
	}
	parsedReferrer, err := client.URL.Parse(referrer) // 14.3.1
	if err != nil {                                   // 14.3.2
		return Referrer{}, &TypeError{Code: TypeErrorReferrer, Algorithm: algoRequest, Step: "14.3.2", Got: referrer, Err: err}
	}
	// 14.3.3.
	if isAboutClient(parsedReferrer) || !parsedReferrer.Origin().SameOrigin(client.Origin) {
		return Referrer{}, nil
	}
	return ReferrerURL(parsedReferrer), nil // 14.3.4
}

func isAboutClient(u origin.URL) bool {
	return u.Scheme() == "about" && u.HasOpaquePath() && u.Path() == "client"
}
