package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// literalResourcePolicyCheck is the cross-origin resource policy check, not for a navigation, word for word.
//
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check
func literalResourcePolicyCheck(o origin.Origin, embedder fetch.EmbedderPolicy, u origin.URL, includesCredentials bool, l header.List) bool {
	blocked := func(embedder fetch.EmbedderPolicy) bool {
		policy, ok := l.Get("Cross-Origin-Resource-Policy")
		if policy != "same-origin" && policy != "same-site" && policy != "cross-origin" {
			ok = false
		}
		if !ok {
			switch {
			case embedder == fetch.EmbedderPolicyCredentialless && includesCredentials, embedder == fetch.EmbedderPolicyRequireCORP:
				policy, ok = "same-origin", true
			}
		}
		if !ok || policy == "cross-origin" {
			return false
		}
		if policy == "same-origin" {
			return !o.SameOrigin(u.Origin())
		}
		schemelesslySameSite := origin.SchemelesslySameSite(o, u.Origin(), nil)
		return !(schemelesslySameSite && o.Scheme() == "https") && !(schemelesslySameSite && u.Scheme() != "https")
	}
	return !blocked(fetch.EmbedderPolicyUnsafeNone) && !blocked(embedder)
}

// FuzzResourcePolicy also checks that a stricter embedder policy, or credentials, never allow more.
func FuzzResourcePolicy(f *testing.F) {
	for _, value := range []string{"same-origin", "same-site", "cross-origin", "Same-Origin", "same-origin, same-origin", ""} {
		f.Add("https://app.example", "https://api.app.example/", value, "")
		f.Add("http://app.example", "https://app.example:8443/", value, value)
		f.Add("null", "data:,x", value, "")
	}
	f.Fuzz(func(t *testing.T, from, to, value, second string) {
		o, err := origin.Parse(from)
		u, err2 := origin.ParseURL(to)
		if err != nil || err2 != nil {
			t.Skip("no origin, or no URL")
		}
		var l header.List
		if value != "" {
			l.Append("Cross-Origin-Resource-Policy", value)
		}
		if second != "" {
			l.Append("cross-origin-resource-policy", second)
		}
		passed := make(map[fetch.EmbedderPolicy][2]bool)
		for _, policy := range []fetch.EmbedderPolicy{fetch.EmbedderPolicyUnsafeNone, fetch.EmbedderPolicyCredentialless, fetch.EmbedderPolicyRequireCORP} {
			var both [2]bool
			for i, includesCredentials := range []bool{false, true} {
				both[i] = fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{Origin: o, URL: u, EmbedderPolicy: policy, IncludesCredentials: includesCredentials}, l).Passed()
				if want := literalResourcePolicyCheck(o, policy, u, includesCredentials, l); both[i] != want {
					t.Errorf("%v, %v, %v, %t, %q: passed %t, the literal twin says %t", o, policy, u, includesCredentials, l, both[i], want)
				}
			}
			if passed[policy] = both; both[1] && !both[0] {
				t.Errorf("%v, %v, %v, %q: passes with credentials only", o, policy, u, l)
			}
		}
		for i := range 2 {
			if strict, less, least := passed[fetch.EmbedderPolicyRequireCORP][i], passed[fetch.EmbedderPolicyCredentialless][i], passed[fetch.EmbedderPolicyUnsafeNone][i]; strict && !less || less && !least {
				t.Errorf("%v, %v, %q: a stricter policy allows more: %v", o, u, l, passed)
			}
		}
	})
}
