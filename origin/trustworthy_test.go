package origin_test

import (
	"testing"

	"github.com/corsref/corsref/origin"
)

func TestIsPotentiallyTrustworthy(t *testing.T) {
	for _, c := range []struct {
		name   string
		why    string
		url    string
		want   bool
		origin bool // what the URL's origin says, where that differs from the URL
	}{
		{"https", "step 3", "https://shop.example/", true, true},
		{"wss", "step 3", "wss://shop.example/", true, true},
		{"http", "step 9", "http://shop.example/", false, false},
		{"ws", "step 9", "ws://shop.example/", false, false},
		{"ftp", "step 9", "ftp://shop.example/", false, false},
		{"loopback", "step 4", "http://127.0.0.1:3000/", true, true},
		{"loopback network", "step 4, 127.0.0.0/8", "http://127.255.0.9/", true, true},
		{"loopback short", "addresses are parsed first", "http://127.1/", true, true},
		{"next network", "128.0.0.1 is outside", "http://128.0.0.1/", false, false},
		{"domain like loopback", "a domain is no address", "http://127.0.0.1.shop.example/", false, false},
		{"ipv6 loopback", "step 4, ::1/128", "http://[::1]:3000/", true, true},
		{"ipv6 neighbour", "only that address", "http://[::2]/", false, false},
		{"ipv6 mapped", "a mapped loopback address is another one", "http://[::ffff:127.0.0.1]/", false, false},
		{"localhost", "step 5", "http://localhost:3000/", true, true},
		{"localhost dot", "step 5", "http://localhost./", true, true},
		{"below localhost", "step 5", "http://a.b.localhost/", true, true},
		{"below localhost dot", "step 5", "http://a.localhost./", true, true},
		{"localhost as suffix", "a label ends before it", "http://notlocalhost/", false, false},
		{"localhost below", "it must be the last label", "http://localhost.example/", false, false},
		{"private address", "a private network is not the host", "http://192.168.0.1/", false, false},
		{"about:blank", "URL step 1", "about:blank", true, false},
		{"about:srcdoc", "URL step 1", "about:srcdoc", true, false},
		{"about other", "only these two", "about:config", false, false},
		{"about:blank with fragment", "exactly these two", "about:blank#x", false, false},
		{"data", "URL step 2", "data:,x", true, false},
		{"file", "user agents should trust file URLs", "file:///etc/hosts", true, false},
		{"blob https", "a blob has the trust of its origin", "blob:https://shop.example/1", true, true},
		{"blob http", "or not", "blob:http://shop.example/1", false, false},
		{"blob loopback", "step 4", "blob:http://127.0.0.1/1", true, true},
		{"blob file", "as file URLs do", "blob:file:///1", true, false},
		{"blob data", "no blob is made by one", "blob:data:,x", false, false},
		{"unknown scheme", "opaque origins are not trustworthy", "app://localhost/", false, false},
		{"javascript", "nor is this one", "javascript:0", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := origin.MustParseURL(c.url)
			if got := u.IsPotentiallyTrustworthy(); got != c.want {
				t.Errorf("%s: %q is %t, want %t", c.why, u, got, c.want)
			}
			if got := u.Origin().IsPotentiallyTrustworthy(); got != c.origin {
				t.Errorf("%s: the origin of %q is %t, want %t", c.why, u, got, c.origin)
			}
		})
	}
}

func TestOriginIsPotentiallyTrustworthy(t *testing.T) {
	for _, c := range []struct {
		name string
		why  string
		o    origin.Origin
		want bool
	}{
		{"file", "step 6, for embedders whose file URLs have tuple origins", origin.MustParse("file://server"), true},
		{"embedder", "step 7: no scheme is authenticated beyond those named", origin.MustParse("app://host"), false},
		{"embedder localhost", "step 5 does not look at the scheme", origin.MustParse("app://localhost"), true},
		{"embedder loopback", "an opaque host is no address", origin.MustParse("app://127.0.0.1"), false},
		{"embedder ipv6 loopback", "one in brackets is", origin.MustParse("app://[::1]"), true},
		{"opaque", "step 1", origin.NewOpaque(), false},
		{"none", "the zero Origin is not", origin.Origin{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.o.IsPotentiallyTrustworthy(); got != c.want {
				t.Errorf("%s: got %t, want %t", c.why, got, c.want)
			}
		})
	}
	if (origin.URL{}).IsPotentiallyTrustworthy() {
		t.Error("the zero URL is trustworthy")
	}
}
