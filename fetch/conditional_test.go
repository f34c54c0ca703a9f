package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

// TestConditionalHeaders: a request that script made conditional goes around the
// HTTP cache, one with a header that only looks so does not.
func TestConditionalHeaders(t *testing.T) {
	for name, conditional := range map[string]bool{
		"If-Match": true, "if-none-match": true, "If-Modified-Since": true, "IF-UNMODIFIED-SINCE": true, "If-Range": true,
		"If-Matches": false, "If-Foo-Bar": false, "In-Match-": false, "XIf-Match": false, "If": false,
	} {
		out := start(t, new(fetch.UserAgent), request(t, "https://app.example/", fetch.RequestInit{Headers: lines(name, "x")})).Next()
		if got := out.Headers.Contains("Pragma") && out.CacheMode == fetch.CacheNoStore; got != conditional {
			t.Errorf("with %s: cache mode %v, Pragma sent %v; want conditional to be %v", name, out.CacheMode, got, conditional)
		}
	}
}

// TestStrippedReferrers: local URLs are no referrers.
func TestStrippedReferrers(t *testing.T) {
	for _, s := range []string{"about:blank", "data:,x", "blob:https://app.example/1"} {
		for _, originOnly := range []bool{false, true} {
			if u, ok := fetch.StripURLForReferrer(parse(t, s), originOnly); ok || !u.IsZero() {
				t.Errorf("StripURLForReferrer(%s, %v) = %v, %v; want no referrer", s, originOnly, u, ok)
			}
		}
	}
	if u, ok := fetch.StripURLForReferrer(parse(t, "https://u:p@app.example/x?y#z"), true); !ok || u.String() != "https://app.example/" {
		t.Errorf("the origin of a URL is %v, %v; want https://app.example/", u, ok)
	}
}
