package fetch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// literalCORSCheck is the CORS check word for word.
//
// https://fetch.spec.whatwg.org/#concept-cors-check
func literalCORSCheck(requestOrigin string, credentials fetch.CredentialsMode, l header.List) bool {
	allowed, ok := l.Get("Access-Control-Allow-Origin")
	if !ok {
		return false
	}
	if credentials != fetch.CredentialsInclude && allowed == "*" {
		return true
	}
	if requestOrigin != allowed {
		return false
	}
	if credentials != fetch.CredentialsInclude {
		return true
	}
	value, _ := l.Get("Access-Control-Allow-Credentials")
	return value == "true"
}

// FuzzCORSCheck also checks that credentials never widen what is allowed, nor what is exposed, and that there is no
// wildcard for them.
func FuzzCORSCheck(f *testing.F) {
	for _, text := range []string{"Access-Control-Allow-Origin:*", "access-control-allow-origin:https://app.example\nAccess-Control-Allow-Credentials:true",
		"Access-Control-Allow-Origin:*\nAccess-Control-Allow-Origin:*", "Access-Control-Allow-Origin:null\nAccess-Control-Expose-Headers:*,x-a\nX-A:1",
		"Access-Control-Allow-Origin:*\nAccess-Control-Expose-Headers:x a\n*:1", "Access-Control-Allow-Origin:*\nAccess-Control-Allow-Credentials:true"} {
		f.Add("https://app.example", text)
		f.Add("null", text)
		f.Add("*", text)
	}
	f.Fuzz(func(t *testing.T, requestOrigin, text string) {
		l := linesOf(text)
		passed, visible := make(map[fetch.CredentialsMode]bool), make(map[fetch.CredentialsMode]header.List)
		for _, mode := range []fetch.CredentialsMode{fetch.CredentialsOmit, fetch.CredentialsSameOrigin, fetch.CredentialsInclude} {
			c := fetch.CORSCheck(requestOrigin, mode, l)
			if want := literalCORSCheck(requestOrigin, mode, l); c.Passed() != want || (c.Code == "") != want {
				t.Errorf("CORSCheck(%q, %v, %q) = %+v, the literal twin says %t", requestOrigin, mode, l, c, want)
			}
			names := fetch.ExposedHeaderNames(mode, l)
			if want := literalExposedNames(mode, l); !slices.Equal(names, want) {
				t.Errorf("ExposedHeaderNames(%v, %q) = %q, want %q", mode, l, names, want)
			}
			passed[mode], visible[mode] = c.Passed(), safelist.CORSSafelistedResponseHeaders(l, names)
		}
		if passed[fetch.CredentialsOmit] != passed[fetch.CredentialsSameOrigin] || passed[fetch.CredentialsInclude] && !passed[fetch.CredentialsOmit] {
			t.Errorf("%q with %q: credentials widen what is allowed: %v", requestOrigin, l, passed)
		}
		if value, _ := l.Get("Access-Control-Allow-Origin"); passed[fetch.CredentialsInclude] && value == "*" && requestOrigin != "*" {
			t.Errorf("%q passes with credentials and a wildcard", l)
		}
		for _, line := range visible[fetch.CredentialsInclude] {
			if !slices.Contains(visible[fetch.CredentialsOmit], line) {
				t.Errorf("%q: %q is visible with credentials only", l, line)
			}
		}
		for _, line := range visible[fetch.CredentialsOmit] {
			if safelist.IsForbiddenResponseHeaderName(line.Name) {
				t.Errorf("%q: %q is visible", l, line)
			}
		}
	})
}

// literalExposedNames is steps 14.1.1 to 14.1.3 of main fetch word for word.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func literalExposedNames(mode fetch.CredentialsMode, l header.List) []string {
	var names, all []string
	for _, line := range l {
		if lower := header.ByteLowercase(line.Name); !slices.Contains(all, lower) {
			all = append(all, lower)
		}
		if !header.EqualFold(line.Name, "Access-Control-Expose-Headers") {
			continue
		}
		value := strings.Trim(line.Value, " \t")
		if strings.Contains(value, "\n") || !tokens.MatchString(isomorphic(value)) {
			return nil
		}
		names = append(names, strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })...)
	}
	if mode != fetch.CredentialsInclude && slices.Contains(names, "*") {
		return all
	}
	return names
}
