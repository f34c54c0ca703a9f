// Package nethttp puts net/http under package fetch: fetches as a page makes them, over any http.RoundTripper.
//
// A [Client] makes the fetches of requests that package fetch describes. A [Transport] is an http.RoundTripper over it:
// with one line, existing code becomes a client that is refused what a browser is refused:
//
//	client := &http.Client{Transport: &nethttp.Transport{Page: "https://app.example/"}}
//
// The cookie jar is the Client's own, asked only where the engine includes credentials. http.Client.Jar must be nil:
// http.Client adds a Cookie header before any RoundTripper sees the request, and that header is dropped, as script's own
// would be.
//
// # What net/http cannot carry
//
// Header lines of one name keep their order; lines of different names are sent sorted by name. Names go out as the engine
// spells them in HTTP/1 and in lower case in HTTP/2; received ones arrive canonicalised, which nothing in the engine tells
// apart. A control byte other than tab in a value is an error of net/http's, in a request and in a response alike, and so
// is a received name that is no token, unless a space is all that is wrong with it. A received value that goes on in a further line is joined to one.
//
// Of what HTTP itself appends, net/http decides: Host comes from the URL, Transfer-Encoding is sent for a body of unknown
// length, and Content-Length: 0 for a PATCH without body, which the standard sends without. Of a response it removes the
// Transfer-Encoding and Trailer lines, which are put back, and a Content-Length beside chunks or repeated, which are not.
// A Content-Length that is no number is its error. Interim responses (1xx) are skipped; 101 is a failure here.
//
// User-Agent is sent when [Client.Name] says so or the request has one, and Accept-Language only when the request has
// one. Accept-Encoding is gzip, unless the engine has its own: a body in gzip is decoded here, as a browser does, and the
// lines that describe it stay as they came. Other codings are passed on as they are.
//
// A path that begins with two slashes and has bytes that net/url would escape is sent as a whole URL in the request line.
//
// Not modelled: connections kept apart by network partition and by credentials, client certificates only where
// credentials are included, the refusal of streamed bodies over HTTP/1, and HTTP authentication.
package nethttp
