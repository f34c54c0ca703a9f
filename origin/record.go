package origin

import (
	"math"
	"strings"
)

// A record is a URL while the parser builds it. A path list is kept as its serialization: "" is the empty list, "/" the
// list of one empty segment, and no segment can hold a "/".
//
// https://url.spec.whatwg.org/#concept-url
type record struct {
	scheme      string // by setScheme
	special     bool   // follows from the scheme
	username    []byte
	password    []byte
	host        string // serialized; "" is the empty host or, without hasHost, null
	hasHost     bool
	port        nullablePort
	path        []byte
	opaquePath  bool
	query       []byte
	hasQuery    bool
	fragment    []byte
	hasFragment bool
}

// isSpecial reports whether the URL is special.
//
// https://url.spec.whatwg.org/#is-special
func (r *record) isSpecial() bool { return r.special }

// setScheme sets the scheme.
func (r *record) setScheme(scheme string) { r.scheme, r.special = scheme, isSpecialScheme(scheme) }

// setHost sets a host that is not null.
func (r *record) setHost(host string) { r.host, r.hasHost = host, true }

// shortenPath removes the path's last segment, but never the drive letter of a file URL.
//
// https://url.spec.whatwg.org/#shorten-a-urls-path
func (r *record) shortenPath() {
	// 3: a lone drive letter stays
	if r.scheme == "file" && len(r.path) == 3 && isNormalizedWindowsDriveLetter(string(r.path[1:])) {
		return
	}
	// 4: remove the last item, if any
	for i := len(r.path) - 1; i >= 0; i-- {
		if r.path[i] == '/' {
			r.path = r.path[:i]
			return
		}
	}
}

// appendSegment appends a segment to the path list.
func (r *record) appendSegment(segment string) {
	r.path = append(append(r.path, '/'), segment...)
}

// isWindowsDriveLetter reports whether s is a letter and a colon or a bar.
//
// https://url.spec.whatwg.org/#windows-drive-letter
func isWindowsDriveLetter(s string) bool {
	return len(s) == 2 && isAlpha(rune(s[0])) && (s[1] == ':' || s[1] == '|')
}

// isNormalizedWindowsDriveLetter reports whether s is a letter and a colon.
//
// https://url.spec.whatwg.org/#normalized-windows-drive-letter
func isNormalizedWindowsDriveLetter(s string) bool {
	return isWindowsDriveLetter(s) && s[1] == ':'
}

// startsWithWindowsDriveLetter reports whether s is a drive letter, alone or before one of / \ ? #.
//
// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
func startsWithWindowsDriveLetter(s string) bool {
	return len(s) >= 2 && isWindowsDriveLetter(s[:2]) && (len(s) == 2 || strings.IndexByte(`/\?#`, s[2]) >= 0)
}

// copyAuthority takes over the base's username, password, host and port.
func (r *record) copyAuthority(base URL) {
	r.username = append(r.username[:0], base.Username()...)
	r.password = append(r.password[:0], base.Password()...)
	r.host, r.hasHost = base.Host(), base.HasHost()
	r.port = base.port
}

// copyPath takes over the base's path.
func (r *record) copyPath(base URL) {
	r.path = append(r.path[:0], base.Path()...)
	r.opaquePath = base.HasOpaquePath()
}

// copyQuery takes over the base's query.
func (r *record) copyQuery(base URL) {
	query, ok := base.Query()
	r.query, r.hasQuery = append(r.query[:0], query...), ok
}

// maxLength is the longest serialization a URL holds; its offsets are 32 bits wide.
const maxLength = math.MaxInt32

// length is how long the serialization can get.
func (r *record) length() int {
	const punctuation = len(":" + "//" + ":" + "@" + ":65535" + "/." + "?" + "#")
	n := len(r.scheme) + len(r.username) + len(r.password) + len(r.host) + len(r.path) + len(r.query) + len(r.fragment)
	if len(r.username)+len(r.password) > 0 {
		n += len(r.scheme) + len(r.host) + len("://:65535")
	}
	return n + punctuation
}

// serialize is the record as a URL. With credentials the serialization of the origin goes before the URL's own, so that
// [URL.Origin] is a substring in every case.
//
// https://url.spec.whatwg.org/#concept-url-serializer
func (r *record) serialize() URL {
	u := URL{port: r.port, hasHost: r.hasHost, opaquePath: r.opaquePath}
	var out strings.Builder
	out.Grow(r.length())
	var portBuffer [len(":65535")]byte
	port := r.port.appendTo(portBuffer[:0])
	credentials := len(r.username)+len(r.password) > 0
	if credentials && hasTupleOrigin(r.scheme) {
		out.WriteString(r.scheme)
		out.WriteString("://")
		out.WriteString(r.host)
		out.Write(port)
	}
	u.start = uint32(out.Len())
	// 1: the scheme
	out.WriteString(r.scheme)
	u.schemeEnd = uint32(out.Len())
	out.WriteByte(':')
	u.usernameEnd = uint32(out.Len())
	u.hostStart, u.hostEnd = u.usernameEnd, u.usernameEnd
	// 2: the authority
	if r.hasHost {
		out.WriteString("//")
		out.Write(r.username)
		u.usernameEnd = uint32(out.Len())
		if len(r.password) > 0 {
			out.WriteByte(':')
			out.Write(r.password)
		}
		if credentials {
			out.WriteByte('@')
		}
		u.hostStart = uint32(out.Len())
		out.WriteString(r.host)
		u.hostEnd = uint32(out.Len())
		out.Write(port)
	} else if !r.opaquePath && len(r.path) > 1 && r.path[1] == '/' {
		// 3: without a host, a path that begins with an empty segment must not look like one
		out.WriteString("/.")
	}
	// 4: the path
	u.pathStart = uint32(out.Len())
	out.Write(r.path)
	// 5: the query
	u.pathEnd = uint32(out.Len())
	if r.hasQuery {
		out.WriteByte('?')
		out.Write(r.query)
	}
	// 6: the fragment
	u.queryEnd = uint32(out.Len())
	if r.hasFragment {
		out.WriteByte('#')
		out.Write(r.fragment)
	}
	// 7: return the serialization
	u.buf = out.String()
	return u
}
