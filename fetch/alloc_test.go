package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// TestAllocations counts what a fetch allocates in a reused Fetch.
func TestAllocations(t *testing.T) {
	put := fetch.RequestInit{Method: new("PUT"), Headers: lines("x-a", "1"), Credentials: new(fetch.CredentialsInclude)}
	simple := fetch.Response{Status: 200, Headers: lines("access-control-allow-origin", "https://app.example",
		"access-control-allow-credentials", "true", "content-type", "application/json", "cache-control", "no-store", "x-b", "1")}
	preflight := fetch.Response{Status: 204, Headers: lines("access-control-allow-origin", "https://app.example",
		"access-control-allow-credentials", "true", "access-control-allow-methods", "PUT", "access-control-allow-headers", "x-a",
		"access-control-max-age", "600")}
	mixed := fetch.RequestInit{Method: new("PUT"), Headers: lines("X-Foo", "1", "X-BAR", "2")}
	preflightMixed := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*",
		"Access-Control-Allow-Methods", "GET, PUT", "Access-Control-Allow-Headers", "X-Foo, X-Bar")}
	exposing := fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "*", "Access-Control-Expose-Headers", "X-B, ETag",
		"Timing-Allow-Origin", "https://other.test, *", "X-B", "1")}
	for _, tc := range []struct {
		name    string
		req     *fetch.Request
		cached  bool
		answers []fetch.Response
		most    float64
	}{
		{"same origin", request(t, "https://app.example/x", fetch.RequestInit{}), false, []fetch.Response{simple}, 0},
		{"simple CORS", request(t, "https://api.example/x", fetch.RequestInit{}), false, []fetch.Response{simple}, 0},
		{"cached preflight", request(t, "https://api.example/x", put), true, []fetch.Response{simple}, 0},
		{"preflighted, no cache", request(t, "https://api.example/x", put), false, []fetch.Response{preflight, simple}, 0},
		{"names in another case, and exposed ones", request(t, "https://api.example/x", mixed), false, []fetch.Response{preflightMixed, exposing}, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ua := new(fetch.UserAgent)
			f := new(fetch.Fetch)
			if tc.cached {
				ua.Preflights, ua.Now = cache.New(cache.Limits{}), clock
				ua.StartInto(f, tc.req)
				f.Receive(preflight)
			}
			run := func() {
				ua.StartInto(f, tc.req)
				for _, answer := range tc.answers {
					f.Receive(answer)
				}
				if _, err := f.Result(); err != nil {
					t.Fatal(err)
				}
			}
			run() // the first one makes the buffers
			if got := testing.AllocsPerRun(100, run); got > tc.most {
				t.Errorf("%v allocations, want at most %v", got, tc.most)
			}
		})
	}
}

func TestPureChecksDoNotAllocate(t *testing.T) {
	l := lines("Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true")
	if got := testing.AllocsPerRun(100, func() { fetch.CORSCheck("https://app.example", fetch.CredentialsInclude, l) }); got != 0 {
		t.Errorf("CORSCheck allocates %v times", got)
	}
	var dst header.List
	dst = fetch.BasicFilteredHeaders(dst, l)
	if got := testing.AllocsPerRun(100, func() { dst = fetch.BasicFilteredHeaders(dst[:0], l) }); got != 0 {
		t.Errorf("BasicFilteredHeaders allocates %v times", got)
	}
}
