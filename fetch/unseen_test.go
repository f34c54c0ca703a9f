package fetch_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The tests in this file are about what no scenario can say, because no page or server sees it, or because web content
// cannot ask for it.

// first sends a request as far as its first Outgoing, nil when nothing is sent.
func first(t testing.TB, req *fetch.Request) (*fetch.Fetch, *fetch.Outgoing) {
	f := start(t, new(fetch.UserAgent), req)
	return f, f.Next()
}

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

// TestStoreCookies holds before the CORS check.
func TestStoreCookies(t *testing.T) {
	for _, include := range []bool{true, false} {
		credentials := fetch.CredentialsOmit
		if include {
			credentials = fetch.CredentialsInclude
		}
		_, out := first(t, request(t, "https://api.example/", fetch.RequestInit{Credentials: &credentials}))
		if out.StoreCookies != include || out.Credentials != include {
			t.Errorf("credentials %v: %+v", credentials, out)
		}
	}
}

// TestNullBody is about bodies, which are the embedder's.
func TestNullBody(t *testing.T) {
	for _, tc := range []struct {
		name, why, method string
		status            int
		want              bool
	}{
		{"GET", "22", "GET", 200, false},
		{"HEAD", "22: whatever the status", "HEAD", 200, true},
		{"CONNECT", "22: whatever the status", "CONNECT", 200, true},
		{"204", "a null body status", "GET", 204, true},
		{"205", "a null body status", "GET", 205, true},
		{"206", "no null body status", "GET", 206, false},
		{"304", "a null body status", "GET", 304, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, _ := first(t, &fetch.Request{Method: tc.method, URL: parse(t, "https://app.example/"), Client: page(t, "https://app.example/")})
			f.Receive(fetch.Response{Status: tc.status})
			res, err := f.Result()
			if err != nil || res.NullBody != tc.want {
				t.Errorf("got %+v, %v, want %t: %s", res, err, tc.want, tc.why)
			}
		})
	}
	for status := range 1000 {
		want := status == 101 || status == 103 || status == 204 || status == 205 || status == 304
		if fetch.IsNullBodyStatus(status) != want {
			t.Errorf("%d is a null body status: %t", status, !want)
		}
		if want := status/100 == 2; fetch.IsOKStatus(status) != want {
			t.Errorf("%d is an ok status: %t", status, !want)
		}
	}
}

// TestTimingAllowPassed is about precise timing, which the embedder measures.
func TestTimingAllowPassed(t *testing.T) {
	allowed := lines("Access-Control-Allow-Origin", "*", "Timing-Allow-Origin", "https://app.example")
	silent := lines("Access-Control-Allow-Origin", "*")
	for _, tc := range []struct {
		name, why, url string
		first, second  header.List // after a redirect, if there is a second
		want           bool
	}{
		{"same origin", "7", "https://app.example/", nil, nil, true},
		{"cross-origin", "8", "https://api.example/", silent, nil, false},
		{"allowed", "5", "https://api.example/", allowed, nil, true},
		{"allowed, then not", "each hop", "https://api.example/", allowed, silent, false},
		{"not, then allowed", "2: never again", "https://api.example/", silent, allowed, false},
		{"allowed twice", "each hop", "https://api.example/", allowed, allowed, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, _ := first(t, request(t, tc.url, fetch.RequestInit{}))
			if tc.second == nil {
				f.Receive(fetch.Response{Status: 200, Headers: tc.first})
			} else {
				f.Receive(fetch.Response{Status: 302, Headers: append(lines("Location", "/y"), tc.first...)})
				f.Receive(fetch.Response{Status: 200, Headers: tc.second})
			}
			res, err := f.Result()
			if err != nil || res.TimingAllowPassed != tc.want {
				t.Errorf("got %+v, %v, want %t: %s", res, err, tc.want, tc.why)
			}
		})
	}
}

// TestHandMadeRequests are requests that web content cannot ask for.
func TestHandMadeRequests(t *testing.T) {
	for _, tc := range []struct {
		name, why, page, url string
		change               func(*fetch.Request)
		want                 fetch.Code // nothing is sent
		headers              header.List
		sent                 string // the URL, when it is not url
	}{
		{"local URLs only", "main fetch, 3", "https://app.example/", "https://app.example/",
			func(r *fetch.Request) { r.LocalURLsOnly = true }, fetch.CodeLocalURLsOnly, nil, ""},
		{"navigation", "main fetch, 12: no CORS", "http://app.example/", "http://api.example/",
			func(r *fetch.Request) { r.Mode = fetch.ModeNavigate }, "", lines("Referer", "http://app.example/"), ""},
		{"WebSocket", "12; append Origin, 3", "http://app.example/", "http://api.example/",
			func(r *fetch.Request) { r.Mode = fetch.ModeWebSocket }, "", lines("Referer", "http://app.example/", "Origin", "http://app.example"), ""},
		{"WebTransport", "12; append Origin, 3", "http://app.example/", "http://api.example/",
			func(r *fetch.Request) { r.Mode = fetch.ModeWebTransport }, "", lines("Referer", "http://app.example/", "Origin", "http://app.example"), ""},
		{"prefetch", "8.14", "http://app.example/", "http://app.example/",
			func(r *fetch.Request) { r.Initiator = fetch.InitiatorPrefetch }, "",
			lines("Referer", "http://app.example/", "Sec-Purpose", "prefetch"), ""},
		{"image", "upgrade, 2", "https://app.example/", "http://app.example/",
			func(r *fetch.Request) { r.Mode, r.Destination = fetch.ModeNoCORS, fetch.DestinationImage }, "",
			lines("Referer", "https://app.example/", "Sec-Fetch-Dest", "image", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Site", "same-origin"), "https://app.example/"},
		{"image set", "upgrade, 1.5", "https://app.example/", "http://app.example/",
			func(r *fetch.Request) {
				r.Mode, r.Destination, r.Initiator = fetch.ModeNoCORS, fetch.DestinationImage, fetch.InitiatorImageSet
			}, fetch.CodeMixedContent, nil, ""},
		{"video of an image set's page", "upgrade, 1.5: only images", "https://app.example/", "http://app.example/",
			func(r *fetch.Request) {
				r.Mode, r.Destination, r.Initiator = fetch.ModeNoCORS, fetch.DestinationVideo, fetch.InitiatorImageSet
			}, "", lines("Referer", "https://app.example/", "Sec-Fetch-Dest", "video", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Site", "same-origin"), "https://app.example/"},
		{"image of an insecure page", "upgrade, 1.3", "http://app.example/", "http://app.example/",
			func(r *fetch.Request) { r.Mode, r.Destination = fetch.ModeNoCORS, fetch.DestinationImage }, "",
			lines("Referer", "http://app.example/"), ""},
		{"image without page", "upgrade, 1.3", "http://app.example/", "http://app.example/",
			func(r *fetch.Request) {
				r.Mode, r.Destination = fetch.ModeNoCORS, fetch.DestinationImage
				r.Origin, r.Client = r.Client.Origin, nil
			}, "", nil, ""},
		{"no page", "corp, 3: no embedder policy", "http://app.example/", "http://api.example/",
			func(r *fetch.Request) { r.Mode, r.Origin, r.Client = fetch.ModeNoCORS, r.Client.Origin, nil }, "", nil, ""},
		{"page with a policy", "main fetch, 8", "http://app.example/", "http://api.example/",
			func(r *fetch.Request) { r.Client.ReferrerPolicy = fetch.ReferrerPolicyNoReferrer }, "", lines("Origin", "http://app.example"), ""},
		{"own origin", "populate, 2.2: only when it is client", "http://app.example/", "http://api.example/",
			func(r *fetch.Request) { r.Origin = parse(t, "http://other.example").Origin() }, "",
			lines("Referer", "http://app.example/", "Origin", "http://other.example"), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req := &fetch.Request{URL: parse(t, tc.url), Client: page(t, tc.page), Mode: fetch.ModeCORS}
			tc.change(req)
			f, out := first(t, req)
			if out == nil {
				_, err := f.Result()
				if got := codeOf(err); got != tc.want {
					t.Errorf("got %s (%v), want %s: %s", got, err, tc.want, tc.why)
				}
				return
			}
			sent := tc.sent
			if sent == "" {
				sent = tc.url
			}
			out.Headers.Delete("Accept") // which all have
			if diff := cmp.Diff(tc.headers, out.Headers, equateEmpty); diff != "" || tc.want != "" || out.URL.String() != sent {
				t.Errorf("%s was sent, want %s; %s: -want +got\n%s", out.URL, sent+string(tc.want), tc.why, diff)
			}
			if f.Receive(fetch.Response{Status: 200}) != nil {
				t.Error("there is more to send")
			}
			if _, err := f.Result(); err != nil && out.Headers.Contains("Origin") && req.Mode != fetch.ModeCORS {
				t.Errorf("judged by CORS: %v", err)
			}
		})
	}
}

// equateEmpty makes an empty list equal to none.
var equateEmpty = cmpopts.EquateEmpty()

// codeOf is the code of a network error, or "".
func codeOf(err error) fetch.Code {
	var network *fetch.NetworkError
	if errors.As(err, &network) {
		return network.Code
	}
	return ""
}
