package origin_test

import (
	"fmt"
	"math/big"
	"net/netip"
	"strings"
	"testing"

	"golang.org/x/net/idna"

	"github.com/corsref/corsref/origin"
)

// ipv4Number is the literal twin of the IPv4 number parser, for digits and letters.
//
// https://url.spec.whatwg.org/#ipv4-number-parser
func ipv4Number(input string) (*big.Int, bool) {
	if input == "" {
		return nil, false
	}
	r := 10
	if len(input) >= 2 && (input[:2] == "0X" || input[:2] == "0x") {
		input, r = input[2:], 16
	} else if len(input) >= 2 && input[0] == '0' {
		input, r = input[1:], 8
	}
	if input == "" {
		return new(big.Int), true
	}
	return new(big.Int).SetString(input, r)
}

// ipv4 is the literal twin of the ends-in-a-number checker and of the IPv4 parser; the address is not valid where that
// fails.
//
// https://url.spec.whatwg.org/#concept-ipv4-parser
func ipv4(input string) (address netip.Addr, endsInANumber bool) {
	parts := strings.Split(input, ".")
	if parts[len(parts)-1] == "" && len(parts) > 1 {
		parts = parts[:len(parts)-1]
	}
	last := parts[len(parts)-1]
	if _, isNumber := ipv4Number(last); !isNumber && (last == "" || strings.Trim(last, "0123456789") != "") {
		return netip.Addr{}, false
	}
	if len(parts) > 4 {
		return netip.Addr{}, true
	}
	sum := new(big.Int)
	for i, part := range parts {
		n, ok := ipv4Number(part)
		if !ok {
			return netip.Addr{}, true
		}
		limit, shift := big.NewInt(256), uint(8*(3-i))
		if i == len(parts)-1 {
			limit, shift = new(big.Int).Lsh(big.NewInt(1), uint(8*(5-len(parts)))), 0
		}
		if n.Cmp(limit) >= 0 {
			return netip.Addr{}, true
		}
		sum.Add(sum, new(big.Int).Lsh(n, shift))
	}
	return netip.AddrFrom4([4]byte(sum.FillBytes(make([]byte, 4)))), true
}

// FuzzIPv4 compares hosts of digits, letters and dots with a twin that counts in big numbers.
func FuzzIPv4(f *testing.F) {
	for _, host := range []string{"127.0.0.1", "0x7f.1", "017700000001", "4294967296", "1.2.3.4.", "1..2", "256.1", "1.0xffffff",
		"1.0x1000000", "0x", "0X.", "08", "a.09", "1.2.3.4.5", ".", "a", "0xg", "x.0x", "1.65536.1"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		for _, c := range []byte(host) {
			if c != '.' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
				t.Skip("another character")
			}
		}
		want, isIPv4 := ipv4(host)
		u, err := origin.ParseURL("http://" + host + "/")
		switch {
		case !isIPv4:
			if (err == nil) != (host != "") || u.Host() != strings.ToLower(host) {
				t.Errorf("%q: got %q, %v, want a domain", host, u.Host(), err)
			}
		case !want.IsValid():
			if err == nil {
				t.Errorf("%q: got %q, want failure", host, u.Host())
			}
		case err != nil || u.Host() != want.String():
			t.Errorf("%q: got %q, %v, want %s", host, u.Host(), err, want)
		}
	})
}

// FuzzIPv6 compares addresses in brackets with those of net/netip, which knows zones besides, and writes addresses mapped
// from IPv4 with dots.
func FuzzIPv6(f *testing.F) {
	for _, address := range []string{"::", "::1", "1::", "1:0:0:2:0:0:0:3", "1:0:0:2:3:0:0:4", "::ffff:1.2.3.4", "1:2:3:4:5:6:7::", "1:2:3:4::5:6:7:8",
		"::1.2.3.04", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", ":1", "1:", "::12345", "::G", "ABCD::", "0:1:0:1:0:1:0:1", ":::", "1.2.3.4", "::1.2.3.4.", "::256.1.1.1"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		if strings.ContainsAny(address, "%/\\?#@[]\t\n\r") {
			t.Skip("a zone, or a delimiter of URLs")
		}
		want, wantErr := netip.ParseAddr(address)
		if wantErr == nil && want.Is4() {
			wantErr = fmt.Errorf("no IPv6 address: %s", want)
		}
		u, err := origin.ParseURL("http://[" + address + "]/")
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: got %q, %v, want %v, %v", address, u.Host(), err, want, wantErr)
		}
		if err != nil {
			return
		}
		serialized := strings.Trim(u.Host(), "[]")
		if again, err := netip.ParseAddr(serialized); err != nil || again != want || strings.Contains(serialized, ".") ||
			!want.Is4In6() && serialized != want.String() {
			t.Errorf("%q: got %q, want %v", address, u.Host(), want)
		}
	})
}

// FuzzDomain checks the domain parser: escapes change nothing, nor does the case of ASCII letters; what it makes stays as
// it is, and so does what that says in Unicode.
func FuzzDomain(f *testing.F) {
	for _, domain := range []string{"a.example", "bücher.example", "BÜCHER.example", "xn--bcher-kva.example", "xn--", "faß.example", "a。b", "\u00ad",
		"א.example", "a\u200db", "xn--a.ü", "ü.xn--a", "１２７.0.0.1", "a\xff", "é" + strings.Repeat("a", 70), "a%62", "-ü-", "Ⅷ.example", "İ.example"} {
		f.Add(domain)
	}
	hostOf := func(text string) (string, bool) {
		u, err := origin.ParseURL("https://" + text + "/")
		return u.Host(), err == nil
	}
	f.Fuzz(func(t *testing.T, domain string) {
		if len(domain) > 500 {
			t.Skip("Punycode takes quadratic time")
		}
		escaped := ""
		for _, c := range []byte(domain) {
			escaped += fmt.Sprintf("%%%02X", c)
		}
		host, ok := hostOf(escaped)
		if !strings.ContainsAny(domain, "%/\\?#@:[]\t\n\r") {
			if raw, rawOK := hostOf(domain); rawOK != ok || raw != host {
				t.Errorf("%q: %q, %t, but with escapes %q, %t", domain, raw, rawOK, host, ok)
			}
		}
		upper := strings.ToUpper(escaped)
		for i, c := range []byte(domain) {
			if 'a' <= c && c <= 'z' {
				upper = upper[:3*i] + fmt.Sprintf("%%%02X", c-0x20) + upper[3*i+3:]
			}
		}
		if other, otherOK := hostOf(upper); otherOK != ok || other != host {
			t.Errorf("%q: %q, %t, but in upper case %q, %t", domain, host, ok, other, otherOK)
		}
		if !ok {
			return
		}
		if again, ok := hostOf(host); !ok || again != host {
			t.Errorf("%q: %q, which gives %q, %t", domain, host, again, ok)
		}
		if isASCII(domain) {
			return // labels that begin with xn-- may decode to nothing valid
		}
		unicode, err := idna.Punycode.ToUnicode(host)
		if again, ok := hostOf(unicode); err != nil || !ok || again != host {
			t.Errorf("%q: %q, which is %q, %v, and gives %q, %t", domain, host, unicode, err, again, ok)
		}
	})
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}
