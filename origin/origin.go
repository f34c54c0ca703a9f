package origin

import (
	"cmp"
	"strings"
)

// An Origin is a tuple origin (scheme, host, port) or an opaque origin. Origins are == exactly when they are same origin.
// The zero Origin is no origin; it equals only itself.
//
// Not modelled: the domain of an origin, and with it same origin-domain.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin
type Origin struct {
	// serialization is that of a tuple origin; the other fields follow from it.
	serialization string
	schemeEnd     uint32 // at "://"
	hostEnd       uint32
	port          nullablePort
	opaque        *identity // of an opaque origin, else nil
}

// An identity is what tells one opaque origin from another: its address. It has a byte, as values without size may share
// theirs.
type identity struct{ _ byte }

// opaqueSerialization is what every opaque origin serializes to.
const opaqueSerialization = "null"

// NewOpaque is a new opaque origin: same origin with itself and its copies, and with nothing else.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque
func NewOpaque() Origin { return Origin{serialization: opaqueSerialization, opaque: new(identity)} }

// Origin is the origin of the URL: its own scheme, host and port for ftp, http, https, ws and wss, that of the inner URL
// for blob URLs over http and https, and otherwise a new opaque origin at each call. The zero URL has the zero Origin.
//
// Not modelled: blob URL entries; the origin that created a blob is read from the URL.
//
// https://url.spec.whatwg.org/#concept-url-origin
func (u URL) Origin() Origin {
	switch scheme := u.Scheme(); {
	case u.IsZero():
		return Origin{}
	case scheme == "blob":
		// The inner URL's origin, where that is one which blobs can have.
		if inner, ok := u.blobPathURL(); ok {
			return inner.Origin()
		}
		return NewOpaque()
	case hasTupleOrigin(scheme):
		return u.tuple()
	default:
		// Ambiguous: the standard leaves file URLs open and names the opaque origin for when in doubt.
		return NewOpaque()
	}
}

// blobPathURL is the URL that a blob URL's path holds, if a blob's origin can come from it: http, https or file.
//
// https://url.spec.whatwg.org/#concept-url-origin
func (u URL) blobPathURL() (URL, bool) {
	inner, err := ParseURL(u.Path())
	if err != nil {
		return URL{}, false
	}
	return inner, inner.IsHTTP() || inner.Scheme() == "file"
}

// tuple returns scheme, host and port of a URL as a tuple origin, without asking whether the scheme has one.
func (u URL) tuple() Origin {
	serialization := u.buf[:u.pathStart]
	if u.IncludesCredentials() {
		serialization = u.buf[:u.schemeEnd] + "://" + u.buf[u.hostStart:u.pathStart]
	}
	return Origin{
		serialization: serialization,
		schemeEnd:     u.schemeEnd,
		hostEnd:       u.schemeEnd + uint32(len("://")) + u.hostEnd - u.hostStart,
		port:          u.port,
	}
}

// IsZero reports whether o is no origin at all.
func (o Origin) IsZero() bool { return o.serialization == "" }

// IsOpaque reports whether the origin is opaque.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque
func (o Origin) IsOpaque() bool { return o.opaque != nil }

// isTuple reports whether the origin is a tuple origin.
func (o Origin) isTuple() bool { return !o.IsZero() && !o.IsOpaque() }

// SameOrigin reports whether the origins are same origin. It is o == p.
//
// https://html.spec.whatwg.org/multipage/browsers.html#same-origin
func (o Origin) SameOrigin(p Origin) bool { return o == p }

// String is the serialization: scheme, "://", host and any port that is not the default; "null" for an opaque origin and
// "" for the zero Origin. It does not allocate.
//
// https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
func (o Origin) String() string { return o.serialization }

// AppendTo appends the serialization to dst and returns the longer slice.
func (o Origin) AppendTo(dst []byte) []byte { return append(dst, o.serialization...) }

// MarshalText is the serialization. Opaque origins lose their identity in it.
func (o Origin) MarshalText() ([]byte, error) { return o.AppendTo(nil), nil }

// UnmarshalText is [Parse]; empty text is the zero Origin.
func (o *Origin) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*o = Origin{}
		return nil
	}
	p, err := Parse(string(text))
	if err == nil {
		*o = p
	}
	return err
}

// Scheme is the scheme of a tuple origin, "" otherwise.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-scheme
func (o Origin) Scheme() string { return o.serialization[:o.schemeEnd] }

// Host is the serialized host of a tuple origin, IPv6 addresses in brackets; "" otherwise.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-host
func (o Origin) Host() string {
	if !o.isTuple() {
		return ""
	}
	return o.serialization[o.schemeEnd+uint32(len("://")) : o.hostEnd]
}

// Port is the port of a tuple origin; false stands for null, which a scheme's default port always is.
//
// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-port
func (o Origin) Port() (uint16, bool) { return o.port.get() }

// EffectivePort is the port, or else the scheme's default port, or else false.
func (o Origin) EffectivePort() (uint16, bool) { return cmp.Or(o.port, defaultPort(o.Scheme())).get() }

// Clone is the same origin with memory of its own, for values that outlive the URL they came from.
func (o Origin) Clone() Origin {
	o.serialization = strings.Clone(o.serialization)
	return o
}
