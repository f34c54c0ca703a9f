package fetch_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
)

func BenchmarkCORSCheck(b *testing.B) {
	l := lines("Content-Type", "application/json", "Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true")
	for _, mode := range []fetch.CredentialsMode{fetch.CredentialsOmit, fetch.CredentialsInclude} {
		b.Run("credentials="+mode.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if !fetch.CORSCheck("https://app.example", mode, l).Passed() {
					b.Fatal("refused")
				}
			}
		})
	}
}

func BenchmarkFetch(b *testing.B) {
	put := fetch.RequestInit{Method: new("PUT"), Headers: lines("x-a", "1"), Credentials: new(fetch.CredentialsInclude)}
	simple := fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", "https://app.example",
		"Access-Control-Allow-Credentials", "true", "Content-Type", "application/json", "Cache-Control", "no-store", "X-B", "1")}
	preflight := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "https://app.example",
		"Access-Control-Allow-Credentials", "true", "Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "x-a",
		"Access-Control-Max-Age", "600")}
	for _, bc := range []struct {
		name    string
		req     *fetch.Request
		cached  bool
		answers []fetch.Response
	}{
		{"exchange=same-origin", request(b, "https://app.example/x", fetch.RequestInit{}), false, []fetch.Response{simple}},
		{"exchange=simple", request(b, "https://api.example/x", fetch.RequestInit{}), false, []fetch.Response{simple}},
		{"exchange=preflighted", request(b, "https://api.example/x", put), false, []fetch.Response{preflight, simple}},
		{"exchange=cached-preflight", request(b, "https://api.example/x", put), true, []fetch.Response{simple}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			ua, f := new(fetch.UserAgent), new(fetch.Fetch)
			if bc.cached {
				ua.Preflights, ua.Now = cache.New(cache.Limits{}), clock
				ua.StartInto(f, bc.req)
				f.Receive(preflight)
			}
			b.ReportAllocs()
			for b.Loop() {
				ua.StartInto(f, bc.req)
				for _, answer := range bc.answers {
					f.Receive(answer)
				}
				if _, err := f.Result(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPreflightCheck has answers that are made to be slow to judge.
func BenchmarkPreflightCheck(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		var allowed strings.Builder
		for i := range n {
			fmt.Fprintf(&allowed, "x-%d,", i)
		}
		r := request(b, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
		for i := range 1_000 {
			r.Headers.Append(fmt.Sprintf("x-%d", i), "1")
		}
		res := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*",
			"Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", allowed.String())}
		b.Run(fmt.Sprintf("unsafe=1000/allowed=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c := fetch.PreflightCheck("https://app.example", r, res); !c.Passed() {
					b.Fatal(c)
				}
			}
		})
	}
	for _, kib := range []int{1 << 7, 1 << 10, 1 << 13} {
		r := request(b, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
		res := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*",
			"Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", strings.Repeat(",", kib<<10))}
		b.Run(fmt.Sprintf("commas=%dKiB", kib), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c := fetch.PreflightCheck("https://app.example", r, res); !c.Passed() {
					b.Fatal(c)
				}
			}
		})
	}
}
