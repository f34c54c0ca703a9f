package origin

import "strings"

// Parse parses a serialized origin. It accepts exactly what [Origin.String] returns for a tuple origin of any scheme, and
// "null", which is a new opaque origin with each call. For anything else the error is a [*ParseError] that says what to
// change. The most common mistake is a trailing slash.
//
// It also accepts serializations that the grammar of the Origin header does not cover: see [Origin.Note].
//
// https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
func Parse(s string) (Origin, error) {
	if s == opaqueSerialization {
		return NewOpaque(), nil
	}
	u, err := ParseURL(s)
	// Ambiguous: an origin with an empty host, such as "file://", is refused, as no URL has it.
	if err == nil && u.Host() != "" {
		if o := u.tuple(); o.serialization == s {
			return o, nil
		}
	}
	return Origin{}, diagnoseOrigin(s, u, err)
}

// diagnoseOrigin returns why s, which parses as u or fails with err, is not a serialized origin: the leftmost fault, unless
// s is no origin at all.
func diagnoseOrigin(s string, u URL, err error) *ParseError {
	e := &ParseError{Input: s}
	if err == nil && u.Host() != "" && strings.Contains(s, "://") {
		e.Suggestion = u.tuple().String()
	}
	e.Code, e.Offset = originFault(s, u)
	switch {
	case e.Code == CodeOriginNullCase:
		e.Suggestion = opaqueSerialization
	case e.Code == CodeOriginList:
		e.Suggestion = ""
	case e.Code == CodeOriginNotASerialization && err != nil:
		// It is not a URL either, which says more.
		if failed, ok := err.(*ParseError); ok {
			e.Code, e.Offset = failed.Code, failed.Offset
		}
	}
	return e
}

// originFault is the code and offset of what is wrong with a serialized origin.
func originFault(s string, u URL) (FailureCode, int) {
	switch {
	case s == "":
		return CodeOriginEmpty, 0
	case s == "*":
		return CodeOriginWildcard, 0
	case strings.EqualFold(s, opaqueSerialization):
		return CodeOriginNullCase, 0
	}
	if at := nextOrigin(s); at > 0 {
		return CodeOriginList, at
	}
	if at := strings.IndexFunc(s, func(c rune) bool { return isC0ControlOrSpace(c) || c == 0x7F }); at >= 0 {
		return CodeOriginWhitespace, at
	}
	return originPartFault(s, u)
}

// nextOrigin is where a second origin or null begins in a list, 0 when s is no list.
func nextOrigin(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i-1] != ' ' && s[i-1] != ',' {
			continue
		}
		end := i + schemeLength(s[i:])
		if word := s[i:end]; word != "" && strings.HasPrefix(s[end:], "://") || word == opaqueSerialization {
			return i
		}
	}
	return 0
}

// originPartFault goes through scheme, credentials, host, port and the rest, from left to right.
func originPartFault(s string, u URL) (FailureCode, int) {
	colon := strings.IndexByte(s, ':')
	scheme := s[:max(colon, 0)]
	if scheme == "" || schemeLength(scheme) < len(scheme) || colon+1 < len(s) && isDigit(rune(s[colon+1])) && !isSpecialScheme(strings.ToLower(scheme)) {
		return CodeOriginMissingScheme, 0
	}
	if at := strings.IndexAny(scheme, upperCase); at >= 0 {
		return CodeOriginSchemeCase, at
	}
	special := isSpecialScheme(scheme)
	rest := s[colon+1:]
	ends := "/?#"
	switch slashes := strings.HasPrefix(rest, "//"); {
	case special && !slashes:
		return CodeOriginSlashes, colon + 1
	case !slashes:
		return CodeOriginHostMissing, colon + 1
	case special:
		ends = `/?#\`
	}
	authorityStart := colon + len("://")
	authority := s[authorityStart:]
	if i := strings.IndexAny(authority, ends); i >= 0 {
		authority = authority[:i]
	}
	authorityEnd := authorityStart + len(authority)
	if strings.Contains(authority, "@") {
		return CodeOriginHasCredentials, authorityStart
	}
	host, port := splitHostPort(authority)
	if code, at := originHostFault(host, special, u); code != "" {
		return code, authorityStart + at
	}
	switch {
	case u.IsZero():
		return CodeOriginNotASerialization, 0
	case port == string(u.port.appendTo(nil)):
		return originTailFault(s[authorityEnd:]), authorityEnd
	case port == string(defaultPort(scheme).appendTo(nil)):
		return CodeOriginDefaultPort, authorityStart + len(host)
	}
	return CodeOriginPortSpelling, authorityStart + len(host)
}

// splitHostPort divides an authority at its port's colon, which the port keeps.
func splitHostPort(authority string) (host, port string) {
	at := strings.LastIndexByte(authority, ']') + 1
	if i := strings.IndexByte(authority[at:], ':'); i >= 0 {
		return authority[:at+i], authority[at+i:]
	}
	return authority, ""
}

// originHostFault is what is wrong with the host of an origin, "" when nothing is or u is no URL.
func originHostFault(host string, special bool, u URL) (FailureCode, int) {
	switch {
	case host == "":
		return CodeOriginHostMissing, 0
	case u.IsZero() || host == u.Host():
		return "", 0
	case !isASCII(host):
		return CodeOriginHostNotASCII, indexNonASCII(host)
	case special && strings.ToLower(host) == u.Host():
		return CodeOriginHostCase, strings.IndexAny(host, upperCase)
	}
	return CodeOriginHostSpelling, 0
}

// originTailFault is what is wrong with what follows the host and port of an origin.
func originTailFault(tail string) FailureCode {
	switch {
	case tail == "":
		return CodeOriginNotASerialization
	case tail == "/":
		return CodeOriginTrailingSlash
	case tail[0] == '?':
		return CodeOriginHasQuery
	case tail[0] == '#':
		return CodeOriginHasFragment
	}
	return CodeOriginHasPath
}

// schemeLength is how many bytes at the start of s have the form of a scheme, in either case.
func schemeLength(s string) int {
	for i := range len(s) {
		c := rune(s[i])
		if !isAlpha(c) && (i == 0 || !isDigit(c) && c != '+' && c != '-' && c != '.') {
			return i
		}
	}
	return len(s)
}

// upperCase has the upper-case ASCII letters.
const upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// MustParse is [Parse] for a text that is known to be an origin; it panics when it is not.
func MustParse(s string) Origin { return must(Parse(s)) }
