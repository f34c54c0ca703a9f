// Package nethttp puts net/http under package fetch: fetches as a page makes them, over any http.RoundTripper.
//
// A [Client] makes the fetches of requests that package fetch describes. A [Transport] is an http.RoundTripper over it:
// with one line, existing code becomes a client that is refused what a browser is refused:
//
//	client := &http.Client{Transport: &nethttp.Transport{Page: "https://app.example/"}}
//
// The cookie jar is [Client.Jar], asked only where the engine includes credentials. http.Client.Jar must be nil:
// http.Client adds a Cookie header before any RoundTripper sees the request, and that header is dropped, as script's own
// would be.
//
// Zero values are safe: a Client knows the public suffix list, keeps a bounded preflight cache, and bounds the header of a
// response in bytes and in time and a compressed body in what it decodes to. A body that nobody reads delays no verdict.
//
// # What net/http cannot carry
//
// Header lines of one name keep their order; lines of different names are sent sorted by name. Names go out as the engine
// spells them in HTTP/1 and in lower case in HTTP/2. Received names are canonicalised, which the engine cannot tell from
// how they were written. A control byte other than tab in a value is an error of net/http, in requests and responses alike,
// and so is a received name that is no token, unless its only fault is a space. A received value that continues on the next
// line becomes one value.
//
// Host, Content-Length, Transfer-Encoding and Trailer of a request are net/http's: Host comes from the URL,
// Transfer-Encoding is sent for a body of unknown length, and Content-Length: 0 for a PATCH without a body, where the
// standard sends none. Of a response net/http removes the Transfer-Encoding and Trailer lines, which are put back, and a
// Content-Length that is repeated or stands beside chunks, which is not. A Content-Length that is no number is its error.
// Interim responses (1xx) are skipped; 101 is a network error.
//
// User-Agent is sent when [Client.Name] says so or the request has one, and Accept-Language only when the request has
// one. Accept-Encoding is gzip, unless the engine sets it. A body in gzip is decoded, as in a browser; a body in another
// coding, or in several, is passed on as it is.
//
// A path that begins with two slashes and has bytes that net/url would escape is sent as a whole URL in the request line.
//
// Not modelled: connections kept apart by network partition and by credentials, client certificates only where
// credentials are included, the refusal of streamed bodies over HTTP/1, and HTTP authentication.
package nethttp
