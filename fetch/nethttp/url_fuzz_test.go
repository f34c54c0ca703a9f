package nethttp_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
)

// FuzzTransportURL: whatever the fields of a URL are, a request goes to its Scheme and Host or nowhere.
func FuzzTransportURL(f *testing.F) {
	f.Add("http", "api.example", "/x", "", "", false)
	f.Add("http", "api.example", "", "//app.example/x", "", true)
	f.Add("http", "", "//app.example/x", "", "q", false)
	f.Add("", "api.example", "/x", "", "", false)
	f.Add("ht\ttp", "", "", "%00", "", false)
	f.Add("data", "", "", "text/plain,x", "", false)
	f.Add("HTTP", "api.example", "/", "", "?", false)
	f.Add("http", "api.example:80@app.example", "/", "", "", false)
	f.Fuzz(func(t *testing.T, scheme, host, path, opaque, query string, forceQuery bool) {
		u := &url.URL{Scheme: scheme, Host: host, Path: path, Opaque: opaque, RawQuery: query, ForceQuery: forceQuery}
		transport := &nethttp.Transport{Page: "http://app.example/", Client: &nethttp.Client{
			Network: roundTripper(func(req *http.Request) (*http.Response, error) {
				want, err := origin.ParseURL(scheme + "://" + host)
				if err != nil || want.Scheme() != scheme || req.URL.Scheme+"://"+req.URL.Host != want.Origin().String() {
					t.Errorf("%q is asked of %s://%s", u, req.URL.Scheme, req.URL.Host)
				}
				return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Access-Control-Allow-Origin": {"*"}}}, nil
			}),
		}}
		if res, err := transport.RoundTrip(&http.Request{Method: "GET", URL: u}); err == nil {
			res.Body.Close()
		}
	})
}
