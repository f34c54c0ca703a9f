package origin

import "cmp"

// A URL is a URL record, held as its serialization. The zero URL is no URL; every other value comes from [ParseURL],
// [URL.Parse] or one of the With methods. URLs are == exactly when their serializations are equal.
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

// String is the serialization of the URL, "" for the zero URL. It does not allocate.
//
// https://url.spec.whatwg.org/#concept-url-serializer
func (u URL) String() string { return u.buf }

// StringExcludingFragment is the serialization without the fragment and its #. It does not allocate.
//
// https://url.spec.whatwg.org/#url-serializer-exclude-fragment
func (u URL) StringExcludingFragment() string { return u.buf[:u.queryEnd] }

// AppendTo appends the serialization to dst and returns the longer slice.
func (u URL) AppendTo(dst []byte) []byte { return append(dst, u.String()...) }

// MarshalText is the serialization; the zero URL is empty text.
func (u URL) MarshalText() ([]byte, error) { return u.AppendTo(nil), nil }

// UnmarshalText parses text without base; empty text is the zero URL. The error is a [*ParseError].
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

// Scheme is the URL's scheme: lowercase, without colon.
//
// https://url.spec.whatwg.org/#concept-url-scheme
func (u URL) Scheme() string { return u.buf[:u.schemeEnd] }

// Username is the URL's username, percent-encoded, "" when there is none.
//
// https://url.spec.whatwg.org/#concept-url-username
func (u URL) Username() string {
	if !u.IncludesCredentials() {
		return ""
	}
	return u.buf[u.schemeEnd+uint32(len("://")) : u.usernameEnd]
}

// Password is the URL's password, percent-encoded, "" when there is none.
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

// HasHost reports whether the host is not null; it may still be the empty host.
func (u URL) HasHost() bool { return u.hasHost }

// Host is the serialized host: a domain or an IPv4 address, an IPv6 address in brackets, or an opaque host. It is "" for
// the empty host and for null.
//
// https://url.spec.whatwg.org/#concept-url-host
func (u URL) Host() string { return u.buf[u.hostStart:u.hostEnd] }

// Port is the URL's port; false stands for null, which a scheme's default port always is.
//
// https://url.spec.whatwg.org/#concept-url-port
func (u URL) Port() (uint16, bool) { return u.port.get() }

// EffectivePort is the port, or else the scheme's default port, or else false.
func (u URL) EffectivePort() (uint16, bool) { return cmp.Or(u.port, defaultPort(u.Scheme())).get() }

// Path is the path's serialization: "" or, unless the path is opaque, a list of segments with a / before each.
//
// https://url.spec.whatwg.org/#url-path-serializer
func (u URL) Path() string { return u.buf[u.pathStart:u.pathEnd] }

// HasOpaquePath reports whether the path is one opaque string, as in "mailto:a@b.example".
//
// https://url.spec.whatwg.org/#url-opaque-path
func (u URL) HasOpaquePath() bool { return u.opaquePath }

// Query is the URL's query without its question mark; false stands for null.
//
// https://url.spec.whatwg.org/#concept-url-query
func (u URL) Query() (string, bool) {
	if u.queryEnd == u.pathEnd {
		return "", false
	}
	return u.buf[u.pathEnd+1 : u.queryEnd], true
}

// Fragment is the URL's fragment without its number sign; false stands for null.
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
	switch u.Scheme() {
	case "about", "blob", "data":
		return true
	}
	return false
}
