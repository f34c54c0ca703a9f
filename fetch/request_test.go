package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestBodyOfUnknownLength: null has no Content-Length, whatever the body.
func TestBodyOfUnknownLength(t *testing.T) {
	req := &fetch.Request{Method: "POST", URL: parse(t, "https://app.example/x"), Client: page(t, "https://app.example/"), Body: fetch.BodyOf(-1)}
	if got := start(t, new(fetch.UserAgent), req).Next().Headers; got.Contains("Content-Length") {
		t.Errorf("sends %v", got)
	}
}

func TestReferrerWithoutURL(t *testing.T) {
	for _, r := range []fetch.Referrer{{}, fetch.NoReferrer()} {
		if u, ok := r.URL(); ok {
			t.Errorf("%v has the URL %v", r, u)
		}
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
