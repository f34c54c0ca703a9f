package fetch_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

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

func TestDetermineReferrer(t *testing.T) {
	page := &fetch.Settings{Origin: mustURL(t, "https://a.example/").Origin(), URL: mustURL(t, "https://u:p@a.example/p?q#f")}
	long := mustURL(t, "https://a.example/"+strings.Repeat("x", 4096))
	const whole, alone = "https://a.example/p?q", "https://a.example/"
	const own, other, down = "https://a.example/x", "https://b.example/x", "http://b.example/x"
	for _, c := range []struct {
		name     string
		policy   fetch.ReferrerPolicy
		client   *fetch.Settings
		referrer fetch.Referrer
		current  string
		want     string
		why      string
	}{
		{"no page", fetch.ReferrerPolicyUnsafeURL, nil, fetch.Referrer{}, own, "no-referrer", "3/client"},
		{"opaque page", fetch.ReferrerPolicyUnsafeURL, &fetch.Settings{Origin: origin.NewOpaque(), URL: page.URL}, fetch.Referrer{}, own, "no-referrer", "3/client.1.2"},
		{"local page", fetch.ReferrerPolicyUnsafeURL, &fetch.Settings{Origin: page.Origin, URL: mustURL(t, "blob:https://a.example/1")}, fetch.Referrer{}, own, "no-referrer", "4: strip, 2"},
		{"chosen", fetch.ReferrerPolicyUnsafeURL, page, fetch.ReferrerURL(mustURL(t, "https://a.example/r#f")), other, "https://a.example/r", "3/url"},
		{"too long", fetch.ReferrerPolicyUnsafeURL, page, fetch.ReferrerURL(long), other, alone, "6"},
		{"no-referrer", fetch.ReferrerPolicyNoReferrer, page, fetch.Referrer{}, own, "no-referrer", "8/no-referrer"},
		{"origin", fetch.ReferrerPolicyOrigin, page, fetch.Referrer{}, down, alone, "8/origin"},
		{"unsafe-url", fetch.ReferrerPolicyUnsafeURL, page, fetch.Referrer{}, down, whole, "8/unsafe-url"},
		{"strict-origin", fetch.ReferrerPolicyStrictOrigin, page, fetch.Referrer{}, other, alone, "8/strict-origin.2"},
		{"strict-origin, down", fetch.ReferrerPolicyStrictOrigin, page, fetch.Referrer{}, down, "no-referrer", "8/strict-origin.1"},
		{"default, own", fetch.ReferrerPolicyStrictOriginWhenCrossOrigin, page, fetch.Referrer{}, own, whole, "8/strict-origin-when-cross-origin.1"},
		{"default, other", fetch.ReferrerPolicyStrictOriginWhenCrossOrigin, page, fetch.Referrer{}, other, alone, "8/strict-origin-when-cross-origin.3"},
		{"default, down", fetch.ReferrerPolicyStrictOriginWhenCrossOrigin, page, fetch.Referrer{}, down, "no-referrer", "8/strict-origin-when-cross-origin.2"},
		{"same-origin, own", fetch.ReferrerPolicySameOrigin, page, fetch.Referrer{}, own, whole, "8/same-origin.1"},
		{"same-origin, other", fetch.ReferrerPolicySameOrigin, page, fetch.Referrer{}, other, "no-referrer", "8/same-origin.2"},
		{"origin-when-cross-origin, own", fetch.ReferrerPolicyOriginWhenCrossOrigin, page, fetch.Referrer{}, own, whole, "8/origin-when-cross-origin.1"},
		{"origin-when-cross-origin, down", fetch.ReferrerPolicyOriginWhenCrossOrigin, page, fetch.Referrer{}, down, alone, "8/origin-when-cross-origin.2"},
		{"no-referrer-when-downgrade", fetch.ReferrerPolicyNoReferrerWhenDowngrade, page, fetch.Referrer{}, other, whole, "8/no-referrer-when-downgrade.2"},
		{"no-referrer-when-downgrade, down", fetch.ReferrerPolicyNoReferrerWhenDowngrade, page, fetch.Referrer{}, down, "no-referrer", "8/no-referrer-when-downgrade.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.DetermineReferrer(c.policy, c.client, c.referrer, mustURL(t, c.current)).String(); got != c.want {
				t.Errorf("got %s, want %s: %s", got, c.want, c.why)
			}
		})
	}
}

func TestParseReferrerPolicyHeader(t *testing.T) {
	for _, c := range []struct {
		name     string
		response header.List
		want     fetch.ReferrerPolicy
		why      string
	}{
		{"none", nil, fetch.ReferrerPolicyEmpty, "2"},
		{"last known", headerLines("Referrer-Policy", "origin, unknown", "referrer-policy", "unsafe-url,other"), fetch.ReferrerPolicyUnsafeURL, "3"},
		{"no extension token", headerLines("Referrer-Policy", "origin, x1, unsafe-url"), fetch.ReferrerPolicyEmpty, "1: the ABNF has letters and hyphens only"},
		{"malformed", headerLines("Referrer-Policy", "origin, un known"), fetch.ReferrerPolicyEmpty, "1: failure has no tokens"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.ParseReferrerPolicyHeader(c.response); got != c.want {
				t.Errorf("got %v, want %v: %s", got, c.want, c.why)
			}
		})
	}
}

// TestReferrerPolicyTokens are letters and hyphens: one other character, though a token may have it, spoils the header.
func TestReferrerPolicyTokens(t *testing.T) {
	for _, other := range "!#$%&'*+.^_`|~09" {
		if got := fetch.ParseReferrerPolicyHeader(lines("Referrer-Policy", "origin, x"+string(other))); got != fetch.ReferrerPolicyEmpty {
			t.Errorf("with %q: got %v", other, got)
		}
	}
	if got := fetch.ParseReferrerPolicyHeader(lines("Referrer-Policy", "origin, aZ-zA")); got != fetch.ReferrerPolicyOrigin {
		t.Errorf("got %v", got)
	}
}

// TestNoReferer is about a header that is not there, which no scenario can ask for.
func TestNoReferer(t *testing.T) {
	_, out := first(t, request(t, "https://app.example/x", fetch.RequestInit{Referrer: ptr("")}))
	if got, ok := out.Headers.Get("Referer"); ok {
		t.Errorf("Referer: %s", got)
	}
	for _, tc := range []struct {
		name           string
		referrer       fetch.Referrer
		isClient, none bool
	}{
		{"client", fetch.Referrer{}, true, false},
		{"none", fetch.NoReferrer(), false, true},
		{"URL", fetch.ReferrerURL(parse(t, "https://app.example/")), false, false},
	} {
		if tc.referrer.IsClient() != tc.isClient || tc.referrer.IsNone() != tc.none {
			t.Errorf("%s: client %t, none %t", tc.name, tc.referrer.IsClient(), tc.referrer.IsNone())
		}
	}
}
