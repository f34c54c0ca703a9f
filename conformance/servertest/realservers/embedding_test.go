package realservers_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/gocolly/colly/v2"
)

// TestEmbedding drives a real client, the Colly crawler, through the RoundTripper, as if a page's script asked another
// origin. Colly alone reads whatever that answers and sends the cookies it has; with the RoundTripper it reads what a
// browser lets script read.
func TestEmbedding(t *testing.T) {
	var seen []*http.Request
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r)
		if r.Header.Get("Origin") == "http://friend.example" {
			w.Header().Set("Access-Control-Allow-Origin", "http://friend.example")
			w.Header().Set("Access-Control-Allow-Methods", "DELETE")
		}
		io.WriteString(w, "secret")
	}))
	defer api.Close()

	for _, tc := range []struct {
		name, page, method string
		transport          func(page string) http.RoundTripper
		read               string
		code               fetch.Code
		sent               string
	}{
		{"Colly alone lets it through", "http://app.example/", "GET", nil, "secret", "", "GET"},
		{"Colly alone sends a DELETE without asking", "http://app.example/", "DELETE", nil, "secret", "", "DELETE"},
		{"with the RoundTripper it is blocked", "http://app.example/", "GET", asPage, "", fetch.CodeAllowOriginMissing, "GET"},
		{"and the DELETE is never sent", "http://app.example/", "DELETE", asPage, "", fetch.CodeAllowOriginMissing, "OPTIONS"},
		{"an origin that is allowed reads on", "http://friend.example/", "GET", asPage, "secret", "", "GET"},
		{"and may DELETE once it has asked", "http://friend.example/", "DELETE", asPage, "secret", "", "OPTIONS DELETE"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			seen = nil
			crawler := colly.NewCollector()
			if tc.transport != nil {
				crawler.WithTransport(tc.transport(tc.page))
			}
			// The crawler's own jar has a cookie for the API, as after a login there.
			if err := crawler.SetCookies(api.URL, []*http.Cookie{{Name: "session", Value: "1"}}); err != nil {
				t.Fatal(err)
			}
			var read string
			crawler.OnResponse(func(r *colly.Response) { read = string(r.Body) })
			err := crawler.Request(tc.method, api.URL+"/items", nil, nil, nil)
			refusal, _ := nethttp.Refusal(err)
			switch {
			case tc.code == "" && err != nil, tc.code != "" && (refusal == nil || refusal.Code != tc.code):
				t.Errorf("error is %v, want code %q", err, tc.code)
			case read != tc.read:
				t.Errorf("read %q, want %q", read, tc.read)
			}
			var methods []string
			for _, r := range seen {
				methods = append(methods, r.Method)
				if cookie := r.Header.Get("Cookie"); tc.transport != nil && cookie != "" {
					t.Errorf("%s carries Cookie: %s", r.Method, cookie)
				}
			}
			if got := strings.Join(methods, " "); got != tc.sent {
				t.Errorf("sent %s, want %s", got, tc.sent)
			}
		})
	}
}

// asPage makes the requests of a page. Colly names itself in each request; here that is the name of the user agent, not a
// header of script's, which would take a preflight.
func asPage(page string) http.RoundTripper {
	return &nethttp.Transport{
		Page:   page,
		Client: &nethttp.Client{Name: "colly"},
		Init: func(_ *http.Request, init *fetch.RequestInit) {
			kept := init.Headers[:0]
			for _, line := range init.Headers {
				if line.Name != "User-Agent" {
					kept = append(kept, line)
				}
			}
			init.Headers = kept
		},
	}
}
