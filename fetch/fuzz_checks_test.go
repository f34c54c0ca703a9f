package fetch_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// linesOf makes a header list of fuzzed text: a line a line feed, name and value parted at the first colon.
func linesOf(text string) header.List {
	var l header.List
	for line := range strings.SplitSeq(text, "\n") {
		name, value, _ := strings.Cut(line, ":")
		l = append(l, header.Line{Name: name, Value: value})
	}
	return l
}

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

// tokens is a list of tokens as RFC 9110's list rule has it, for bytes as code points.
var tokens = regexp.MustCompile("^(|[!#$%&'*+.^_`|~0-9A-Za-z-]+)([ \t]*,[ \t]*(|[!#$%&'*+.^_`|~0-9A-Za-z-]+))*$")

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

// isomorphic makes a code point of each byte.
func isomorphic(bytes string) string {
	var runes []rune
	for _, b := range []byte(bytes) {
		runes = append(runes, rune(b))
	}
	return string(runes)
}

// FuzzTAOCheck compares the TAO check with its steps, and sees that no header is needed by what is not cross-origin.
func FuzzTAOCheck(f *testing.F) {
	f.Add("https://app.example", "Timing-Allow-Origin:https://app.example, *", byte(0))
	f.Add("null", "Timing-Allow-Origin:\"*\"\ntiming-allow-origin:null", byte(7))
	f.Add("https://app.example", "Timing-Allow-Origin:*, https://other.test", byte(16))
	f.Add("", "", byte(16)) // no header is not one that is empty
	f.Fuzz(func(t *testing.T, requestOrigin, text string, flags byte) {
		l := linesOf(text)
		r := fetch.TAORequest{Origin: requestOrigin, Failed: flags&1 != 0, Navigate: flags&2 != 0, SameOrigin: flags&4 != 0, Tainting: fetch.ResponseTainting(flags >> 3 % 3)}
		var values []string
		if value, ok := l.Get("Timing-Allow-Origin"); ok {
			values = slices.Collect(header.DecodeAndSplit(value))
		}
		want := r.Tainting == fetch.TaintingBasic && !(r.Navigate && !r.SameOrigin)
		want = !r.Failed && (want || slices.Contains(values, "*") || slices.Contains(values, requestOrigin))
		if got := fetch.TAOCheck(r, l); got != want {
			t.Errorf("TAOCheck(%+v, %q) = %t, want %t", r, l, got, want)
		}
	})
}

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

// literalBlocking is "blocked due to its MIME type" and "blocked due to nosniff" word for word.
//
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
func literalBlocking(d fetch.Destination, l header.List) (byMIMEType, byNosniff bool) {
	m, ok := safelist.ExtractMIMEType(l)
	essence := ""
	if ok {
		essence = m.Type + "/" + m.Subtype
	}
	script := slices.Contains([]string{"audioworklet", "paintworklet", "script", "serviceworker", "sharedworker", "worker"}, d.String())
	byMIMEType = script && (strings.HasPrefix(essence, "audio/") || strings.HasPrefix(essence, "image/") || strings.HasPrefix(essence, "video/") || essence == "text/csv")
	value, _ := l.Get("X-Content-Type-Options")
	if !strings.EqualFold(slices.Collect(header.DecodeAndSplit(value))[0], "nosniff") {
		return byMIMEType, false
	}
	javaScript := []string{"application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript", "text/ecmascript",
		"text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
		"text/javascript1.5", "text/jscript", "text/livescript", "text/x-ecmascript", "text/x-javascript"}
	return byMIMEType, script && !slices.Contains(javaScript, essence) || d == fetch.DestinationStyle && essence != "text/css"
}

// FuzzBlocking checks what is blocked for its type, for every destination.
func FuzzBlocking(f *testing.F) {
	for _, mimeType := range []string{"text/javascript", "text/csv;charset=x", "IMAGE/png", "text/css, */*", "", "text/javascript1.6", "application/json,text/css"} {
		f.Add("Content-Type:" + mimeType)
		f.Add("Content-Type:" + mimeType + "\nX-Content-Type-Options:NoSniff")
		f.Add("content-type:" + mimeType + "\nX-Content-Type-Options:\nx-content-type-options:nosniff")
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := linesOf(text)
		for d := fetch.DestinationEmpty; d <= fetch.DestinationXSLT; d++ {
			mimeType, nosniff := fetch.ShouldBlockMIMEType(d, l), fetch.ShouldBlockNosniff(d, l)
			wantMIMEType, wantNosniff := literalBlocking(d, l)
			if mimeType.Passed() == wantMIMEType || nosniff.Passed() == wantNosniff {
				t.Errorf("%v, %q: blocked %t and %t, want %t and %t", d, l, !mimeType.Passed(), !nosniff.Passed(), wantMIMEType, wantNosniff)
			}
		}
	})
}
