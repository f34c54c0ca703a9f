package nethttp_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
)

// TestGzip: what is decoded is told as net/http tells it; what is not decoded stays as it came.
func TestGzip(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	io.WriteString(w, "hello")
	w.Close()
	for _, tc := range []struct {
		name, coding, body, want string
		broken                   bool
	}{
		{"gzip", "gzip", packed.String(), "hello", false},
		{"gzip in capitals", "GZIP", packed.String(), "hello", false},
		{"gzip and an empty element", "gzip,", packed.String(), "hello", false},
		{"an empty element and gzip", ", gzip", packed.String(), "hello", false},
		{"the old name of gzip", "x-gzip", packed.String(), "hello", false},
		{"no coding", "", "hello", "hello", false},
		{"two codings", "gzip, br", "hello", "hello", false},
		{"a coding we do not know", "br", "hello", "hello", false},
		{"not what it says", "gzip", "hello", "", true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			client := browser(internet(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if got := r.Header.Get("Accept-Encoding"); got != "gzip" {
					t.Errorf("Accept-Encoding is %q", got)
				}
				if tc.coding != "" {
					w.Header().Set("Content-Encoding", tc.coding)
				}
				io.WriteString(w, tc.body)
			})))
			res, err := client.Get("http://app.example/")
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if string(body) != tc.want || (err != nil) != tc.broken {
				t.Errorf("body is %q, %v; want %q", body, err, tc.want)
			}
			decoded := tc.want != tc.body || tc.broken
			if res.Uncompressed != decoded {
				t.Errorf("Uncompressed is %v", res.Uncompressed)
			}
			left := res.Header.Get("Content-Encoding") + res.Header.Get("Content-Length")
			if decoded && (res.ContentLength != -1 || left != "") {
				t.Errorf("ContentLength is %d, the header is %v", res.ContentLength, res.Header)
			}
			if got := res.Header.Get("Content-Encoding"); !decoded && got != tc.coding {
				t.Errorf("Content-Encoding is %q, want %q", got, tc.coding)
			}
		})
	}
}

// TestCodingIsScripts: a Client gives the header as script sees it, whatever becomes of the body.
func TestCodingIsScripts(t *testing.T) {
	client := &nethttp.Client{Network: internet(t, answers{"GET app.example/": {200, []string{"Content-Encoding", "gzip"}, "x"}})}
	res, err := client.Fetch(t.Context(), request(t, "/", fetch.RequestInit{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header(); got.Get("Content-Encoding") != "gzip" || got.Get("Content-Length") != "1" {
		t.Errorf("script sees %v", got)
	}
}

// TestDecodedBodyIsBounded: a few bytes can decode to very many.
func TestDecodedBodyIsBounded(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	w.Write(make([]byte, 1<<20))
	w.Close()
	network := internet(t, answers{"GET app.example/": {200, []string{"Content-Encoding", "gzip"}, bomb.String()}})
	for _, tc := range []struct {
		name    string
		max     int64
		want    int
		bounded bool
	}{
		{"longer than the bound", 1000, 1000, true},
		{"as long as the bound", 1 << 20, 1 << 20, false},
		{"the default leaves room", 0, 1 << 20, false},
		{"no bound", -1, 1 << 20, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			client := &nethttp.Client{Network: network, MaxDecoded: tc.max}
			res, err := client.Fetch(t.Context(), request(t, "/", fetch.RequestInit{}), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			tooLarge, bounded := errors.AsType[*nethttp.DecodedTooLargeError](err)
			if len(body) != tc.want || bounded != tc.bounded || !bounded && err != nil || bounded && tooLarge.Limit != tc.max {
				t.Errorf("%d bytes, error %v", len(body), err)
			}
		})
	}
}
