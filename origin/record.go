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
	scheme      string
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
func (r *record) isSpecial() bool { return isSpecialScheme(r.scheme) }

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

// maxLength is how many bytes the serialization of a URL may have. Offsets of 32 bits address each of them.
const maxLength = math.MaxInt32

// serialize returns the record as a URL.
//
// https://url.spec.whatwg.org/#concept-url-serializer
func (r *record) serialize() URL {
	u := URL{port: r.port, hasHost: r.hasHost, opaquePath: r.opaquePath}
	// 1: the scheme
	out := append([]byte(r.scheme), ':')
	u.schemeEnd, u.usernameEnd = uint32(len(r.scheme)), uint32(len(out))
	u.hostStart, u.hostEnd = u.usernameEnd, u.usernameEnd
	// 2: the authority
	if r.hasHost {
		out = append(append(out, "//"...), r.username...)
		u.usernameEnd = uint32(len(out))
		if len(r.password) > 0 {
			out = append(append(out, ':'), r.password...)
		}
		if len(r.username)+len(r.password) > 0 {
			out = append(out, '@')
		}
		u.hostStart = uint32(len(out))
		out = append(out, r.host...)
		u.hostEnd = uint32(len(out))
		out = r.port.appendTo(out)
	} else if !r.opaquePath && len(r.path) > 1 && r.path[1] == '/' {
		// 3: without a host, a path that begins with an empty segment must not look like one
		out = append(out, "/."...)
	}
	// 4: the path
	u.pathStart = uint32(len(out))
	out = append(out, r.path...)
	// 5: the query
	u.pathEnd = uint32(len(out))
	if r.hasQuery {
		out = append(append(out, '?'), r.query...)
	}
	// 6: the fragment
	u.queryEnd = uint32(len(out))
	if r.hasFragment {
		out = append(append(out, '#'), r.fragment...)
	}
	// 7: return the serialization
	u.buf = string(out)
	return u
}
