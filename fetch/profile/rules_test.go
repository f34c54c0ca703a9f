package profile_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
)

func page(t *testing.T) *fetch.Settings {
	t.Helper()
	u, err := origin.ParseURL("https://app.example/")
	if err != nil {
		t.Fatal(err)
	}
	return &fetch.Settings{Origin: u.Origin(), URL: u}
}

func profileOf(t *testing.T, name string) fetch.Profile {
	t.Helper()
	set, ok := profile.ByName(name)
	if !ok {
		t.Fatalf("no browser %s", name)
	}
	return set.Profile()
}

// TestRefusedBeforehand has neighbours of the suite's cases, as browsers were seen to treat them.
func TestRefusedBeforehand(t *testing.T) {
	long := fetch.RequestInit{Method: new("POST"), Keepalive: true, Body: fetch.BodyOf(65537)}
	noCORS := fetch.RequestInit{Mode: new(fetch.ModeNoCORS)}
	for _, c := range []struct {
		browser, input string
		init           fetch.RequestInit
		code           fetch.Code
	}{
		{"chromium", "data:,x", long, ""},
		{"firefox", "data:,x", long, fetch.CodeKeepaliveTooLarge},
		{"webkit", "data:,x", long, fetch.CodeKeepaliveTooLarge},
		{"chromium", "/x?<", fetch.RequestInit{}, ""},
		{"chromium", "/x?\n", fetch.RequestInit{}, ""},
		{"chromium", "/x<#\r", fetch.RequestInit{}, fetch.CodeDanglingMarkup},
		{"chromium", "\t/x<", fetch.RequestInit{}, fetch.CodeDanglingMarkup},
		{"chromium", "data:,\n<", fetch.RequestInit{}, ""},
		{"firefox", "/x?\n<", fetch.RequestInit{}, ""},
		{"chromium", "about:blank", noCORS, fetch.CodeSchemeUnsupported},
		{"firefox", "about:blank", noCORS, ""},
		{"chromium", "http://api.example:6679/", fetch.RequestInit{}, fetch.CodeMixedContent},
		{"chromium", "http://api.example:6697/", fetch.RequestInit{}, fetch.CodeBadPort},
	} {
		t.Run(c.browser+"/"+c.input, func(t *testing.T) {
			req, err := fetch.NewRequest(page(t), c.input, c.init)
			if err != nil {
				t.Fatal(err)
			}
			ua := fetch.UserAgent{Profile: profileOf(t, c.browser)}
			f, err := ua.Start(req)
			if err != nil {
				t.Fatal(err)
			}
			var refused *fetch.NetworkError
			if _, err := f.Result(); errors.As(err, &refused) != (c.code != "") || refused != nil && refused.Code != c.code {
				t.Errorf("got %v, want code %q", err, c.code)
			}
		})
	}
}

// TestCORSURLWithoutCredentials follows a relative Location from a URL with credentials.
func TestCORSURLWithoutCredentials(t *testing.T) {
	allow := header.Line{Name: "Access-Control-Allow-Origin", Value: "*"}
	for browser, first := range map[string]string{
		"chromium": "https://u:p@api.example/x", "webkit": "https://api.example/x", "firefox": "https://u:p@api.example/x",
	} {
		t.Run(browser, func(t *testing.T) {
			req, err := fetch.NewXMLHttpRequest(page(t), fetch.XMLHttpRequest{Method: "GET", URL: "https://u:p@api.example/x"})
			if err != nil {
				t.Fatal(err)
			}
			ua := fetch.UserAgent{Profile: profileOf(t, browser)}
			f, err := ua.Start(req)
			if err != nil {
				t.Fatal(err)
			}
			f.Receive(fetch.Response{Status: 200, Headers: header.List{allow}})
			if res, err := f.Result(); err != nil || res.URL.String() != first {
				t.Errorf("response %v, %v, want one from %s", res, err, first)
			}
			if err := ua.StartInto(f, req); err != nil {
				t.Fatal(err)
			}
			out := f.Receive(fetch.Response{Status: 302, Headers: header.List{allow, {Name: "Location", Value: "/y"}}})
			if follows := out != nil; follows != (browser != "firefox") {
				t.Errorf("follows a relative Location: %t", follows)
			}
		})
	}
}
