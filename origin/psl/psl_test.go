package psl_test

import (
	"testing"

	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

func TestList(t *testing.T) {
	for _, c := range []struct{ name, why, host, suffix, domain string }{
		{"generic", "a rule of one label", "a.shop.com", "com", "shop.com"},
		{"country", "a rule of two", "a.shop.co.uk", "co.uk", "shop.co.uk"},
		{"private section", "browsers use it as well", "a.whatever.github.io", "github.io", "whatever.github.io"},
		{"suffix", "is its own", "github.io", "github.io", ""},
		{"wildcard rule", "one more label", "a.b.c.ck", "c.ck", "b.c.ck"},
		{"exception rule", "one less", "a.www.ck", "ck", "www.ck"},
		{"unlisted", "the rule *", "a.shop.unlisted-name", "unlisted-name", "shop.unlisted-name"},
		{"trailing dot", "the dot is kept", "a.shop.co.uk.", "co.uk.", "shop.co.uk."},
		{"suffix with trailing dot", "and does not hide a suffix", "co.uk.", "co.uk.", ""},
		{"internationalized", "rules are ASCII too", "a.xn--55qx5d.cn", "xn--55qx5d.cn", "a.xn--55qx5d.cn"},
		{"localhost", "not listed, one label", "localhost", "localhost", ""},
		{"ipv4", "an address is never looked up", "127.0.0.1", "", ""},
		{"ipv6", "neither is this one", "[2001:db8::1]", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := origin.PublicSuffix(c.host, psl.List); got != c.suffix || ok != (c.suffix != "") {
				t.Errorf("%s: public suffix %q, %t, want %q", c.why, got, ok, c.suffix)
			}
			if got, ok := origin.RegistrableDomain(c.host, psl.List); got != c.domain || ok != (c.domain != "") {
				t.Errorf("%s: registrable domain %q, %t, want %q", c.why, got, ok, c.domain)
			}
		})
	}
}

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		name, why, a, b string
		want            bool
	}{
		{"subdomains", "of one registrable domain", "https://a.shop.co.uk", "https://b.shop.co.uk", true},
		{"customers", "of one suffix", "https://a.github.io", "https://b.github.io", false},
		{"suffix itself", "with a customer", "https://github.io", "https://a.github.io", false},
		{"addresses", "that end alike", "http://10.0.0.1", "http://11.0.0.1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, errA := origin.Parse(c.a)
			b, errB := origin.Parse(c.b)
			if errA != nil || errB != nil {
				t.Fatal(errA, errB)
			}
			if got := origin.SameSite(a, b, psl.List); got != c.want {
				t.Errorf("%s: got %t, want %t", c.why, got, c.want)
			}
		})
	}
}

func BenchmarkSameSite(b *testing.B) {
	x, errX := origin.Parse("https://a.shop.co.uk")
	y, errY := origin.Parse("https://b.shop.co.uk")
	if errX != nil || errY != nil {
		b.Fatal(errX, errY)
	}
	b.Run("list=psl", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if !origin.SameSite(x, y, psl.List) {
				b.Fatal("not same site")
			}
		}
	})
}
