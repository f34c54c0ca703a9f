package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/google/go-cmp/cmp"
)

// TestFilteredResponse looks at what is not for script.
func TestFilteredResponse(t *testing.T) {
	final := fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "null", "Access-Control-Allow-Credentials", "true", "X-A", "1")}
	redirect := fetch.Response{Status: 302, Headers: lines("Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true",
		"Location", "https://other.test/")}
	_, res, err := playAll(t, new(fetch.UserAgent), request(t, "https://api.example/x", fetch.RequestInit{Credentials: new(fetch.CredentialsInclude)}), "", redirect, final)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(final, res.Internal); diff != "" {
		t.Errorf("internal response: -want +got\n%s", diff)
	}
	if res.RedirectTaint != fetch.TaintCrossSite || !res.RequestIncludesCredentials {
		t.Errorf("taint %v, includes credentials %t", res.RedirectTaint, res.RequestIncludesCredentials)
	}
	_, res, err = playAll(t, new(fetch.UserAgent), &fetch.Request{URL: parse(t, "data:,hi"), Client: page(t, "https://app.example/"), LocalURLsOnly: true}, "")
	if err != nil || string(res.LocalBody) != "hi" {
		t.Errorf("body %q, %v", res.LocalBody, err)
	}
}
