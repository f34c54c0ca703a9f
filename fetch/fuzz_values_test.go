package fetch_test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// literalForgivingBase64Decode is forgiving-base64 decode word for word: bits in a buffer.
//
// https://infra.spec.whatwg.org/#forgiving-base64-decode
func literalForgivingBase64Decode(data string) (string, bool) {
	data = strings.NewReplacer("\t", "", "\n", "", "\f", "", "\r", "", " ", "").Replace(data)
	if len(data)%4 == 0 {
		if before, ok := strings.CutSuffix(data, "=="); ok {
			data = before
		} else {
			data = strings.TrimSuffix(data, "=")
		}
	}
	if len(data)%4 == 1 {
		return "", false
	}
	var output []byte
	buffer, bits := 0, 0
	for _, c := range []byte(data) {
		n := strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", c)
		if n < 0 {
			return "", false
		}
		if buffer, bits = buffer<<6|n, bits+6; bits == 24 {
			output = append(output, byte(buffer>>16), byte(buffer>>8), byte(buffer))
			buffer, bits = 0, 0
		}
	}
	switch bits {
	case 12:
		output = append(output, byte(buffer>>4))
	case 18:
		output = append(output, byte(buffer>>10), byte(buffer>>2))
	}
	return string(output), true
}

// literalPercentDecode is percent-decode word for word.
//
// https://url.spec.whatwg.org/#percent-decode
func literalPercentDecode(input string) string {
	var output []byte
	for i := 0; i < len(input); i++ {
		var b byte
		if rest := input[i:]; rest[0] == '%' && len(rest) > 2 && !strings.ContainsAny(rest[1:3], " +-_xX") {
			if n, _ := fmt.Sscanf(rest[1:3], "%02x", &b); n == 1 && strings.Trim(rest[1:3], "0123456789abcdefABCDEF") == "" {
				output = append(output, b)
				i += 2
				continue
			}
		}
		output = append(output, input[i])
	}
	return string(output)
}

// literalDataURL is the data: URL processor word for word.
//
// https://fetch.spec.whatwg.org/#data-url-processor
func literalDataURL(u origin.URL) (mimeType, body string, ok bool) {
	input := strings.TrimPrefix(u.StringExcludingFragment(), "data:")
	comma := strings.Index(input, ",")
	if comma < 0 {
		return "", "", false
	}
	mimeType, body = strings.Trim(input[:comma], "\t\n\f\r "), literalPercentDecode(input[comma+1:])
	if n := len(mimeType) - len("base64"); n >= 0 && strings.ToLower(mimeType[n:]) == "base64" {
		if before := strings.TrimRight(mimeType[:n], " "); strings.HasSuffix(before, ";") {
			if body, ok = literalForgivingBase64Decode(body); !ok {
				return "", "", false
			}
			mimeType = strings.TrimSuffix(before, ";")
		}
	}
	if strings.HasPrefix(mimeType, ";") {
		mimeType = "text/plain" + mimeType
	}
	record, ok := safelist.ParseMIMEType(mimeType)
	if !ok {
		return "text/plain;charset=US-ASCII", body, true
	}
	return record.String(), body, true
}

// FuzzDataURL compares the processor with its twin, and reads back a body that was written in base64 and in escapes.
func FuzzDataURL(f *testing.F) {
	for _, rest := range []string{",", "text/html,a%20b", ";base64,YQ==", "text/plain ; BASE64,Y Q", "base64,YQ", ";base64;x,YQ", "a/b;c=d;base64,=", ";charset=x,%zz%4", "x,YQ#f", "%3B,", ";base64,Y"} {
		f.Add(rest)
	}
	f.Fuzz(func(t *testing.T, rest string) {
		if u, err := origin.ParseURL("data:" + rest); err == nil {
			wantType, wantBody, wantOK := literalDataURL(u)
			mimeType, body, ok := fetch.ProcessDataURL(u)
			if ok != wantOK || ok && (mimeType.String() != wantType || string(body) != wantBody) {
				t.Errorf("%q: %v, %q, %t, want %s, %q, %t", u, mimeType, body, ok, wantType, wantBody, wantOK)
			}
		}
		escaped := ""
		for _, b := range []byte(rest) {
			escaped += fmt.Sprintf("%%%02x", b)
		}
		for _, text := range []string{"data:," + escaped, "data:;base64," + base64.StdEncoding.EncodeToString([]byte(rest))} {
			u, err := origin.ParseURL(text)
			if _, body, ok := fetch.ProcessDataURL(u); err != nil || !ok || string(body) != rest {
				t.Errorf("%q: body %q, %t, want %q (%v)", text, body, ok, rest, err)
			}
		}
	})
}

// FuzzLocation compares location URLs with the steps of their definition.
func FuzzLocation(f *testing.F) {
	f.Add("https://app.example/a/b?c#d", "../x", 302, "f", true, byte(1))
	f.Add("https://app.example/", "//\xe9.example/\xff", 308, "", true, byte(1))
	f.Add("https://app.example/", "https://[", 301, "", false, byte(2))
	f.Add("https://app.example/", "#g", 200, "f", true, byte(0))
	f.Fuzz(func(t *testing.T, base, location string, status int, fragment string, hasFragment bool, count byte) {
		u, err := origin.ParseURL(base)
		if err != nil {
			t.Skip("no URL")
		}
		res := fetch.Response{Status: status, Headers: lines("X-A", "1")}
		for range count % 3 {
			res.Headers = append(res.Headers, header.Line{Name: "location", Value: location})
		}
		var want origin.URL
		wantResult := header.Null
		if slices.Contains([]int{301, 302, 303, 307, 308}, status) && count%3 > 0 {
			wantResult = header.Failure
			if v, err := u.Parse(isomorphic(location)); err == nil && count%3 == 1 {
				want, wantResult = v, header.Values
				if _, has := v.Fragment(); !has && hasFragment {
					want = v.WithFragment(fragment)
				}
			}
		}
		if got, result := fetch.LocationURL(res, u, fragment, hasFragment); result != wantResult || got != want {
			t.Errorf("LocationURL(%+v, %q, %q, %t) = %q, %v, want %q, %v", res, u, fragment, hasFragment, got, result, want, wantResult)
		}
	})
}

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
