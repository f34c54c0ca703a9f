package fetch_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// literalHeaders is steps 8.9 to 8.19 of HTTP-network-or-cache fetch word for word,
// for a CORS request of https://app.example/ to https://api.example/.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func literalHeaders(r *fetch.Request) (header.List, fetch.CacheMode) {
	l, mode := r.Headers.Clone(), r.Cache
	if !l.Contains("Accept") { // fetch, 12
		l.Append("Accept", "*/*")
	}
	switch {
	case r.Body.Present:
		l.Append("Content-Length", strconv.FormatInt(r.Body.Length, 10)) // 8.9
	case r.Method == "POST":
		l.Append("Content-Length", "0")
	}
	l.Append("Referer", "https://app.example/") // 8.11
	l.Append("Origin", "https://app.example")   // 8.12
	l.Set("Sec-Fetch-Dest", "empty")            // 8.13
	l.Set("Sec-Fetch-Mode", "cors")
	l.Set("Sec-Fetch-Site", "cross-site")
	if r.Initiator == fetch.InitiatorPrefetch { // 8.14
		l.Set("Sec-Purpose", "prefetch")
	}
	isConditional := slices.ContainsFunc(l, func(line header.Line) bool {
		return slices.ContainsFunc([]string{"if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range"},
			func(name string) bool { return strings.EqualFold(name, line.Name) })
	})
	if mode == fetch.CacheDefault && isConditional { // 8.16
		mode = fetch.CacheNoStore
	}
	if mode == fetch.CacheNoCache && !l.Contains("Cache-Control") { // 8.17
		l.Append("Cache-Control", "max-age=0")
	}
	if mode == fetch.CacheNoStore || mode == fetch.CacheReload { // 8.18
		if !l.Contains("Pragma") {
			l.Append("Pragma", "no-cache")
		}
		if !l.Contains("Cache-Control") {
			l.Append("Cache-Control", "no-cache")
		}
	}
	if l.Contains("Range") { // 8.19
		l.Append("Accept-Encoding", "identity")
	}
	return l, mode
}

func FuzzOutgoingHeaders(f *testing.F) {
	for _, name := range []string{
		"X-A", "Accept", "accept", "Accept-Language", "ACCEPT-ENCODING", "Content-Type", "CONTENT-LENGTH", "cache-control", "PRAGMA", "range",
		"rEferer", "origin", "sec-fetch-dest", "SEC-FETCH-MODE", "sEc-Fetch-Site", "sec-purpose", "if-match", "IF-NONE-MATCH", "If-Range",
		"if-modified-since", "If-Unmodified-Since", "If-Other", "Authorization", "\xC1ccept-Encoding", "",
	} {
		f.Add(name, byte(0))
		f.Add("X-A\n"+name, byte(1))
		f.Add(name+"\n"+strings.ToLower(name), byte(2))
		f.Add(strings.ToUpper(name)+"\nX-B", byte(3+8+16))
	}
	f.Fuzz(func(t *testing.T, names string, flags byte) {
		r := request(t, "https://api.example/", fetch.RequestInit{})
		r.UnsafeRequest = false
		for name := range strings.SplitSeq(names, "\n") {
			r.Headers = append(r.Headers, header.Line{Name: name, Value: "1"})
		}
		r.Cache = fetch.CacheMode(flags & 7 % 5)
		if flags&8 != 0 {
			r.Method = "POST"
		}
		if flags&16 != 0 {
			r.Body = fetch.BodyOf(1)
		}
		if flags&32 != 0 {
			r.Initiator = fetch.InitiatorPrefetch
			r.Headers.Set("Accept", "*/*")
		}
		want, wantMode := literalHeaders(r)
		out := start(t, new(fetch.UserAgent), r).Next()
		if out == nil || !slices.Equal(out.Headers, want) || out.CacheMode != wantMode {
			t.Errorf("sends %+v, want %q in cache mode %v", out, want, wantMode)
		}
	})
}

// TestWithAndWithoutTrace: who listens changes nothing.
func TestWithAndWithoutTrace(t *testing.T) {
	types := []string{"", "text/javascript", "text/css", "image/png", "text/csv"}
	reused := new(fetch.Fetch)
	for _, from := range []string{"https://app.example/", "http://app.example/"} {
		for _, to := range []string{"https://app.example/", "https://app.example:25/", "http://app.example/", "http://127.0.0.1/", "http://other.test:6667/", "data:text/css,x", "about:blank", "ftp://a/"} {
			for destination := range fetch.DestinationXSLT + 1 {
				for _, mimeType := range types {
					for _, nosniff := range []string{"", "nosniff"} {
						r := &fetch.Request{URL: parse(t, to), Client: page(t, from), Destination: destination}
						res := fetch.Response{Status: 200, Headers: lines("Content-Type", mimeType, "X-Content-Type-Options", nosniff)}
						play := func(f *fetch.Fetch) (string, *fetch.FilteredResponse) {
							if f.Next() != nil {
								f.Receive(res)
							}
							got, err := f.Result()
							if err != nil {
								return err.Error(), nil
							}
							return "", got
						}
						ua := new(fetch.UserAgent)
						traced := *r
						traced.Trace = &fetch.Trace{Decide: func(fetch.Decision) {}}
						wantError, want := play(start(t, ua, &traced))
						ua.StartInto(reused, r)
						for _, f := range []*fetch.Fetch{start(t, ua, r), reused} {
							gotError, got := play(f)
							if gotError != wantError || (got == nil) != (want == nil) {
								t.Errorf("%s to %s for %q, %s %s: got %q, with a trace %q", from, to, destination, mimeType, nosniff, gotError, wantError)
							} else if got != nil && !reflect.DeepEqual(got, want) {
								t.Errorf("%s to %s for %q, %s %s: got %+v, with a trace %+v", from, to, destination, mimeType, nosniff, got, want)
							}
						}
					}
				}
			}
		}
	}
}

// TestReusedFetchInAnotherPartition: what a Fetch has found out about one top-level
// page does not count for the next.
func TestReusedFetchInAnotherPartition(t *testing.T) {
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock}
	preflight := fetch.Response{Status: 204, Headers: lines("Access-Control-Allow-Origin", "*",
		"Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "600")}
	r := request(t, "https://api.example/", fetch.RequestInit{Method: new("PUT")})
	client := *r.Client
	r.Client = &client
	f := new(fetch.Fetch)
	for _, step := range []struct {
		topLevel  string
		preflight bool
	}{{"https://one.test/", true}, {"https://two.test/", true}, {"https://www.one.test/", false}, {"https://app.example/", true}, {"https://two.test/", false}} {
		client.TopLevelOrigin = parse(t, step.topLevel).Origin()
		ua.StartInto(f, r)
		if got := f.Next().Preflight; got != step.preflight {
			t.Errorf("below %s: sends a preflight: %v, want %v", step.topLevel, got, step.preflight)
		} else if got {
			f.Receive(preflight)
		}
	}
}
