package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

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
