package origin_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// A suffixes list has these public suffixes and no others. It fails the test when it is asked about what is no domain.
type suffixes struct {
	t    *testing.T
	list []string
}

func (s suffixes) PublicSuffix(domain string) string {
	if domain == "" || strings.HasSuffix(domain, ".") || strings.HasPrefix(domain, "[") || domain == "127.0.0.1" {
		s.t.Errorf("the list is asked about %q", domain)
	}
	for d := domain; ; {
		for _, suffix := range s.list {
			if d == suffix {
				return d
			}
		}
		_, rest, ok := strings.Cut(d, ".")
		if !ok {
			return d
		}
		d = rest
	}
}

// A constantList answers the same whatever it is asked.
type constantList string

func (c constantList) PublicSuffix(string) string { return string(c) }

func TestRegistrableDomain(t *testing.T) {
	known := suffixes{t, []string{"com", "co.uk", "uk", "hosting.example"}}
	for _, c := range []struct {
		name   string
		why    string
		host   string
		list   origin.PublicSuffixList
		suffix string // "" for null
		domain string // "" for null
	}{
		{"one label before", "the suffix and the label before it", "shop.com", known, "com", "shop.com"},
		{"more labels before", "only one of them", "a.b.shop.com", known, "com", "shop.com"},
		{"longest suffix", "co.uk is longer than uk", "a.shop.co.uk", known, "co.uk", "shop.co.uk"},
		{"the suffix itself", "a public suffix has no registrable domain", "co.uk", known, "co.uk", ""},
		{"private suffix itself", "private ones neither", "hosting.example", known, "hosting.example", ""},
		{"below a private suffix", "a customer's own", "a.hosting.example", known, "hosting.example", "a.hosting.example"},
		{"unknown suffix", "the rule * is the last label", "a.shop.unknown", known, "unknown", "shop.unknown"},
		{"trailing dot", "it is kept, and the list does not see it", "a.shop.co.uk.", known, "co.uk.", "shop.co.uk."},
		{"suffix with trailing dot", "still a suffix", "co.uk.", known, "co.uk.", ""},
		{"no list", "nil is the rule *", "a.shop.co.uk", nil, "uk", "co.uk"},
		{"no list, trailing dot", "with its dot", "a.shop.", nil, "shop.", "a.shop."},
		{"localhost", "one label is its own suffix", "localhost", known, "localhost", ""},
		{"below localhost", "and has domains below it", "a.localhost", known, "localhost", "a.localhost"},
		{"ipv4", "an address is no domain", "127.0.0.1", known, "", ""},
		{"ipv6", "neither is this one", "[::1]", known, "", ""},
		{"empty", "the empty host is none", "", known, "", ""},
		{"dot", "a dot has no label", ".", known, "", ""},
		{"empty label", "an empty label is no label", ".com", known, "com", ""},
		{"empty label inside", "wherever it stands", "a..com", known, "com", ""},
		{"empty label further left", "it does no harm there", "a..shop.com", known, "com", "shop.com"},
		{"empty label at the end", "the list does not see it", "a.shop..", known, ".", "shop.."},
		{"list answers nothing", "then the rule * holds", "a.shop.com", constantList(""), "com", "shop.com"},
		{"list answers part of a label", "then the rule * holds", "a.shop.com", constantList("op.com"), "com", "shop.com"},
		{"list answers another domain", "then the rule * holds", "a.shop.com", constantList("example"), "com", "shop.com"},
		{"list answers the whole", "then there is no registrable domain", "a.shop.com", constantList("a.shop.com"), "a.shop.com", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := origin.PublicSuffix(c.host, c.list); got != c.suffix || ok != (c.suffix != "") {
				t.Errorf("%s: public suffix %q, %t, want %q", c.why, got, ok, c.suffix)
			}
			if got, ok := origin.RegistrableDomain(c.host, c.list); got != c.domain || ok != (c.domain != "") {
				t.Errorf("%s: registrable domain %q, %t, want %q", c.why, got, ok, c.domain)
			}
		})
	}
}

func TestSameSite(t *testing.T) {
	known := suffixes{t, []string{"com", "co.uk", "uk", "hosting.example"}}
	opaque := origin.NewOpaque()
	of := func(input string) origin.Origin { return origin.MustParse(input) }
	for _, c := range []struct {
		name       string
		why        string
		a, b       origin.Origin
		schemeless bool
		same       bool
	}{
		{"same origin", "a site is larger than an origin", of("https://shop.com"), of("https://shop.com"), true, true},
		{"ports", "ports do not count", of("https://shop.com:8443"), of("https://shop.com"), true, true},
		{"subdomains", "nor do labels before the registrable domain", of("https://a.shop.com"), of("https://b.c.shop.com"), true, true},
		{"schemes", "schemes do, unless schemeless", of("http://a.shop.com"), of("https://shop.com"), true, false},
		{"other domains", "two customers of one registry", of("https://a.com"), of("https://b.com"), false, false},
		{"below a suffix", "two customers of one host", of("https://a.hosting.example"), of("https://b.hosting.example"), false, false},
		{"suffix and below", "a public suffix is the site of none of them", of("https://hosting.example"), of("https://a.hosting.example"), false, false},
		{"suffix itself", "but of itself", of("https://hosting.example"), of("https://hosting.example:8443"), true, true},
		{"localhost ports", "one host is one site", of("http://localhost:3000"), of("http://localhost:8080"), true, true},
		{"localhost schemes", "of one scheme", of("http://localhost:3000"), of("https://localhost:8080"), true, false},
		{"localhost and below", "a name below is another site", of("http://localhost"), of("http://a.localhost"), false, false},
		{"ipv4 ports", "one address is one site", of("http://127.0.0.1:3000"), of("http://127.0.0.1"), true, true},
		{"ipv4 neighbours", "addresses have no registrable domain", of("http://10.0.0.1"), of("http://11.0.0.1"), false, false},
		{"ipv6", "one address is one site", of("http://[::1]:3000"), of("http://[::1]"), true, true},
		{"localhost and loopback", "names and addresses are different hosts", of("http://localhost"), of("http://127.0.0.1"), false, false},
		{"trailing dot", "a dot makes another domain", of("https://shop.com."), of("https://shop.com"), false, false},
		{"trailing dots", "but both may have it", of("https://a.shop.com."), of("https://b.shop.com."), true, true},
		{"opaque hosts", "opaque hosts have no registrable domain", of("app://a.shop.com"), of("app://b.shop.com"), false, false},
		{"opaque host itself", "they are compared whole", of("app://host"), of("app://host:80"), true, true},
		{"opaque host and domain", "and are no domains, however spelled", of("app://localhost"), of("http://localhost"), false, false},
		{"address in both", "an address is one in any scheme", of("app://[::1]"), of("http://[::1]"), true, false},
		{"opaque", "an opaque origin is same site with itself", opaque, opaque, true, true},
		{"two opaque", "and no other", opaque, origin.NewOpaque(), false, false},
		{"opaque and tuple", "nor with a tuple origin", opaque, of("https://shop.com"), false, false},
		{"none", "no origin is same site with nothing", origin.Origin{}, origin.Origin{}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, p := range [][2]origin.Origin{{c.a, c.b}, {c.b, c.a}} {
				if got := origin.SchemelesslySameSite(p[0], p[1], known); got != c.schemeless {
					t.Errorf("%s: schemelessly same site %t, want %t", c.why, got, c.schemeless)
				}
				if got := origin.SameSite(p[0], p[1], known); got != c.same {
					t.Errorf("%s: same site %t, want %t", c.why, got, c.same)
				}
				if p[0].IsZero() {
					continue
				}
				if got := origin.SiteOf(p[0], known) == origin.SiteOf(p[1], known); got != c.same {
					t.Errorf("%s: equal sites %t, want %t", c.why, got, c.same)
				}
			}
		})
	}
}

func TestSiteOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		why    string
		o      origin.Origin
		want   string
		scheme string
		host   string
		opaque bool
		zero   bool
	}{
		{"domain", "scheme and registrable domain, no port", origin.MustParse("https://a.b.shop.com:8443"), "https://shop.com", "https", "shop.com", false, false},
		{"host", "or else the host", origin.MustParse("http://[::1]:8080"), "http://[::1]", "http", "[::1]", false, false},
		{"opaque", "or the opaque origin", origin.NewOpaque(), "null", "", "", true, false},
		{"none", "or nothing", origin.Origin{}, "", "", "", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := origin.SiteOf(c.o, nil)
			if s.String() != c.want || s.Scheme() != c.scheme || s.Host() != c.host || s.IsOpaque() != c.opaque || s.IsZero() != c.zero {
				t.Errorf("%s: got %q, want %q", c.why, s, c.want)
			}
		})
	}
}
