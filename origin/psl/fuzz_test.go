package psl_test

import (
	"strings"
	"testing"

	"golang.org/x/net/publicsuffix"

	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// FuzzList compares registrable domains with what golang.org/x/net calls the effective top-level domain plus one.
func FuzzList(f *testing.F) {
	for _, host := range []string{"a.shop.co.uk", "github.io", "a.b.c.ck", "www.ck", "a.www.ck", "localhost", "a.s3.dualstack.eu-west-1.amazonaws.com",
		"xn--55qx5d.cn", "a.kawasaki.jp", "city.kawasaki.jp", "compute.amazonaws.com"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, input string) {
		u, err := origin.ParseURL("https://" + input + "/")
		if err != nil {
			t.Skip("no host")
		}
		host := strings.TrimSuffix(u.Host(), ".")
		suffix, ok := origin.PublicSuffix(host, psl.List)
		if !ok {
			t.Skip("no domain")
		}
		if below := strings.TrimSuffix(host, suffix); below+suffix != host || below != "" && !strings.HasSuffix(below, ".") {
			t.Fatalf("%q has the public suffix %q", host, suffix)
		}
		domain, ok := origin.RegistrableDomain(host, psl.List)
		if again, _ := origin.RegistrableDomain(domain, psl.List); again != domain {
			t.Errorf("%q has the registrable domain %q, which has %q", host, domain, again)
		}
		if strings.Contains("."+host+".", "..") {
			return // the other function refuses empty labels
		}
		if dotted, _ := origin.RegistrableDomain(host+".", psl.List); ok && dotted != domain+"." {
			t.Errorf("%q has the registrable domain %q, with a dot %q", host, domain, dotted)
		}
		if want, err := publicsuffix.EffectiveTLDPlusOne(host); ok != (err == nil) || domain != want {
			t.Errorf("%q has the registrable domain %q, %t, want %q, %v", host, domain, ok, want, err)
		}
	})
}
