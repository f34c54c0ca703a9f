package origin

import "strings"

// IsPotentiallyTrustworthy reports whether the origin is potentially trustworthy: https, wss or file, or a loopback
// address, or localhost and the names below it. An opaque origin is not.
//
// Not modelled: schemes that a user agent considers authenticated, and origins that a user trusts by configuration.
//
// https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
func (o Origin) IsPotentiallyTrustworthy() bool {
	// 1, 2: an opaque origin is not trustworthy
	if !o.isTuple() {
		return false
	}
	// 3, 6: an authenticated scheme, or file
	switch o.Scheme() {
	case "https", "wss", "file":
		return true
	}
	// 4, 5: a loopback address, or localhost as resolved without DNS
	return isLoopback(o.Host(), isSpecialScheme(o.Scheme())) || isLocalhost(o.Host())
}

// isLoopback reports whether a serialized host is in 127.0.0.0/8 or is ::1.
func isLoopback(host string, special bool) bool {
	return host == "[::1]" || strings.HasPrefix(host, "127.") && isIPHost(host, special)
}

// isLocalhost reports whether a host is localhost or below it, with or without a dot at the end.
func isLocalhost(host string) bool {
	host = strings.TrimSuffix(host, ".")
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// IsPotentiallyTrustworthy reports whether the URL is potentially trustworthy: about:blank, about:srcdoc, a data URL, or
// one whose origin is potentially trustworthy.
//
// https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
func (u URL) IsPotentiallyTrustworthy() bool {
	// 1: about:blank and about:srcdoc inherit from their creator
	if s := u.String(); s == "about:blank" || s == "about:srcdoc" {
		return true
	}
	switch u.Scheme() {
	// 2: data: URLs are trustworthy
	case "data":
		return true
	// Ambiguous: user agents should trust file URLs, yet no opaque origin is trustworthy and theirs may be opaque. They
	// are trusted here, and the blobs that they create with them.
	case "file":
		return true
	case "blob":
		inner, ok := u.blobPathURL()
		return ok && inner.IsPotentiallyTrustworthy()
	}
	// 3: the origin decides; a new opaque one would not be trustworthy
	return hasTupleOrigin(u.Scheme()) && u.tuple().IsPotentiallyTrustworthy()
}
