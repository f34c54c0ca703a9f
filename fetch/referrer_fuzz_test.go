package fetch_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// literalReferrer is steps 4 to 8 of "determine request's referrer" word for word, as a string; "" is no referrer.
//
// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
func literalReferrer(policy string, source, current origin.URL) string {
	if slices.Contains([]string{"about", "blob", "data"}, source.Scheme()) {
		return ""
	}
	originOnly := source.Scheme() + ":"
	if source.HasHost() {
		originOnly += "//" + source.Host()
	}
	if port, ok := source.Port(); ok {
		originOnly += fmt.Sprintf(":%d", port)
	}
	originOnly += "/"
	whole := source.WithoutCredentials().StringExcludingFragment()
	if len(whole) > 4096 {
		whole = originOnly
	}
	stripped, err := origin.ParseURL(whole)
	if err != nil {
		return "unparsable: " + whole
	}
	sameOrigin := stripped.Origin().SameOrigin(current.Origin())
	downgrade := stripped.IsPotentiallyTrustworthy() && !current.IsPotentiallyTrustworthy()
	pick := func(when bool, then, otherwise string) string {
		if when {
			return then
		}
		return otherwise
	}
	switch policy {
	case "no-referrer":
		return ""
	case "origin":
		return originOnly
	case "unsafe-url":
		return whole
	case "strict-origin":
		return pick(downgrade, "", originOnly)
	case "strict-origin-when-cross-origin":
		return pick(sameOrigin, whole, pick(downgrade, "", originOnly))
	case "same-origin":
		return pick(sameOrigin, whole, "")
	case "origin-when-cross-origin":
		return pick(sameOrigin, whole, originOnly)
	case "no-referrer-when-downgrade":
		return pick(downgrade, "", whole)
	}
	return "no such policy"
}

// policies are the referrer policies but for the empty string.
var policies = []string{"no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin", "origin-when-cross-origin",
	"strict-origin-when-cross-origin", "unsafe-url"}

// FuzzReferrer compares referrers with their twin under every policy, and the policy that a header gives with that of the
// last word that is one.
func FuzzReferrer(f *testing.F) {
	f.Add("https://u:p@app.example/x?y#z", "http://app.example/", "origin, unsafe-url")
	f.Add("http://localhost/"+strings.Repeat("a", 4096), "https://app.example/", "no-referrer,Origin")
	f.Add("file:///x", "file:///y", "same-origin\nx")
	f.Add("data:,x", "https://app.example/", "unsafe url")
	f.Add("foo:bar", "https://app.example/", "a1")
	f.Fuzz(func(t *testing.T, from, to, value string) {
		policy := fetch.ParseReferrerPolicyHeader(header.List{{Name: "referrer-policy", Value: value}})
		if want := literalPolicy(value); policy.String() != want {
			t.Errorf("ParseReferrerPolicyHeader(%q) = %q, want %q", value, policy, want)
		}
		source, err := origin.ParseURL(from)
		current, err2 := origin.ParseURL(to)
		if err != nil || err2 != nil {
			t.Skip("no URLs")
		}
		for _, name := range policies {
			policy, err := fetch.Parse[fetch.ReferrerPolicy](name)
			got := ""
			r := fetch.DetermineReferrer(policy, nil, fetch.ReferrerURL(source), current)
			if u, isURL := r.URL(); isURL {
				got = u.String()
			}
			if want := literalReferrer(name, source, current); err != nil || got != want {
				t.Errorf("%s from %q to %q: %q, want %q", name, source, current, got, want)
			}
		}
	})
}

// literalPolicy is "parse a referrer policy from a Referrer-Policy header" word for word, for one line.
//
// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
func literalPolicy(value string) string {
	if !tokens.MatchString(isomorphic(strings.Trim(value, " \t"))) || strings.Contains(value, "\n") {
		return ""
	}
	policy := ""
	for _, token := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if strings.Trim(strings.ToLower(token), "abcdefghijklmnopqrstuvwxyz-") != "" {
			return ""
		}
		if slices.Contains(policies, token) {
			policy = token
		}
	}
	return policy
}
