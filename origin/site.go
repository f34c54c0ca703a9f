package origin

import "strings"

// A PublicSuffixList finds public suffixes. It is asked about domains only: lowercase ASCII, not empty, without a dot at
// the end and never an IP address. It answers with a suffix of the domain that begins at a label; anything else counts as
// the rule "*", the last label, which is also what a nil list means. Package origin/psl has an implementation.
type PublicSuffixList interface {
	PublicSuffix(domain string) string
}

// PublicSuffix is the public suffix of a serialized host, with the dot at the end that the host may have; false stands
// for null: the host is no domain.
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

// RegistrableDomain is the public suffix of a serialized host and the label before it, with the dot at the end that the
// host may have; false stands for null: the host is no domain, or is itself a public suffix.
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
	scheme string
	host   siteHost
	opaque Origin
}

// A siteHost is a host with what its text alone does not tell: whether it is an opaque host.
type siteHost struct {
	text         string
	isOpaqueHost bool
}

// SiteOf obtains the site of an origin: an opaque origin as it is, else its scheme with its host's registrable domain or,
// where that is null, its host. The zero Origin has the zero Site.
//
// https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site
func SiteOf(o Origin, list PublicSuffixList) Site {
	// An opaque origin is its own site.
	if !o.isTuple() {
		return Site{opaque: o}
	}
	host := siteHost{text: o.Host()}
	switch {
	case !isSpecialScheme(o.Scheme()):
		// An opaque host has no registrable domain.
		host.isOpaqueHost = !isIPHost(host.text, false)
	default:
		// The registrable domain, or else the host.
		if domain, ok := RegistrableDomain(host.text, list); ok {
			host.text = domain
		}
	}
	return Site{scheme: o.Scheme(), host: host}
}

// IsZero reports whether s is no site at all.
func (s Site) IsZero() bool { return s == Site{} }

// IsOpaque reports whether the site is an opaque origin.
func (s Site) IsOpaque() bool { return s.opaque.IsOpaque() }

// Scheme is the site's scheme, "" for an opaque one.
func (s Site) Scheme() string { return s.scheme }

// Host is the site's host, "" for an opaque one.
func (s Site) Host() string { return s.host.text }

// String is the serialization of the site: "null", or scheme, "://" and host; "" for the zero Site.
//
// https://html.spec.whatwg.org/multipage/browsers.html#serialization-of-a-site
func (s Site) String() string {
	if s.scheme == "" {
		return s.opaque.String()
	}
	return s.scheme + "://" + s.host.text
}

// SameSite reports whether the origins are same site: the sites obtained from both are equal, schemes included. The zero
// Origin is same site with nothing.
//
// https://html.spec.whatwg.org/multipage/browsers.html#same-site
func SameSite(a, b Origin, list PublicSuffixList) bool {
	return a.Scheme() == b.Scheme() && SchemelesslySameSite(a, b, list)
}

// SchemelesslySameSite reports whether the origins are schemelessly same site: the same opaque origin, or tuple origins
// whose hosts have the same registrable domain or, where that is null, are equal. The zero Origin is same site with
// nothing.
//
// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
func SchemelesslySameSite(a, b Origin, list PublicSuffixList) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	// Ambiguous: an opaque host does not equal the domain that is spelled like it.
	siteA, siteB := SiteOf(a, list), SiteOf(b, list)
	return siteA.opaque == siteB.opaque && siteA.host == siteB.host
}
