package header_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch/header"
)

func TestIsName(t *testing.T) {
	for _, r := range rows[byteString, bool](t, "header-name.json") {
		t.Run(r.Name, func(t *testing.T) {
			if got := header.IsName(string(r.Input)); got != r.Want {
				t.Errorf("IsName(%q) = %v, want %v: %s", r.Input, got, r.Want, r.Why)
			}
			if got := header.IsToken(string(r.Input)); got != r.Want {
				t.Errorf("IsToken(%q) = %v, want %v: %s", r.Input, got, r.Want, r.Why)
			}
		})
	}
}

func TestIsValue(t *testing.T) {
	for _, r := range rows[byteString, bool](t, "header-value.json") {
		t.Run(r.Name, func(t *testing.T) {
			if got := header.IsValue(string(r.Input)); got != r.Want {
				t.Errorf("IsValue(%q) = %v, want %v: %s", r.Input, got, r.Want, r.Why)
			}
		})
	}
}

func TestNormalize(t *testing.T) {
	for _, r := range rows[byteString, byteString](t, "normalize.json") {
		t.Run(r.Name, func(t *testing.T) {
			if got := header.Normalize(string(r.Input)); got != string(r.Want) {
				t.Errorf("Normalize(%q) = %q, want %q: %s", r.Input, got, r.Want, r.Why)
			}
		})
	}
}

// Every byte, against the tchar production spelled out.
func TestIsTokenByte(t *testing.T) {
	const tchar = "!#$%&'*+-.^_`|~" + "0123456789" + "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for b := range 256 {
		want := strings.IndexByte(tchar, byte(b)) >= 0
		if got := header.IsTokenByte(byte(b)); got != want {
			t.Errorf("IsTokenByte(0x%02X) = %v, want %v", b, got, want)
		}
		if got := header.IsToken(string([]byte{byte(b)})); got != want {
			t.Errorf("IsToken of 0x%02X = %v, want %v", b, got, want)
		}
	}
}

// Every pair of bytes, against lower case spelled out.
func TestEqualFoldBytes(t *testing.T) {
	for a := range 256 {
		for b := range 256 {
			want := lowerByte(byte(a)) == lowerByte(byte(b))
			if got := header.EqualFold(string([]byte{byte(a)}), string([]byte{byte(b)})); got != want {
				t.Errorf("EqualFold(0x%02X, 0x%02X) = %v, want %v", a, b, got, want)
			}
		}
		want := string([]byte{lowerByte(byte(a))})
		if got := header.ByteLowercase(string([]byte{byte(a)})); got != want {
			t.Errorf("ByteLowercase(0x%02X) = %q, want %q", a, got, want)
		}
	}
}

// lowerByte is byte-lowercase of one byte by a table.
func lowerByte(b byte) byte {
	if i := strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZ", b); i >= 0 {
		return "abcdefghijklmnopqrstuvwxyz"[i]
	}
	return b
}

// byteLowercase is the literal twin of header.ByteLowercase.
func byteLowercase(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = lowerByte(b[i])
	}
	return string(b)
}

func TestEqualFold(t *testing.T) {
	for _, c := range []struct {
		name, why, a, b string
		want            bool
	}{
		{"empty", "no byte differs", "", "", true},
		{"case", "A–Z match a–z", "Content-Type", "cONTENT-tYPE", true},
		{"length", "lengths differ", "Content-Type", "Content-Typ", false},
		{"last byte", "bytes differ", "Content-Type", "Content-Typf", false},
		{"long s", "only ASCII letters have case", "s", "ſ", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := header.EqualFold(c.a, c.b); got != c.want {
				t.Errorf("EqualFold(%q, %q) = %v, want %v: %s", c.a, c.b, got, c.want, c.why)
			}
		})
	}
}

// wellKnownNames are the names ByteLowercase promises not to allocate for.
var wellKnownNames = strings.Fields(`
	Accept Accept-Encoding Accept-Language Accept-Ranges
	Access-Control-Allow-Credentials Access-Control-Allow-Headers Access-Control-Allow-Methods
	Access-Control-Allow-Origin Access-Control-Expose-Headers Access-Control-Max-Age
	Access-Control-Request-Headers Access-Control-Request-Method
	Age Allow Authorization Cache-Control Connection Content-Disposition Content-Encoding Content-Language
	Content-Length Content-Range Content-Security-Policy Content-Type Cookie Cross-Origin-Resource-Policy
	Date ETag Etag Expires Idempotency-Key If-Match If-Modified-Since If-None-Match Keep-Alive Last-Modified Link
	Location Origin Pragma Range Referer Referrer-Policy Retry-After Server Server-Timing Set-Cookie
	Strict-Transport-Security Timing-Allow-Origin Transfer-Encoding User-Agent Vary Via WWW-Authenticate Www-Authenticate
	X-API-Key X-Api-Key X-Content-Type-Options X-Correlation-ID X-Correlation-Id X-CSRF-Token X-Csrf-Token
	 X-Frame-Options X-Powered-By X-Request-ID X-Request-Id
	X-Requested-With X-XSRF-Token X-Xsrf-Token X-XSS-Protection X-Xss-Protection`)

func TestByteLowercase(t *testing.T) {
	for _, name := range slices.Concat(wellKnownNames, []string{
		"", "X-Foo", "x-foo", "É", "X-A-Name-That-Is-Longer-Than-Thirty-Two-Bytes", "Cookie2", "aB\x00\xFF"}) {
		for _, s := range []string{name, byteLowercase(name), strings.ToUpper(name)} {
			if got, want := header.ByteLowercase(s), byteLowercase(s); got != want {
				t.Errorf("ByteLowercase(%q) = %q, want %q", s, got, want)
			}
		}
	}
	for _, name := range wellKnownNames {
		if n := testing.AllocsPerRun(10, func() { header.ByteLowercase(name) }); n != 0 {
			t.Errorf("ByteLowercase(%q) allocates %v times", name, n)
		}
	}
}
