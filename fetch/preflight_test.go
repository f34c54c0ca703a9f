package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

func TestPreflightCheck(t *testing.T) {
	const page = "https://app.example"
	allow := func(pairs ...string) header.List {
		return headerLines(append([]string{"Access-Control-Allow-Origin", page, "Access-Control-Allow-Credentials", "true"}, pairs...)...)
	}
	for _, c := range []struct {
		name     string
		request  fetch.Request
		response fetch.Response
		want     fetch.Code
		step     string
		why      string
	}{
		{"nothing said", fetch.Request{Method: "PUT"}, fetch.Response{Status: 200}, fetch.CodeAllowOriginMissing, "2", "7: CORS check"},
		{"status", fetch.Request{Method: "PUT"}, fetch.Response{Status: 404, Headers: allow()}, fetch.CodePreflightStatus, "8", ""},
		{"redirect", fetch.Request{Method: "PUT"}, fetch.Response{Status: 302, Headers: allow()}, fetch.CodePreflightRedirect, "8", ""},
		{"malformed", fetch.Request{Method: "PUT"}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Methods", "PUT;")}, fetch.CodeAllowMethodsMalformed, "7.3", ""},
		{"method", fetch.Request{Method: "PUT"}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Methods", "put")}, fetch.CodeMethodNotAllowed, "7.5", "methods are compared exactly"},
		{"upload listener", fetch.Request{Method: "POST", UseCORSPreflight: true}, fetch.Response{Status: 204, Headers: allow()}, "", "7.7", "7.4"},
		{"Authorization", fetch.Request{Method: "GET", Headers: headerLines("Authorization", "a")}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Headers", "*")}, fetch.CodeHeaderWildcardAuthorization, "7.6", ""},
		{"header", fetch.Request{Method: "GET", Headers: headerLines("Accept", "a", "X-A", "1")}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Headers", "x-b")}, fetch.CodeHeaderNotAllowed, "7.7", ""},
		{"allowed", fetch.Request{Method: "PUT", Headers: headerLines("X-A", "1")}, fetch.Response{Status: 204, Headers: allow("Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "X-a")}, "", "7.7", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fetch.PreflightCheck(page, &c.request, c.response); got.Code != c.want || got.Step != c.step {
				t.Errorf("got %+v, want %q at step %s: %s", got, c.want, c.step, c.why)
			}
		})
	}
}

// TestPreflightCheckCountsAccept judges a request as if it had the Accept that it will have: it counts among the 1024 bytes.
func TestPreflightCheckCountsAccept(t *testing.T) {
	const most = 1024
	var safe header.List
	for size := 0; size < most; size += 128 {
		safe = append(safe, header.Line{Name: "Content-Language", Value: long + long[:28]})
	}
	allowed := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Headers", "content-language")}
	r := &fetch.Request{URL: parse(t, "https://api.example/"), Headers: slices.Grow(safe, 1)[:len(safe)]}
	if c := fetch.PreflightCheck("https://app.example", r, allowed); c.Code != fetch.CodeHeaderNotAllowed || c.Want != "accept" {
		t.Errorf("got %+v: accept must be listed", c)
	}
	if behind := r.Headers[:len(safe)+1]; behind.Contains("Accept") {
		t.Error("the request was changed")
	}
	r.Headers = append(safe, header.Line{Name: "Accept", Value: ""})
	if c := fetch.PreflightCheck("https://app.example", r, allowed); !c.Passed() {
		t.Errorf("got %+v: with an Accept of its own nothing is unsafe", c)
	}
}
