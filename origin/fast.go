package origin

import (
	"strconv"
	"strings"
)

// A place says where in a canonical HTTP(S) URL a byte stands for itself.
type place uint8

const (
	inHost place = 1 << iota
	inPath
	inQuery
	inFragment
)

// canonicalPlaces has the places of each byte, none for bytes beyond ASCII. It is built once and never written again.
var canonicalPlaces = func() (t [256]place) {
	for c := range rune(0x80) {
		if 'a' <= c && c <= 'z' || isDigit(c) || c == '-' || c == '.' || c == '_' {
			t[c] |= inHost
		}
		if !pathSet.has(c) && c != '\\' {
			t[c] |= inPath
		}
		if !specialQuerySet.has(c) {
			t[c] |= inQuery
		}
		if !fragmentSet.has(c) {
			t[c] |= inFragment
		}
	}
	return t
}()

// skip is the first offset from i on at which s has a byte that is not canonical in the place.
func (p place) skip(s string, i int) int {
	for i < len(s) && canonicalPlaces[s[i]]&p != 0 {
		i++
	}
	return i
}

// parseCanonical recognizes the serialization of an http or https URL that has a plain domain and no credentials, and
// shares its memory; only the slash of a missing path is added. It may refuse any input. What it accepts is what
// [basicURLParser] makes of it.
func parseCanonical(s string) (u URL, ok bool) {
	schemeEnd := len("http")
	switch {
	case strings.HasPrefix(s, "https://"):
		schemeEnd = len("https")
	case !strings.HasPrefix(s, "http://"):
		return URL{}, false
	}
	if len(s) >= maxLength {
		return URL{}, false
	}
	hostStart := schemeEnd + len("://")
	hostEnd := inHost.skip(s, hostStart)
	if !isPlainDomain(s[hostStart:hostEnd]) {
		return URL{}, false
	}
	port, pathStart, ok := canonicalPort(s, hostEnd, defaultPort(s[:schemeEnd]))
	if !ok {
		return URL{}, false
	}
	if pathStart == len(s) {
		s += "/"
	}
	pathEnd := inPath.skip(s, pathStart)
	path := s[pathStart:pathEnd]
	// A segment that begins with a dot or a percent sign may be one or two dots.
	if !strings.HasPrefix(path, "/") || strings.Contains(path, "/.") || strings.Contains(path, "/%") {
		return URL{}, false
	}
	queryEnd := pathEnd
	if queryEnd < len(s) && s[queryEnd] == '?' {
		queryEnd = inQuery.skip(s, queryEnd+1)
	}
	end := queryEnd
	if end < len(s) && s[end] == '#' {
		end = inFragment.skip(s, end+1)
	}
	if end != len(s) {
		return URL{}, false
	}
	return URL{
		buf:         s,
		schemeEnd:   uint32(schemeEnd),
		usernameEnd: uint32(hostStart),
		hostStart:   uint32(hostStart),
		hostEnd:     uint32(hostEnd),
		pathStart:   uint32(pathStart),
		pathEnd:     uint32(pathEnd),
		queryEnd:    uint32(queryEnd),
		port:        port,
		hasHost:     true,
	}, true
}

// isPlainDomain reports whether a host of canonical bytes cannot end in a number: its last label begins with something
// else than a digit, and there is no dot after it.
func isPlainDomain(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && !isDigit(rune(last[0]))
}

// canonicalPort reads a colon and a port at offset i, if there are any, in the only spelling that is serialized.
func canonicalPort(s string, i int, scheme nullablePort) (port nullablePort, end int, ok bool) {
	if i == len(s) || s[i] != ':' {
		return noPort, i, true
	}
	end = i + 1
	for end < len(s) && isDigit(rune(s[end])) {
		end++
	}
	number, err := strconv.ParseUint(s[i+1:end], 10, 16)
	if err != nil || s[i+1] == '0' && end > i+2 {
		return noPort, end, false
	}
	port = portOf(uint16(number))
	return port, end, port != scheme
}
