package origin

import "cmp"

// A URL is a URL record, stored as its serialization. The zero URL stands for no URL; all other values come from [ParseURL],
// [URL.Parse] or a With method. Two URLs are == exactly when their serializations are equal.
//
// https://url.spec.whatwg.org/#concept-url
type URL struct {
	// buf is the serialization. The other fields follow from it; the offsets are offsets into it.
	buf         string
	schemeEnd   uint32 // at the colon
	usernameEnd uint32
	hostStart   uint32
	hostEnd     uint32
	pathStart   uint32
	pathEnd     uint32 // where the query's ? stands, if there is one
	queryEnd    uint32 // where the fragment's # stands, if there is one
	port        nullablePort
	hasHost     bool
	opaquePath  bool
}

// IsZero reports whether u is the zero URL.
func (u URL) IsZero() bool { return u.buf == "" }

// String returns the serialization of the URL. It returns "" for the zero URL. It does not allocate.
//
// https://url.spec.whatwg.org/#concept-url-serializer
func (u URL) String() string { return u.buf }

// StringExcludingFragment returns the serialization without the fragment and its #. It does not allocate.
//
// https://url.spec.whatwg.org/#url-serializer-exclude-fragment
func (u URL) StringExcludingFragment() string { return u.buf[:u.queryEnd] }

// AppendTo appends the serialization to dst and returns the extended slice.
func (u URL) AppendTo(dst []byte) []byte { return append(dst, u.String()...) }

// MarshalText returns the serialization. It returns empty text for the zero URL.
func (u URL) MarshalText() ([]byte, error) { return u.AppendTo(nil), nil }

// UnmarshalText parses text as an absolute URL. Empty text gives the zero URL. The error is a [*ParseError].
func (u *URL) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*u = URL{}
		return nil
	}
	v, err := ParseURL(string(text))
	if err == nil {
		*u = v
	}
	return err
}

// Scheme returns the URL's scheme in lowercase, without the colon.
//
// https://url.spec.whatwg.org/#concept-url-scheme
func (u URL) Scheme() string { return u.buf[:u.schemeEnd] }

// Username returns the URL's username, percent-encoded. It is "" if the URL has none.
//
// https://url.spec.whatwg.org/#concept-url-username
func (u URL) Username() string {
	if !u.IncludesCredentials() {
		return ""
	}
	return u.buf[u.schemeEnd+uint32(len("://")) : u.usernameEnd]
}

// Password returns the URL's password, percent-encoded. It is "" if the URL has none.
//
// https://url.spec.whatwg.org/#concept-url-password
func (u URL) Password() string {
	if !u.IncludesCredentials() || u.buf[u.usernameEnd] != ':' {
		return ""
	}
	return u.buf[u.usernameEnd+1 : u.hostStart-1]
}

// IncludesCredentials reports whether the username or the password is not empty.
//
// https://url.spec.whatwg.org/#include-credentials
func (u URL) IncludesCredentials() bool { return u.hostStart > u.usernameEnd }

// HasHost reports whether the URL has a host, which may be the empty host. In the standard, a URL without host has the host
// null.
func (u URL) HasHost() bool { return u.hasHost }

// Host returns the serialized host: a domain, an IPv4 address, an IPv6 address in brackets, or an opaque host. It is "" if
// the host is empty or null.
//
// https://url.spec.whatwg.org/#concept-url-host
func (u URL) Host() string { return u.buf[u.hostStart:u.hostEnd] }

// Port returns the URL's port. It returns false (null in the standard) if the URL has no port or the default port of its
// scheme.
//
// https://url.spec.whatwg.org/#concept-url-port
func (u URL) Port() (uint16, bool) { return u.port.get() }

// EffectivePort returns the port, or the default port of the scheme if the port is null. It returns false if both are
// null.
func (u URL) EffectivePort() (uint16, bool) { return cmp.Or(u.port, defaultPort(u.Scheme())).get() }

// Path returns the serialization of the path: an opaque path as it is, otherwise each segment with a / before it.
//
// https://url.spec.whatwg.org/#url-path-serializer
func (u URL) Path() string { return u.buf[u.pathStart:u.pathEnd] }

// HasOpaquePath reports whether the path is one opaque string, as in "mailto:a@b.example".
//
// https://url.spec.whatwg.org/#url-opaque-path
func (u URL) HasOpaquePath() bool { return u.opaquePath }

// Query returns the URL's query without the question mark. It returns false if the query is null.
//
// https://url.spec.whatwg.org/#concept-url-query
func (u URL) Query() (string, bool) {
	if u.queryEnd == u.pathEnd {
		return "", false
	}
	return u.buf[u.pathEnd+1 : u.queryEnd], true
}

// Fragment returns the URL's fragment without the number sign. It returns false if the fragment is null.
//
// https://url.spec.whatwg.org/#concept-url-fragment
func (u URL) Fragment() (string, bool) {
	if int(u.queryEnd) == len(u.buf) {
		return "", false
	}
	return u.buf[u.queryEnd+1:], true
}

// IsSpecial reports whether the scheme is ftp, file, http, https, ws or wss.
//
// https://url.spec.whatwg.org/#is-special
func (u URL) IsSpecial() bool { return isSpecialScheme(u.Scheme()) }

// IsHTTP reports whether the scheme is an HTTP(S) scheme.
//
// https://fetch.spec.whatwg.org/#http-scheme
func (u URL) IsHTTP() bool { return u.Scheme() == "http" || u.Scheme() == "https" }

// IsLocal reports whether the scheme is a local scheme: about, blob or data.
//
// https://fetch.spec.whatwg.org/#is-local
func (u URL) IsLocal() bool {
	return u.Scheme() == "about" || u.Scheme() == "blob" || u.Scheme() == "data"
}
