package fetch_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

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
