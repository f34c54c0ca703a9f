package origin_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/corsref/corsref/origin"
)

// benchURLs are the inputs of the benchmarks against net/url.
var benchURLs = []struct{ name, input string }{
	{"typical", "https://api.example.com:8443/v1/items?id=1#f"},
	{"origin", "https://app.example"},
	{"credentials", "https://user:pass@api.example.com:8443/v1/items?id=1#f"},
	{"ipv4", "http://127.0.0.1:8080/v1/items"},
	{"ipv6", "http://[2001:db8::1]:8080/v1/items"},
	{"uppercase", "HTTPS://API.Example.COM/v1/items"},
	{"dots", "https://api.example.com/a/b/../c/./d"},
	{"spaces", "https://api.example.com/a b/c d?e f"},
}

func BenchmarkParse(b *testing.B) {
	for _, c := range benchURLs {
		b.Run("parser=corsref/input="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := origin.ParseURL(c.input); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("parser=literal/input="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := origin.ParseLiteral(origin.URL{}, c.input); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("parser=net-url/input="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = url.Parse(c.input)
			}
		})
	}
}

func BenchmarkParseRelative(b *testing.B) {
	const base, reference = "https://api.example.com/v1/items?id=1", "../v2/items?id=2"
	b.Run("parser=corsref", func(b *testing.B) {
		b.ReportAllocs()
		u := origin.MustParseURL(base)
		for b.Loop() {
			if _, err := u.Parse(reference); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parser=net-url", func(b *testing.B) {
		b.ReportAllocs()
		u, err := url.Parse(base)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := u.Parse(reference); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOrigin(b *testing.B) {
	u := origin.MustParseURL("https://user:pass@api.example.com:8443/v1/items?id=1#f")
	v := origin.MustParseURL("https://api.example.com:8443/").Origin()
	b.Run("of=url", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if u.Origin().IsOpaque() {
				b.Fatal("opaque")
			}
		}
	})
	b.Run("of=same", func(b *testing.B) {
		b.ReportAllocs()
		o := u.Origin()
		for b.Loop() {
			if !o.SameOrigin(v) {
				b.Fatal("not same origin")
			}
		}
	})
	b.Run("of=parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := origin.Parse("https://api.example.com:8443"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// distinct is a label of n code points that are all different.
func distinct(first rune, n int) string {
	label := make([]rune, n)
	for i := range label {
		label[i] = first + rune(i)
	}
	return string(label)
}

// punycode is the longest label that decodes to distinct code points.
var punycode = "xn--" + strings.Repeat("a", 30) + "-" + strings.Repeat("b", 900)

// adversarial are inputs that make careless parsers take quadratic time. Each is the unit, over and over.
var adversarial = []struct{ name, before, unit string }{
	{"at", "http://", "@"},
	{"at-host", "http://a", "@a"},
	{"percent", "http://a/", "%"},
	{"percent-host", "http://", "%"},
	{"dots", "http://a/", "../"},
	{"segments", "http://a/", "a/../"},
	{"encoded-dots", "http://a/", "%2e%2e/"},
	{"brackets", "http://", "["},
	{"brackets-scheme", "a://", "["},
	{"colons", "http://", ":"},
	{"colons-user", "http://a@", ":"},
	{"tabs", "http://a/", "\t"},
	{"spaces", "a:", " "},
	{"slashes", "http:", "/"},
	{"backslashes", "http:", `\`},
	{"scheme", "a", "a"},
	{"labels", "http://", "a."},
	{"number", "http://", "1"},
	{"numbers", "http://", "1."},
	{"ipv6-pieces", "http://[", "1:"},
	{"ipv6-numbers", "http://[::1.", "1."},
	{"unicode-path", "http://a/", "é"},
	{"unicode-host", "http://", "é"},
	{"unicode-labels", "http://", "é."},
	{"unicode-distinct", "http://", distinct(0x4E00, 1000) + "."},
	{"unicode-punycode", "http://é.", punycode + "."},
	{"unicode-opaque-host", "a://", "é"},
	{"not-utf8", "http://a/", "\xff"},
	{"port", "http://a:", "1"},
	{"drive", "file:///", "c:/"},
	{"blob", "", "blob:"},
	{"origin-list", "https://a", ",a"},
}

func BenchmarkAdversarial(b *testing.B) {
	for _, c := range adversarial {
		for _, size := range []struct {
			name string
			n    int
		}{{"16KiB", 16 << 10}, {"128KiB", 128 << 10}, {"1MiB", 1 << 20}} {
			input := c.before + strings.Repeat(c.unit, size.n/len(c.unit))
			b.Run("input="+c.name+"/size="+size.name, func(b *testing.B) {
				b.SetBytes(int64(len(input)))
				for b.Loop() {
					u, err := origin.ParseURL(input)
					if err == nil {
						u.Origin()
					}
					_, _ = origin.Parse(input)
				}
			})
		}
	}
}
