package origin

import (
	"strconv"
	"strings"
)

// The host of a canonical URL has only the bytes of canonicalHost; its path has none of notCanonicalPath.
const (
	canonicalHost    = "abcdefghijklmnopqrstuvwxyz0123456789-._"
	notCanonicalPath = pathSet + `\`
)

// skip is the first offset from i on at which s has a byte of the set.
func (set encodeSet) skip(s string, i int) int {
	for i < len(s) && !set.has(rune(s[i])) {
		i++
	}
	return i
}

// parseCanonical recognizes the serialization of an http or https URL that has a plain domain and no credentials, and
// shares its memory; only the slash of a missing path is added. It may refuse any input. What it accepts is what
// [basicURLParser] makes of it.
func parseCanonical(s string) (u URL, ok bool) {
	scheme, _, found := strings.Cut(s, "://")
	if !found || scheme != "https" && scheme != "http" || len(s) >= maxLength {
		return URL{}, false
	}
	schemeEnd, hostStart := len(scheme), len(scheme)+len("://")
	hostEnd := len(s) - len(strings.TrimLeft(s[hostStart:], canonicalHost))
	if !isPlainDomain(s[hostStart:hostEnd]) {
		return URL{}, false
	}
	port, pathStart, ok := canonicalPort(s, hostEnd, defaultPort(scheme))
	if !ok {
		return URL{}, false
	}
	if pathStart == len(s) {
		s += "/"
	}
	pathEnd := notCanonicalPath.skip(s, pathStart)
	path := s[pathStart:pathEnd]
	// A segment that begins with a dot or a percent sign may be one or two dots.
	if !strings.HasPrefix(path, "/") || strings.Contains(path, "/.") || strings.Contains(path, "/%") {
		return URL{}, false
	}
	queryEnd := pathEnd
	if queryEnd < len(s) && s[queryEnd] == '?' {
		queryEnd = specialQuerySet.skip(s, queryEnd+1)
	}
	end := queryEnd
	if end < len(s) && s[end] == '#' {
		end = fragmentSet.skip(s, end+1)
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
