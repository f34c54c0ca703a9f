package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// TestWithoutClient has an origin only: no policy, no partition, no page to refer to.
func TestWithoutClient(t *testing.T) {
	app := parse(t, "https://app.example/")
	t.Run("credentials", func(t *testing.T) {
		_, out := first(t, &fetch.Request{URL: parse(t, "https://api.example/"), Origin: app.Origin(), Mode: fetch.ModeNoCORS, Credentials: fetch.CredentialsInclude})
		if out == nil || !out.Credentials {
			t.Errorf("%+v: no embedder policy forbids them", out)
		}
	})
	t.Run("cache", func(t *testing.T) {
		ua := fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock}
		for i, want := range []bool{true, false} {
			f := start(t, &ua, &fetch.Request{Method: "PUT", URL: parse(t, "https://api.example/"), Origin: app.Origin(), Mode: fetch.ModeCORS, UnsafeRequest: true})
			if out := f.Next(); out == nil || out.Preflight != want {
				t.Errorf("request %d: %+v", i, out)
			}
			f.Receive(fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT")})
		}
	})
	t.Run("referrer policy", func(t *testing.T) {
		_, out := first(t, &fetch.Request{URL: parse(t, "https://api.example/"), Origin: app.Origin(), Mode: fetch.ModeCORS,
			Referrer: fetch.ReferrerURL(parse(t, "https://app.example/secret"))})
		if got, _ := out.Headers.Get("Referer"); got != "https://app.example/" {
			t.Errorf("Referer: %s; the default policy sends the origin", got)
		}
	})
}

// TestClientWithoutTopLevel is the top-level page itself.
func TestClientWithoutTopLevel(t *testing.T) {
	app := page(t, "https://www.app.example/")
	if got, want := app.DetermineNetworkPartitionKey(nil), origin.SiteOf(app.Origin, nil); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
