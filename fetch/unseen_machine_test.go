package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/google/go-cmp/cmp"
)

// TestMisdirected answers 421, which no rule of a scenario can do only once: each of the two requests of a fetch is sent
// once more, on a new connection.
func TestMisdirected(t *testing.T) {
	allowed := lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT")
	f, out := first(t, request(t, "https://api.example/", fetch.RequestInit{Method: ptr("PUT")}))
	type sent struct {
		Preflight, NewConnection bool
	}
	var got []sent
	for _, status := range []int{421, 204, 421, 421} {
		if out == nil {
			t.Fatalf("only %+v were sent", got)
		}
		got = append(got, sent{out.Preflight, out.NewConnection})
		out = f.Receive(fetch.Response{Status: status, Headers: allowed})
	}
	if diff := cmp.Diff([]sent{{true, false}, {true, true}, {false, false}, {false, true}}, got); diff != "" || out != nil {
		t.Errorf("then %+v, -want +got\n%s", out, diff)
	}
	if res, err := f.Result(); err != nil || res.Status != 421 {
		t.Errorf("got %+v, %v", res, err)
	}
}

// TestMisdirectedPreflightOfAStream sends the preflight once more, which has no body.
func TestMisdirectedPreflightOfAStream(t *testing.T) {
	f, out := first(t, request(t, "https://api.example/", fetch.RequestInit{Method: ptr("PUT"), Body: fetch.StreamBody(), Duplex: true, Mode: ptr(fetch.ModeCORS)}))
	if out == nil || !out.Preflight {
		t.Fatalf("%+v was sent", out)
	}
	if out = f.Receive(fetch.Response{Status: 421}); out == nil || !out.Preflight || !out.NewConnection {
		t.Errorf("%+v was sent", out)
	}
}

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

// TestNoReferer is about a header that is not there, which no scenario can ask for.
func TestNoReferer(t *testing.T) {
	_, out := first(t, request(t, "https://app.example/x", fetch.RequestInit{Referrer: ptr("")}))
	if got, ok := out.Headers.Get("Referer"); ok {
		t.Errorf("Referer: %s", got)
	}
	for _, tc := range []struct {
		name           string
		referrer       fetch.Referrer
		isClient, none bool
	}{
		{"client", fetch.Referrer{}, true, false},
		{"none", fetch.NoReferrer(), false, true},
		{"URL", fetch.ReferrerURL(parse(t, "https://app.example/")), false, false},
	} {
		if tc.referrer.IsClient() != tc.isClient || tc.referrer.IsNone() != tc.none {
			t.Errorf("%s: client %t, none %t", tc.name, tc.referrer.IsClient(), tc.referrer.IsNone())
		}
	}
}

// TestTrustedImageIsNotUpgraded loads an image from a host that is trusted though it is http:.
func TestTrustedImageIsNotUpgraded(t *testing.T) {
	_, out := first(t, &fetch.Request{URL: parse(t, "http://localhost/"), Client: page(t, "https://app.example/"), Mode: fetch.ModeNoCORS, Destination: fetch.DestinationImage})
	if out == nil || out.URL.Scheme() != "http" {
		t.Errorf("%+v was sent", out)
	}
}

// TestTimingWithinTheOrigin does not depend on the URL when the tainting is basic.
func TestTimingWithinTheOrigin(t *testing.T) {
	if !fetch.TAOCheck(fetch.TAORequest{Origin: "https://app.example", Tainting: fetch.TaintingBasic}, nil) {
		t.Error("step 7 is about navigations only")
	}
}

// TestPercentDecode reads bodies that are not base64, which no verdict shows.
func TestPercentDecode(t *testing.T) {
	for body, want := range map[string]string{
		"%41%7a%7A": "Azz", "%g0": "%g0", "%0g": "%0g", "%/0": "%/0", "%:0": "%:0", "%@0": "%@0", "%G0": "%G0", "%`0": "%`0", "%4": "%4", "%": "%", "4142": "4142",
	} {
		_, got, ok := fetch.ProcessDataURL(parse(t, "data:,"+body))
		if !ok || string(got) != want {
			t.Errorf("%s: got %q, %t, want %q", body, got, ok, want)
		}
	}
}

// TestPolicyOfAResource says what would have been enough.
func TestPolicyOfAResource(t *testing.T) {
	for _, tc := range []struct{ name, url, want string }{
		{"same site", "https://www.app.example/", "same-site"},
		{"cross-site", "https://api.example/", "cross-origin"},
	} {
		c := fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{Origin: parse(t, "https://app.example/").Origin(), URL: parse(t, tc.url)},
			lines("Cross-Origin-Resource-Policy", "same-origin"))
		if c.Passed() || c.Want != tc.want {
			t.Errorf("%s: %+v, want %s", tc.name, c, tc.want)
		}
	}
}

// TestPreflightCheckCountsAccept judges a request as if it had the Accept that it will have: it counts among the 1024 bytes.
func TestPreflightCheckCountsAccept(t *testing.T) {
	const most = 1024
	var safe header.List
	for size := 0; size < most; size += 128 {
		safe = append(safe, header.Line{Name: "Content-Language", Value: long + long[:28]})
	}
	allowed := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Headers", "content-language")}
	r := &fetch.Request{URL: parse(t, "https://api.example/"), Headers: slices.Grow(safe, 1)[:len(safe)]}
	if c := fetch.PreflightCheck("https://app.example", r, allowed); c.Code != fetch.CodeHeaderNotAllowed || c.Want != "accept" {
		t.Errorf("got %+v: accept must be listed", c)
	}
	if behind := r.Headers[:len(safe)+1]; behind.Contains("Accept") {
		t.Error("the request was changed")
	}
	r.Headers = append(safe, header.Line{Name: "Accept", Value: ""})
	if c := fetch.PreflightCheck("https://app.example", r, allowed); !c.Passed() {
		t.Errorf("got %+v: with an Accept of its own nothing is unsafe", c)
	}
}
