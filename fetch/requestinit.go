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
	parsedURL, err := client.URL.Parse(input) // 5.1: parse the URL against the page's
	// 5.2: it does not parse: throw
	if err != nil {
		return nil, &TypeError{Code: TypeErrorURL, Algorithm: algoRequest, Step: "5.2", Got: input, Err: err}
	}
	// 5.3: it has credentials: throw
	if parsedURL.IncludesCredentials() {
		return throw(TypeErrorURLCredentials, "5.3", parsedURL.WithoutCredentials().String())
	}
	// 5.4, 5.5 and 12: a request of that URL by the page, in mode "cors"
	request := &Request{
		Method: "GET", URL: parsedURL, Input: input, Client: client, UnsafeRequest: true,
		InitiatorType: InitiatorTypeFetch, Mode: ModeCORS,
	}
	// 14: the referrer
	if init.Referrer != nil {
		if request.Referrer, err = parseReferrer(client, *init.Referrer); err != nil {
			return nil, err
		}
	}
	// 15: the referrer policy
	if init.ReferrerPolicy != nil {
		request.ReferrerPolicy = *init.ReferrerPolicy
	}
	// 16: the mode
	if init.Mode != nil {
		switch *init.Mode {
		case ModeCORS, ModeNoCORS, ModeSameOrigin:
		// 17: mode "navigate", or one that script has no word for and that would evade the CORS check: throw
		default:
			return throw(TypeErrorMode, "17", init.Mode.String())
		}
		request.Mode = *init.Mode // 18: set it
	}
	// 19: the credentials mode
	if init.Credentials != nil {
		request.Credentials = *init.Credentials
	}
	// 20: the cache mode
	if init.Cache != nil {
		request.Cache = *init.Cache
	}
	// 21: "only-if-cached" without mode "same-origin": throw
	if request.Cache == CacheOnlyIfCached && request.Mode != ModeSameOrigin {
		return throw(TypeErrorOnlyIfCached, "21", request.Mode.String())
	}
	// 22: the redirect mode
	if init.Redirect != nil {
		request.Redirect = *init.Redirect
	}
	request.Keepalive = init.Keepalive // 24: keepalive
	// 25: the method
	if init.Method != nil {
		method := *init.Method // 25.1: name it
		// 25.2: not a token, or forbidden: throw
		switch {
		case !header.IsToken(method):
			return throw(TypeErrorMethod, "25.2", method)
		case safelist.IsForbiddenMethod(method):
			return throw(TypeErrorMethodForbidden, "25.2", method)
		}
		request.Method = safelist.NormalizeMethod(method) // 25.3 and 25.4: normalize and set it
	}
	headers := Headers{Guard: GuardRequest} // 31: a Headers object
	// 32: mode "no-cors"
	if request.Mode == ModeNoCORS {
		// 32.1: a method that is not CORS-safelisted: throw
		if !safelist.IsCORSSafelistedMethod(request.Method) {
			return throw(TypeErrorMethodNoCORS, "32.1", request.Method)
		}
		headers.Guard = GuardRequestNoCORS // 32.2: only harmless headers
	}
	// 33.5: fill it with the given headers
	if err := headers.Fill(init.Headers); err != nil {
		return nil, err
	}
	// 35: GET or HEAD with a body: throw
	if init.Body.Present && (request.Method == "GET" || request.Method == "HEAD") {
		return throw(TypeErrorBodyMethod, "35", request.Method)
	}
	// 37: a body
	if init.Body.Present {
		// 37.1: extract it, which throws for a stream of a keepalive request
		if init.Body.Stream && init.Keepalive {
			return throw(TypeErrorBodyStreamKeep, "37.1", "")
		}
		request.Body = init.Body // 37.2: set it
		// 37.4: it has a type, and there is no Content-Type: append one
		if init.Body.Type != "" && !headers.List.Contains("Content-Type") {
			if err := headers.Append("Content-Type", init.Body.Type); err != nil {
				return nil, err
			}
		}
	}
	// 39: a stream
	if request.Body.Present && request.Body.Stream {
		// 39.1: without duplex: throw
		if !init.Duplex {
			return throw(TypeErrorBodyStreamDuplex, "39.1", "")
		}
		// 39.2: in mode "no-cors": throw
		if request.Mode != ModeSameOrigin && request.Mode != ModeCORS {
			return throw(TypeErrorBodyStreamNoCORS, "39.2", request.Mode.String())
		}
		request.UseCORSPreflight = true // 39.3: it always needs a preflight
	}
	request.Headers = headers.List
	return request, nil
}

// parseReferrer is step 14 of the Request constructor.
//
// https://fetch.spec.whatwg.org/#dom-request
func parseReferrer(client *Settings, referrer string) (Referrer, error) {
	if referrer == "" {
		return NoReferrer(), nil // 14.2: the empty string: no referrer
	}
	parsedReferrer, err := client.URL.Parse(referrer) // 14.3.1: parse it against the page's URL
	// 14.3.2: it does not parse: throw
	if err != nil {
		return Referrer{}, &TypeError{Code: TypeErrorReferrer, Algorithm: algoRequest, Step: "14.3.2", Got: referrer, Err: err}
	}
	// 14.3.3: about:client or another origin's: the page
	if isAboutClient(parsedReferrer) || !parsedReferrer.Origin().SameOrigin(client.Origin) {
		return Referrer{}, nil
	}
	return ReferrerURL(parsedReferrer), nil // 14.3.4: the URL
}

func isAboutClient(u origin.URL) bool {
	return u.Scheme() == "about" && u.HasOpaquePath() && u.Path() == "client"
}
