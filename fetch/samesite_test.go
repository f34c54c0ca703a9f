package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
)

// TestSameSiteMode is about cookies, which are the embedder's.
func TestSameSiteMode(t *testing.T) {
	for _, tc := range []struct {
		name, why string
		topLevel  string
		url       string
		method    string
		to        fetch.Destination
		redirect  string
		want      fetch.SameSiteMode
	}{
		{"same origin", "6", "", "https://app.example/", "GET", fetch.DestinationEmpty, "", fetch.SameSiteStrictOrLess},
		{"same site", "6", "", "https://www.app.example/", "GET", fetch.DestinationEmpty, "", fetch.SameSiteStrictOrLess},
		{"cross-site", "the deviation", "", "https://api.example/", "GET", fetch.DestinationEmpty, "", fetch.SameSiteUnsetOrLess},
		{"document", "3", "", "https://api.example/", "GET", fetch.DestinationDocument, "", fetch.SameSiteLaxOrLess},
		{"document, POST", "3: only GET", "", "https://api.example/", "POST", fetch.DestinationDocument, "", fetch.SameSiteUnsetOrLess},
		{"framed", "4: an ancestor of another site", "https://top.example", "https://app.example/", "GET", fetch.DestinationEmpty, "", fetch.SameSiteUnsetOrLess},
		{"framed by the site", "4: no such ancestor", "https://www.app.example", "https://app.example/", "GET", fetch.DestinationEmpty, "", fetch.SameSiteStrictOrLess},
		{"by way of another site", "5: the redirect-taint", "", "https://api.example/", "GET", fetch.DestinationEmpty, "https://app.example/", fetch.SameSiteUnsetOrLess},
		{"within the site", "5: no such taint", "", "https://www.app.example/", "GET", fetch.DestinationEmpty, "https://app.example/", fetch.SameSiteStrictOrLess},
		{"document by way of another site", "3: before 5", "", "https://api.example/", "GET", fetch.DestinationDocument, "https://app.example/", fetch.SameSiteLaxOrLess},
	} {
		t.Run(tc.name, func(t *testing.T) {
			client := page(t, "https://app.example/")
			if tc.topLevel != "" {
				client.TopLevelOrigin = parse(t, tc.topLevel).Origin()
			}
			f, out := first(t, &fetch.Request{Method: tc.method, URL: parse(t, tc.url), Client: client, Mode: fetch.ModeNoCORS, Destination: tc.to})
			if tc.redirect != "" {
				out = f.Receive(fetch.Response{Status: 302, Headers: lines("Location", tc.redirect)})
			}
			if out == nil || out.SameSite != tc.want {
				t.Errorf("got %+v, want %v: %s", out, tc.want, tc.why)
			}
		})
	}
}

// TestSameSiteModeWithoutClient has no ancestors to look at.
func TestSameSiteModeWithoutClient(t *testing.T) {
	u := parse(t, "https://app.example/")
	if _, out := first(t, &fetch.Request{URL: u, Origin: u.Origin()}); out == nil || out.SameSite != fetch.SameSiteStrictOrLess || out.Method != "GET" {
		t.Errorf("got %+v", out)
	}
}

// TestCrossSiteAncestor nests a page: any page around it counts, the top-level page or
// one between.
func TestCrossSiteAncestor(t *testing.T) {
	app, other := "https://app.example/", "https://other.test/"
	for _, tc := range []struct {
		name, topLevel string
		ancestors      []string
		want           fetch.SameSiteMode
	}{
		{"in itself", app, []string{app}, fetch.SameSiteStrictOrLess},
		{"in another site", other, nil, fetch.SameSiteUnsetOrLess},
		{"in another site that is in its own", app, []string{other}, fetch.SameSiteUnsetOrLess},
		{"in its own site that is in another", other, []string{app}, fetch.SameSiteUnsetOrLess},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req := request(t, app, fetch.RequestInit{Credentials: new(fetch.CredentialsInclude)})
			client := *req.Client
			client.TopLevelOrigin = parse(t, tc.topLevel).Origin()
			for _, ancestor := range tc.ancestors {
				client.Ancestors = append(client.Ancestors, parse(t, ancestor).Origin())
			}
			req.Client = &client
			if _, out := first(t, req); out.SameSite != tc.want {
				t.Errorf("same-site mode is %v, want %v", out.SameSite, tc.want)
			}
		})
	}
}
