package fetch_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
)

// TestChecksSayWhy is about what a check that passes or not says of itself: the step, the header, and its value. The sentence
// for people is made of it.
func TestChecksSayWhy(t *testing.T) {
	type check struct{ Code, Step, Header, Got, Want string }
	const allowOrigin, allowCredentials = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
	const page = "https://app.example"
	cors := func(credentials fetch.CredentialsMode, pairs ...string) fetch.Check {
		return fetch.CORSCheck(page, credentials, lines(pairs...))
	}
	mime := func(to fetch.Destination, pairs ...string) fetch.Check {
		return fetch.ShouldBlockMIMEType(to, lines(pairs...))
	}
	sniff := func(to fetch.Destination, pairs ...string) fetch.Check {
		return fetch.ShouldBlockNosniff(to, append(lines("X-Content-Type-Options", "nosniff"), lines(pairs...)...))
	}
	preflight := func(credentials fetch.CredentialsMode, pairs ...string) fetch.Check {
		req := request(t, "https://api.example/", fetch.RequestInit{Method: ptr("PUT"), Headers: lines("X-B", "1", "X-A", "1"), Credentials: &credentials})
		f, _ := first(t, req)
		status := 204
		f.Receive(fetch.Response{Status: status, Headers: append(lines(allowOrigin, page, allowCredentials, "true"), lines(pairs...)...)})
		if f.Next() != nil {
			return fetch.Check{}
		}
		_, err := f.Result()
		return err.(*fetch.NetworkError).Check
	}
	omit, include := fetch.CredentialsOmit, fetch.CredentialsInclude
	const js, css, csv = "text/javascript", "text/css", "text/csv"
	for _, tc := range []struct {
		name string
		got  fetch.Check
		want check
	}{
		{"cors missing", cors(omit), check{"allow-origin-missing", "2", allowOrigin, "", page}},
		{"cors wildcard", cors(omit, allowOrigin, "*"), check{"", "3", allowOrigin, "*", page}},
		{"cors mismatch", cors(omit, allowOrigin, "x"), check{"allow-origin-mismatch", "4", allowOrigin, "x", page}},
		{"cors equal", cors(omit, allowOrigin, page), check{"", "5", allowOrigin, page, page}},
		{"cors no credentials", cors(include, allowOrigin, page), check{"allow-credentials-missing", "8", allowCredentials, "", "true"}},
		{"cors other credentials", cors(include, allowOrigin, page, allowCredentials, "1"), check{"allow-credentials-not-true", "8", allowCredentials, "1", "true"}},
		{"cors credentials", cors(include, allowOrigin, page, allowCredentials, "true"), check{"", "7", allowCredentials, "true", "true"}},

		{"mime, no script", mime(fetch.DestinationImage, "Content-Type", csv), check{Step: "5"}},
		{"mime, none", mime(fetch.DestinationScript), check{Step: "2"}},
		{"mime, good", mime(fetch.DestinationScript, "Content-Type", js), check{Step: "5"}},
		{"mime, bad", mime(fetch.DestinationScript, "Content-Type", csv), check{"mime-type", "4", "Content-Type", csv, ""}},

		{"nosniff, not said", fetch.ShouldBlockNosniff(fetch.DestinationScript, nil), check{Step: "1"}},
		{"nosniff, script", sniff(fetch.DestinationScript, "Content-Type", js), check{Step: "6"}},
		{"nosniff, no script", sniff(fetch.DestinationScript, "Content-Type", css), check{"nosniff", "4", "Content-Type", css, "a JavaScript MIME type"}},
		{"nosniff, script of no type", sniff(fetch.DestinationScript), check{"nosniff", "4", "Content-Type", "", "a JavaScript MIME type"}},
		{"nosniff, style", sniff(fetch.DestinationStyle, "Content-Type", css), check{Step: "6"}},
		{"nosniff, no style", sniff(fetch.DestinationStyle, "Content-Type", js), check{"nosniff", "5", "Content-Type", js, "text/css"}},
		{"nosniff, style of no type", sniff(fetch.DestinationStyle), check{"nosniff", "5", "Content-Type", "", "text/css"}},
		{"nosniff, image", sniff(fetch.DestinationImage, "Content-Type", js), check{Step: "6"}},

		{"preflight, malformed methods", preflight(omit, "Access-Control-Allow-Methods", "P UT"), check{"allow-methods-malformed", "7.3", "Access-Control-Allow-Methods", "P UT", ""}},
		{"preflight, malformed names", preflight(omit, "Access-Control-Allow-Headers", "x a"), check{"allow-headers-malformed", "7.3", "Access-Control-Allow-Headers", "x a", ""}},
		{"preflight, method", preflight(omit, "Access-Control-Allow-Methods", "GET"), check{"method-not-allowed", "7.5", "Access-Control-Allow-Methods", "GET", "PUT"}},
		{"preflight, method and *", preflight(include, "Access-Control-Allow-Methods", "*"), check{"method-wildcard-credentials", "7.5", "Access-Control-Allow-Methods", "*", "PUT"}},
		{"preflight, name", preflight(omit, "Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "X-A"), check{"header-not-allowed", "7.7", "Access-Control-Allow-Headers", "X-A", "x-b"}},
		{"preflight, name and *", preflight(include, "Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "*"), check{"header-wildcard-credentials", "7.7", "Access-Control-Allow-Headers", "*", "x-a"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := check{string(tc.got.Code), tc.got.Step, tc.got.Header, tc.got.Got, tc.got.Want}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestFailuresSayWhat is about what a network error shows that is not about a header of a preflight.
func TestFailuresSayWhat(t *testing.T) {
	found := func(status int, pairs ...string) *fetch.Response {
		return &fetch.Response{Status: status, Headers: append(lines("Access-Control-Allow-Origin", "*"), lines(pairs...)...)}
	}
	for _, tc := range []struct {
		name, url string
		init      fetch.RequestInit
		answer    *fetch.Response
		code      fetch.Code
		header    string
		got       string
	}{
		{"redirect mode", "https://api.example/", fetch.RequestInit{Redirect: ptr(fetch.RedirectError)}, found(301), fetch.CodeRedirectModeError, "", "301"},
		{"Location", "https://api.example/", fetch.RequestInit{}, found(302, "Location", "https://["), fetch.CodeRedirectLocationInvalid, "Location", "https://["},
		{"Location's scheme", "https://api.example/", fetch.RequestInit{}, found(302, "Location", "data:,x"), fetch.CodeRedirectScheme, "Location", "data:,x"},
		{"Location with a password", "https://api.example/", fetch.RequestInit{}, found(302, "Location", "https://u:p@www.example/"), fetch.CodeRedirectCredentialsForeign, "Location", "https://www.example/"},
		{"no-cors", "https://api.example/", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS), Redirect: ptr(fetch.RedirectManual)}, nil, fetch.CodeNoCORSRedirectModeNotFollow, "", "manual"},
		{"scheme", "ftp://api.example/", fetch.RequestInit{}, nil, fetch.CodeSchemeNotHTTP, "", "ftp:"},
		{"scheme, no-cors", "ftp://api.example/", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS)}, nil, fetch.CodeSchemeUnsupported, "", "ftp:"},
		{"keepalive", "https://api.example/", fetch.RequestInit{Method: new("POST"), Keepalive: true, Body: fetch.TextBody(strings.Repeat("x", 65537))}, nil, fetch.CodeKeepaliveTooLarge, "", "65537"},
		{"preflight's status", "https://api.example/", fetch.RequestInit{Method: new("PUT")}, found(404), fetch.CodePreflightStatus, "", "404"},
		{"stream", "/", fetch.RequestInit{Method: new("POST"), Body: fetch.StreamBody(), Duplex: true}, found(307, "Location", "/y"), fetch.CodeRedirectBodyNotReplayable, "", "307"},
		{"about", "about:srcdoc", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS)}, nil, fetch.CodeSchemeUnsupported, "", "about:"},
		{"blob", "blob:blank", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS)}, nil, fetch.CodeSchemeUnsupported, "", "blob:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req, err := fetch.NewRequest(page(t, "http://app.example/"), tc.url, tc.init)
			if err != nil {
				t.Fatal(err)
			}
			f, out := first(t, req)
			if (out == nil) != (tc.answer == nil) {
				t.Fatalf("sent %+v", out)
			}
			if tc.answer != nil {
				f.Receive(*tc.answer)
			}
			_, err = f.Result()
			network, ok := err.(*fetch.NetworkError)
			if !ok || network.Code != tc.code || network.Header != tc.header || network.Got != tc.got {
				t.Errorf("got %+v, want %s, %q: %q", err, tc.code, tc.header, tc.got)
			}
		})
	}
}

// TestDestinations lists every destination that is script-like, and every one of a navigation.
func TestDestinations(t *testing.T) {
	scripts := map[string]bool{"audioworklet": true, "paintworklet": true, "script": true, "serviceworker": true, "sharedworker": true, "worker": true}
	navigations := map[string]bool{"document": true, "embed": true, "frame": true, "iframe": true, "object": true}
	for d := range fetch.Destination(50) {
		name := d.String()
		if parsed, err := fetch.Parse[fetch.Destination](name); err != nil || parsed != d {
			continue
		}
		if fetch.IsScriptLike(d) != scripts[name] || fetch.IsNavigation(d) != navigations[name] {
			t.Errorf("%q: script-like %t, a navigation %t", name, fetch.IsScriptLike(d), fetch.IsNavigation(d))
		}
		delete(scripts, name)
		delete(navigations, name)
	}
	if len(scripts)+len(navigations) > 0 {
		t.Errorf("there is no destination %v %v", scripts, navigations)
	}
}

// TestGuards is about Headers objects whose guard only a Response or an extension gives them.
func TestGuards(t *testing.T) {
	for _, tc := range []struct {
		name, why string
		guard     fetch.Guard
		have      header.List
		append    header.Line
		want      header.List
	}{
		{"no-cors drops Range", "append, 5: it was set by who may", fetch.GuardRequestNoCORS, lines("Range", "bytes=0-1"), header.Line{Name: "Accept", Value: "a"}, lines("Accept", "a")},
		{"others keep Range", "append, 5", fetch.GuardRequest, lines("Range", "bytes=0-1"), header.Line{Name: "Accept", Value: "a"}, lines("Range", "bytes=0-1", "Accept", "a")},
		{"refused, Range stays", "append, 3.4: before 5", fetch.GuardRequestNoCORS, lines("Range", "bytes=0-1"), header.Line{Name: "X", Value: "a"}, lines("Range", "bytes=0-1")},
		{"too long together", "append, 3.3", fetch.GuardRequestNoCORS, lines("Accept", long), header.Line{Name: "Accept", Value: long}, lines("Accept", long)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := fetch.Headers{Guard: tc.guard, List: tc.have}
			if err := h.Append(tc.append.Name, tc.append.Value); err != nil || !cmp.Equal(h.List, tc.want) {
				t.Errorf("got %v, %v, want %v: %s", h.List, err, tc.want, tc.why)
			}
		})
	}
}

// long is a value of 100 bytes, of which one may be sent and two together may not.
const long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

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
