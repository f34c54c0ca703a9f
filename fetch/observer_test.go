package fetch_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/google/go-cmp/cmp"
)

// TestOverrides makes a PUT with a header to another origin by rules of a profile.
func TestOverrides(t *testing.T) {
	refusal := &fetch.NetworkError{Check: fetch.Check{Code: fetch.CodeDanglingMarkup, Got: "x"}, Phase: fetch.PhaseRedirect}
	allow := []string{"Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "x-a"}
	for _, tc := range []struct {
		name, why string
		rules     rules
		answers   []fetch.Response
		code      fetch.Code // "": a response
		sends     int
	}{
		{"nothing", "rules that override nothing are the standard", rules{},
			[]fetch.Response{answer(204, allow...), answer(200)}, "", 2},
		{"a step that refuses", "what an override returns counts, whatever the standard says",
			decided(preflight, "7.5", func(_ *state, held bool) bool { return !held }),
			[]fetch.Response{answer(204, allow...)}, fetch.CodeMethodNotAllowed, 1},
		{"a step that allows", "the step is told that the standard refuses",
			decided(preflight, "7.7", func(s *state, held bool) bool { return held && s.UnsafeNames[0] != "x-a" }),
			[]fetch.Response{answer(204, allow[:2]...), answer(200)}, "", 2},
		{"a status that is no preflight's", "step 7 is the CORS check alone, so that allowing it allows no status",
			decided(preflight, "7", func(*state, bool) bool { return true }),
			[]fetch.Response{answer(404, allow...)}, fetch.CodePreflightStatus, 1},
		{"begin", "the door after the API refuses before anything is sent",
			rules{Begin: func(*state) *fetch.NetworkError { return refusal }}, nil, fetch.CodeDanglingMarkup, 0},
		{"begin with another method", "the door after the API may change the request",
			rules{Begin: func(s *state) *fetch.NetworkError { s.Request.Method = "DELETE"; return nil }},
			[]fetch.Response{answer(204, allow...)}, fetch.CodeMethodNotAllowed, 1},
		{"send", "the door before the wire refuses the request that the preflight allowed",
			rules{Send: func(s *state, _ *header.List) *fetch.NetworkError {
				if s.Preflight {
					return nil
				}
				return refusal
			}},
			[]fetch.Response{answer(204, allow...)}, fetch.CodeDanglingMarkup, 1},
		{"receive", "the door after the wire may find no response",
			rules{Receive: func(*state, header.List) (header.List, error) { return nil, errors.New("no response") }},
			[]fetch.Response{answer(204, allow...)}, fetch.CodeNetwork, 1},
		{"receive other headers", "the algorithms see the headers that the door after the wire returns",
			rules{Receive: func(s *state, l header.List) (header.List, error) {
				if s.Preflight {
					return append(l.Clone(), lines(allow...)...), nil
				}
				return l, nil
			}},
			[]fetch.Response{answer(204), answer(200)}, "", 2},
		{"unsafe names", "a preflight asks for the profile's names, and its answer is judged by them",
			rules{UnsafeNames: func(*state) []string { return []string{"x-b"} }},
			[]fetch.Response{answer(204, allow...)}, fetch.CodeHeaderNotAllowed, 1},
		{"location", "a redirect goes where the profile's lines of Location say",
			rules{Location: func(header.List) header.List { return lines("Location", "https://[") }},
			[]fetch.Response{answer(204, allow...), answer(307, "Location", "/y")}, fetch.CodeRedirectLocationInvalid, 2},
		{"redirected", "the door after a redirect may change the request that follows it",
			rules{Redirected: func(s *state) { s.Request.Method, s.Request.Headers = "GET", nil }},
			[]fetch.Response{answer(204, allow...), answer(307, "Location", "/y"), answer(200)}, "", 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ua := &fetch.UserAgent{Profile: fetch.NewProfile("test", tc.rules)}
			req := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT"), Headers: lines("X-A", "1")})
			sends, _, err := playAll(t, ua, req, "", tc.answers...)
			if code := codeOf(err); code != tc.code || len(sends) != tc.sends {
				t.Errorf("code %q after %d requests, want %q after %d: %s", code, len(sends), tc.code, tc.sends, tc.why)
			}
		})
	}
}

// TestFilterDoor: names are as they were sent if the door before script says so.
func TestFilterDoor(t *testing.T) {
	profile := fetch.NewProfile("test", rules{Filter: func(s *state, res *fetch.FilteredResponse) {
		s.KeepsNames = true
		res.Headers.Append("X-C", "4")
	}})
	_, res, err := playAll(t, &fetch.UserAgent{Profile: profile}, request(t, "/x", fetch.RequestInit{}), "",
		fetch.Response{Status: 200, Headers: lines("X-B", "1", "x-A", "2", "x-b", "3")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lines("x-A", "2", "X-B", "1, 3", "X-C", "4"), res.Visible()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestCacheOverrides looks whether the last request needs a preflight.
func TestCacheOverrides(t *testing.T) {
	put := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT")})
	allowed := answer(204, "Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "100")
	for _, tc := range []struct {
		name, why string
		rules     rules
		first     fetch.Response // the answer to a first preflight
		fails     bool           // the request after it
		preflight bool
	}{
		{"stored", "the standard stores what a preflight allows", rules{}, allowed, false, false},
		{"cleared", "the standard clears the entries of a request that fails after its preflight", rules{}, allowed, true, true},
		{"not cleared", "an override of the step that clears counts",
			decided(mainFetch, "12/use-cors-preflight-flag-set.3", func(*state, bool) bool { return false }), allowed, true, false},
		{"not looked up", "entries that a request does not use are not found",
			rules{Entries: func(_ *state, use seam.Use, k cache.Key) (cache.Key, bool) { return k, use != seam.LookUp }}, allowed, false, true},
		{"stored under another key", "entries are found by the key they were stored under only",
			rules{Entries: func(_ *state, use seam.Use, k cache.Key) (cache.Key, bool) {
				if use == seam.Store {
					k.Origin = "null"
				}
				return k, true
			}}, allowed, false, true},
		{"refused by its status", "a status is no list that refuses, so nothing is stored",
			rules{StoresRefused: true}, answer(404, "Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "100"), false, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: clock, Profile: fetch.NewProfile("test", tc.rules)}
			f := start(t, ua, put)
			if out := f.Receive(tc.first); out != nil && tc.fails {
				f.Fail(nil)
			}
			if out := start(t, ua, put).Next(); out.Preflight != tc.preflight {
				t.Errorf("sends a preflight: %t, want %t: %s", out.Preflight, tc.preflight, tc.why)
			}
		})
	}
}

// TestProfileName: the zero profile is the standard, which has no name.
func TestProfileName(t *testing.T) {
	if got := (fetch.Profile{}).Name() + fetch.NewProfile("test", rules{}).Name(); got != "test" {
		t.Errorf("names are %q", got)
	}
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
