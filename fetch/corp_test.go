package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

func TestCrossOriginResourcePolicyCheck(t *testing.T) {
	const name = "Cross-Origin-Resource-Policy"
	for _, c := range []struct {
		name        string
		page, url   string
		policy      fetch.EmbedderPolicy
		credentials bool
		value       string
		want        fetch.Code
		why         string
	}{
		{"nothing said", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, true, "", "", "4/unsafe-none, 5/null"},
		{"unknown", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, true, "Same-Origin", "", "3: compared exactly"},
		{"two lines' worth", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, true, "same-origin, same-origin", "", "2, 3: combined, it is none of the three"},
		{"cross-origin", "https://a.example", "https://b.example/", fetch.EmbedderPolicyRequireCORP, true, "cross-origin", "", "5/cross-origin"},
		{"same-origin, other", "https://a.example", "https://b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-origin", fetch.CodeResourcePolicySameOrigin, "5/same-origin"},
		{"same-origin, own", "https://a.example", "https://a.example/x", fetch.EmbedderPolicyUnsafeNone, false, "same-origin", "", "5/same-origin"},
		{"same-site, other", "https://a.example", "https://b.test/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", fetch.CodeResourcePolicySameSite, "5/same-site/1"},
		{"same-site, own", "https://a.b.example", "https://c.b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", "", "5/same-site"},
		{"same-site, from http", "http://a.b.example", "https://c.b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", fetch.CodeResourcePolicySameSite, "5/same-site/2"},
		{"same-site, http to http", "http://a.b.example", "http://c.b.example/", fetch.EmbedderPolicyUnsafeNone, false, "same-site", "", "5/same-site/2"},
		{"credentialless with", "https://a.example", "https://b.example/", fetch.EmbedderPolicyCredentialless, true, "", fetch.CodeEmbedderPolicy, "4/credentialless/1"},
		{"credentialless without", "https://a.example", "https://b.example/", fetch.EmbedderPolicyCredentialless, false, "", "", "4/credentialless"},
		{"require-corp", "https://a.example", "https://b.example/", fetch.EmbedderPolicyRequireCORP, false, "", fetch.CodeEmbedderPolicy, "4/require-corp"},
		{"require-corp, own", "https://a.example", "https://a.example/x", fetch.EmbedderPolicyRequireCORP, false, "", "", "4/require-corp, 5/same-origin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l header.List
			if c.value != "" {
				l = headerLines(name, c.value)
			}
			got := fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{
				Origin: mustURL(t, c.page).Origin(), URL: mustURL(t, c.url), EmbedderPolicy: c.policy, IncludesCredentials: c.credentials,
			}, l)
			if got.Code != c.want {
				t.Errorf("got %q, want %q: %s", got.Code, c.want, c.why)
			}
		})
	}
}

// TestPolicyOfAResource says what would have been enough.
func TestPolicyOfAResource(t *testing.T) {
	for _, tc := range []struct{ name, url, want string }{
		{"same site", "https://www.app.example/", "same-site"},
		{"cross-site", "https://api.example/", "cross-origin"},
	} {
		c := fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{Origin: parse(t, "https://app.example/").Origin(), URL: parse(t, tc.url)},
			lines("Cross-Origin-Resource-Policy", "same-origin"))
		if c.Passed() || c.Want != tc.want {
			t.Errorf("%s: %+v, want %s", tc.name, c, tc.want)
		}
	}
}
