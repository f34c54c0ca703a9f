package profile

import (
	"testing"

	"github.com/corsref/corsref/origin"
)

// TestRewriteRange spells a Range as Chromium was recorded to, and leaves what is no range of bytes as it is.
func TestRewriteRange(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"as it should be", "bytes=0-1", "bytes=0-1"},
		{"upper case", "BYTES=0-1", "bytes=0-1"},
		{"spaces", "bytes = 0 - 1", "bytes=0-1"},
		{"leading zeros", "bytes=00-01", "bytes=0-1"},
		{"a sign", "bytes=+1-2", "bytes=1-2"},
		{"an empty element of the list", "bytes=,100-200", "bytes=100-200"},
		{"the last bytes", "bytes=-05", "bytes=-5"},
		{"no last byte", "bytes=0-", "bytes=0-"},
		{"none of the last bytes", "bytes=-0", "bytes=-0"},
		{"no number", "bytes=-", "bytes=-"},
		{"backwards", "bytes=5-1", "bytes=5-1"},
		{"two ranges", "bytes=0-1,3-4", "bytes=0-1,3-4"},
		{"a number of more than 63 bits", "bytes=0-18446744073709551616", "bytes=0-18446744073709551616"},
		{"another unit", "items=0-1", "items=0-1"},
		{"nothing", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := rewriteRange(test.value); got != test.want {
				t.Errorf("%q becomes %q, want %q", test.value, got, test.want)
			}
		})
	}
}

// TestIsNonPublic has the addresses that Chromium was recorded to take for private ones, and their neighbors.
func TestIsNonPublic(t *testing.T) {
	for host, want := range map[string]bool{
		"10.0.0.1": true, "172.16.0.1": true, "172.32.0.1": false, "192.168.0.1": true, "169.254.0.1": true, "100.64.0.1": true,
		"0.0.0.0": true, "198.18.0.1": false, "203.0.113.1": false, "8.8.8.8": false,
		"[fd00::1]": true, "[fe80::1]": true, "[2001:db8::1]": true, "[::]": true, "[2606:4700::1]": false,
		"127.0.0.1": false, "localhost": false, "api.example": false,
	} {
		if got := isNonPublic(origin.MustParseURL("http://" + host + "/")); got != want {
			t.Errorf("%s: got %t, want %t", host, got, want)
		}
	}
}
