package fetch

import (
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Request is a request of the standard, as given to fetch. The zero value of
// each field but Method, URL and Client is the standard's default; an empty
// Method is GET. A Request is read by Start, which copies what it keeps: it may
// be reused at once, and a Fetch never changes it.
//
// Requests that web content asks for come from [NewRequest] and
// [NewXMLHttpRequest], which refuse what the APIs refuse. A Request put together
// by hand is trusted, as the standard trusts its callers.
//
// https://fetch.spec.whatwg.org/#concept-request
type Request struct {
	Method string     // a token, normalized; "" is GET
	URL    origin.URL // not zero
	// Input is the URL as script wrote it; "" when no script did.
	Input string
	// Headers is the header list: ordered lines of byte strings.
	Headers header.List
	Body    Body

	// Client is the page that asks. Nil: none; then Origin must not be zero.
	Client *Settings
	// Origin is the request's origin. Zero: "client", the client's origin.
	Origin origin.Origin

	Mode        Mode
	Credentials CredentialsMode
	Redirect    RedirectMode
	Cache       CacheMode
	Destination Destination
	Initiator   Initiator
	// InitiatorType is the initiator type, as far as it is known.
	InitiatorType InitiatorType

	Referrer       Referrer
	ReferrerPolicy ReferrerPolicy // empty: the client's

	// UnsafeRequest is the unsafe-request flag: whether a preflight is made for
	// the method and the headers. APIs that let script choose them set it.
	UnsafeRequest bool
	// UseCORSPreflight is the use-CORS-preflight flag: upload listeners of an
	// XMLHttpRequest, or a streamed body.
	UseCORSPreflight bool
	LocalURLsOnly    bool
	Keepalive        bool

	// Trace is told each decision. Nil: nobody is.
	Trace *Trace

	// typeSet is the Content-Type that script set, if send() may have corrected it.
	typeSet string
}

// Body describes a request's body. The engine never reads one.
//
// https://fetch.spec.whatwg.org/#concept-body
type Body struct {
	// Present says that the body is non-null.
	Present bool
	// Stream says that the body's source is null: it cannot be sent again.
	Stream bool
	// Length is the body's length in bytes; negative is null, not known. A
	// stream's is always null.
	Length int64
	// Type is the Content-Type that the body comes with; "" is null.
	//
	// https://fetch.spec.whatwg.org/#body-with-type
	Type string
	// IsText says that script gave a string (or URLSearchParams, or a Document): the
	// bodies whose charset XMLHttpRequest corrects.
	IsText bool
}

// TextBody returns a string as a body: UTF-8, of the length of s in bytes.
func TextBody(s string) Body {
	return Body{Present: true, Length: int64(len(s)), Type: "text/plain;charset=UTF-8", IsText: true}
}

// BodyOf returns a body of n bytes that can be sent again.
func BodyOf(n int64) Body { return Body{Present: true, Length: n} }

// StreamBody returns a body read from a stream: no source, no length.
func StreamBody() Body { return Body{Present: true, Stream: true, Length: -1} }

// length is the body's length; negative is null.
func (b Body) length() int64 {
	if !b.Present || b.Stream {
		return -1
	}
	return b.Length
}

// Referrer is a request's referrer: "client" (the zero value), "no-referrer" or a URL.
//
// https://fetch.spec.whatwg.org/#concept-request-referrer
type Referrer struct {
	none bool
	url  origin.URL
}

// NoReferrer returns the referrer "no-referrer".
func NoReferrer() Referrer { return Referrer{none: true} }

// ReferrerURL returns u as a referrer. A zero u is "client".
func ReferrerURL(u origin.URL) Referrer { return Referrer{url: u} }

// IsClient reports whether r is "client".
func (r Referrer) IsClient() bool { return !r.none && r.url.IsZero() }

// IsNone reports whether r is "no-referrer".
func (r Referrer) IsNone() bool { return r.none }

// URL returns the referrer's URL, and whether it is one.
func (r Referrer) URL() (origin.URL, bool) { return r.url, !r.url.IsZero() }

// String returns "client", "no-referrer" or the URL.
func (r Referrer) String() string {
	switch {
	case r.none:
		return "no-referrer"
	case r.url.IsZero():
		return "client"
	}
	return r.url.String()
}
