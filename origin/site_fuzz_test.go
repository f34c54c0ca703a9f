package origin_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// registrableDomain is the literal twin of origin.RegistrableDomain for a domain and a list of public suffixes: it goes
// through the labels.
//
// https://url.spec.whatwg.org/#host-registrable-domain
func registrableDomain(domain string, list []string) (string, bool) {
	bare, dot := strings.CutSuffix(domain, ".")
	labels := strings.Split(bare, ".")
	at := len(labels) - 1
	for i := len(labels) - 1; i >= 0; i-- {
		if slices.Contains(list, strings.Join(labels[i:], ".")) {
			at = i
		}
	}
	if bare == "" || at == 0 || labels[at-1] == "" {
		return "", false
	}
	site := strings.Join(labels[at-1:], ".")
	if dot {
		site += "."
	}
	return site, true
}

// FuzzSite compares sites with what their definitions say, for two origins and a list of public suffixes.
func FuzzSite(f *testing.F) {
	f.Add("https://a.shop.co.uk", "https://b.shop.co.uk.", "uk,co.uk")
	f.Add("http://a.example:8080", "https://example", "")
	f.Add("http://127.0.0.1", "http://127.0.0.1:1", "1,0.1")
	f.Add("https://[::1]", "null", "]")
	f.Add("https://a..com", "https://.com", "com")
	f.Fuzz(func(t *testing.T, first, second, suffixList string) {
		a, errA := origin.Parse(first)
		b, errB := origin.Parse(second)
		if errA != nil || errB != nil {
			t.Skip("no origins")
		}
		list := strings.Split(suffixList, ",")
		known := suffixes{t, list}
		// Whether the hosts are one, or below one registrable domain.
		sameHost := a.Host() == b.Host()
		if isDomain(a) && isDomain(b) {
			siteA, okA := registrableDomain(a.Host(), list)
			siteB, okB := registrableDomain(b.Host(), list)
			sameHost = okA && okB && siteA == siteB || !okA && !okB && sameHost
			for host, want := range map[string]string{a.Host(): siteA, b.Host(): siteB} {
				if got, ok := origin.RegistrableDomain(host, known); got != want || ok != (want != "") {
					t.Errorf("RegistrableDomain(%q, %q) = %q, %t, want %q", host, list, got, ok, want)
				}
			}
		}
		if isSpecial(a) != isSpecial(b) {
			sameHost = false // an opaque host is no domain
		}
		schemeless := sameHost && !a.IsOpaque() && !b.IsOpaque()
		if got := origin.SchemelesslySameSite(a, b, known); got != schemeless {
			t.Errorf("SchemelesslySameSite(%q, %q, %q) = %t, want %t", a, b, list, got, schemeless)
		}
		same := schemeless && a.Scheme() == b.Scheme()
		if got := origin.SameSite(a, b, known); got != same {
			t.Errorf("SameSite(%q, %q, %q) = %t, want %t", a, b, list, got, same)
		}
		if got := origin.SiteOf(a, known) == origin.SiteOf(b, known); got != same {
			t.Errorf("the sites of %q and %q with %q are one: %t, want %t", a, b, list, got, same)
		}
		if origin.SameSite(b, a, known) != same || !origin.SameSite(a, a, known) || a.SameOrigin(b) && !same {
			t.Errorf("sites of %q and %q with %q: not symmetric, not reflexive, or smaller than the origin", a, b, list)
		}
	})
}

// isSpecial reports whether the origin's scheme is special: its host is then a domain or an IP address.
func isSpecial(o origin.Origin) bool {
	return slices.Contains([]string{"http", "https", "ws", "wss", "ftp", "file"}, o.Scheme())
}

// isDomain reports whether the origin's host is a domain.
func isDomain(o origin.Origin) bool {
	if !isSpecial(o) || o.Host() == "" || strings.HasPrefix(o.Host(), "[") {
		return false
	}
	_, isIPv4 := ipv4(o.Host())
	return !isIPv4
}
