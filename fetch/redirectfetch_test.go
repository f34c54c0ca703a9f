package fetch_test

import (
	"strconv"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

func TestLocationURL(t *testing.T) {
	for _, c := range []struct {
		name     string
		status   int
		headers  header.List
		fragment string
		want     string // "" is none, "failure" failure
		why      string
	}{
		{"no redirect", 200, headerLines("Location", "/y"), "", "", "1"},
		{"none", 302, nil, "", "", "3: null is no header value"},
		{"two lines", 302, headerLines("Location", "/y", "location", "/y"), "", "failure", "2"},
		{"relative", 301, headerLines("Location", "../y?q"), "", "https://a.example/y?q", "3: against the response's URL"},
		{"not a URL", 307, headerLines("Location", "https://[/"), "", "failure", "3"},
		{"bytes", 308, headerLines("Location", "/\xc3\xa9"), "", "https://a.example/%C3%83%C2%A9", "3: isomorphic-decoded"},
		{"fragment inherited", 303, headerLines("Location", "/y"), "f", "https://a.example/y#f", "4"},
		{"fragment of its own", 303, headerLines("Location", "/y#g"), "f", "https://a.example/y#g", "4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, extraction := fetch.LocationURL(fetch.Response{Status: c.status, Headers: c.headers}, mustURL(t, "https://a.example/x/z"), c.fragment, c.fragment != "")
			got := u.String()
			if extraction == header.Failure {
				got = "failure"
			}
			if got != c.want || (c.want == "") != (extraction == header.Null) {
				t.Errorf("got %q (%v), want %q: %s", got, extraction, c.want, c.why)
			}
		})
	}
}

// TestRedirectOfStream says which status asked for the body again.
func TestRedirectOfStream(t *testing.T) {
	for _, status := range []int{301, 307} {
		f, _ := first(t, request(t, "https://app.example/", fetch.RequestInit{Method: new("POST"), Body: fetch.StreamBody(), Duplex: true}))
		f.Receive(fetch.Response{Status: status, Headers: headerLines("Location", "/y")})
		_, err := f.Result()
		if network, ok := err.(*fetch.NetworkError); !ok || network.Code != fetch.CodeRedirectBodyNotReplayable || network.Got != strconv.Itoa(status) {
			t.Errorf("status %d: got %+v, want %s", status, err, fetch.CodeRedirectBodyNotReplayable)
		}
	}
}
