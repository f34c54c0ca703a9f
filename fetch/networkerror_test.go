package fetch_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/google/go-cmp/cmp"
)

func TestErrorsAreSafeToPrint(t *testing.T) {
	const escape = "\x1b]0;owned\a\x1b[2J"
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	f.Fail(errors.New("certificate is valid for " + escape))
	_, err := f.Result()
	fromServer := play(t, request(t, "https://api.example/", fetch.RequestInit{}), fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", escape)})
	for name, sentence := range map[string]string{"the transport's error": err.Error(), "a header value": fromServer.Error()} {
		if strings.ContainsAny(sentence, "\x1b\a") {
			t.Errorf("%s is printed as it is: %q", name, sentence)
		}
	}
}

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
		{"stream over HTTP/1.x", "/", fetch.RequestInit{Method: new("POST"), Body: fetch.StreamBody(), Duplex: true}, nil, fetch.CodeBodyStreamHTTP1, "", ""},
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
