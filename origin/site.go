package origin

import "strings"

// A PublicSuffixList finds public suffixes. Package origin/psl has an implementation.
//
// PublicSuffix is called with a domain: lowercase ASCII, not empty, without a dot at the end, never an IP address. It
// returns the labels at the end of the domain that are its public suffix. If the list is nil, or returns anything else, the
// last label is the public suffix.
type PublicSuffixList interface {
	PublicSuffix(domain string) string
}

// PublicSuffix returns the public suffix of a serialized host. If the host ends in a dot, so does the public suffix. It
// returns false (null in the standard) if the host is not a domain.
//
// https://url.spec.whatwg.org/#host-public-suffix
func PublicSuffix(host string, list PublicSuffixList) (string, bool) {
	// 1: only a domain has a public suffix
	if host == "" || isIPHost(host, true) {
		return "", false
	}
	// 2: ask the list without the dot at the end
	domain := strings.TrimSuffix(host, ".")
	if domain == "" {
		return "", false
	}
	// 3: take the list's answer, or the last label by the rule "*"
	at := strings.LastIndexByte(domain, '.') + 1
	if list != nil && at < len(domain) {
		suffix := list.PublicSuffix(domain)
		if n := len(domain) - len(suffix); suffix != "" && strings.HasSuffix(domain, suffix) && (n == 0 || domain[n-1] == '.') {
			at = n
		}
	}
	// 4, 5: with the dot again
	return host[at:], true
}

// RegistrableDomain returns the public suffix of a serialized host together with the label before it. If the host ends in a
// dot, so does the registrable domain. It returns false (null in the standard) if the host is not a domain or is itself a
// public suffix.
//
// https://url.spec.whatwg.org/#host-registrable-domain
func RegistrableDomain(host string, list PublicSuffixList) (string, bool) {
	// 1: a host without a public suffix, or that is one
	suffix, ok := PublicSuffix(host, list)
	if !ok || suffix == host {
		return "", false
	}
	// 2–4: the suffix and one more label. Ambiguous: an empty label is none, so that "..com" has no registrable domain.
	rest := host[:len(host)-len(suffix)-1]
	label := rest[strings.LastIndexByte(rest, '.')+1:]
	if label == "" {
		return "", false
	}
	// 5: return the domain
	return host[len(rest)-len(label):], true
}

// A Site is an opaque origin, or a scheme and a host. Sites are == exactly when they are same site.
//
// https://html.spec.whatwg.org/multipage/browsers.html#site
type Site struct {
	scheme       string
	host         string
	isOpaqueHost bool
	opaque       Origin
}

// SiteOf returns the site of an origin. The site of an opaque origin is the origin itself. The site of a tuple origin has
// the scheme, and the registrable domain of the host; if that is null, it has the host. The zero Origin has the zero Site.
//
// https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site
func SiteOf(o Origin, list PublicSuffixList) Site {
	// An opaque origin is its own site.
	if !o.isTuple() {
		return Site{opaque: o}
	}
	s := Site{scheme: o.Scheme(), host: o.Host()}
	if !isSpecialScheme(s.scheme) {
		// An opaque host has no registrable domain.
		s.isOpaqueHost = !isIPHost(s.host, false)
	} else if domain, ok := RegistrableDomain(s.host, list); ok {
		s.host = domain
	}
	return s
}

// IsZero reports whether s is the zero Site.
func (s Site) IsZero() bool { return s == Site{} }

// IsOpaque reports whether the site is an opaque origin.
func (s Site) IsOpaque() bool { return s.opaque.IsOpaque() }

// Scheme returns the scheme of the site; it is "" for an opaque origin.
func (s Site) Scheme() string { return s.scheme }

// Host returns the host of the site; it is "" for an opaque origin.
func (s Site) Host() string { return s.host }

// String returns the serialization of the site: "null" for an opaque origin, otherwise the scheme, "://" and the host. It
// returns "" for the zero Site.
//
// https://html.spec.whatwg.org/multipage/browsers.html#serialization-of-a-site
func (s Site) String() string {
	if s.scheme == "" {
		return s.opaque.String()
	}
	return s.scheme + "://" + s.host
}

// SameSite reports whether two origins are same site: their sites are equal, schemes included. The zero Origin is not same
// site with any origin.
//
// https://html.spec.whatwg.org/multipage/browsers.html#same-site
func SameSite(a, b Origin, list PublicSuffixList) bool {
	return a.Scheme() == b.Scheme() && SchemelesslySameSite(a, b, list)
}

// SchemelesslySameSite reports whether two origins are schemelessly same site: both are the same opaque origin, or both are
// tuple origins whose sites have equal hosts. The zero Origin is not same site with any origin.
//
// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
func SchemelesslySameSite(a, b Origin, list PublicSuffixList) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	// Ambiguous: an opaque host does not equal the domain that is spelled like it.
	siteA, siteB := SiteOf(a, list), SiteOf(b, list)
	return siteA.opaque == siteB.opaque && siteA.host == siteB.host && siteA.isOpaqueHost == siteB.isOpaqueHost
}
