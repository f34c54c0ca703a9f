package fetch_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
)

// TestProfilesAreAsked: a preflight that the standard passes is refused where a seam of the profile says so.
func TestProfilesAreAsked(t *testing.T) {
	allow := lines("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers", "x-a")
	redirect := fetch.Response{Status: 307, Headers: append(allow.Clone(), header.Line{Name: "Location", Value: "/y"})}
	authorized := append(allow.Clone(), header.Line{Name: "Access-Control-Allow-Headers", Value: "authorization"})
	names := lines("Authorization", "x", "X-A", "1")
	for _, tc := range []struct {
		name, why string
		rules     fetch.PreflightRules
		headers   header.List
		answers   []fetch.Response
		want      fetch.Code
	}{
		{"tokens", "7.1: what the profile extracts counts",
			fetch.PreflightRules{Tokens: func(header.List, string) ([]string, bool) { return nil, false }},
			nil, []fetch.Response{{Status: 200, Headers: allow}}, fetch.CodeAllowMethodsMalformed},
		{"unsafe names", "7.6 asks for Authorization, whatever names were asked for",
			fetch.PreflightRules{UnsafeNames: func(dst []string, _ header.List) []string { return append(dst, "x-a") }},
			names, []fetch.Response{{Status: 200, Headers: allow}}, fetch.CodeHeaderNotAllowed},
		{"names after a redirect", "7.6 once more, on the second hop",
			fetch.PreflightRules{NamesAfterRedirect: func(dst, _ []string, _ fetch.Redirection) []string { return append(dst, "x-a") }},
			names, []fetch.Response{{Status: 200, Headers: authorized}, redirect, {Status: 200, Headers: allow}}, fetch.CodeHeaderNotAllowed},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req := request(t, "https://api.example/x", fetch.RequestInit{Method: new("PUT"), Headers: tc.headers})
			ua := &fetch.UserAgent{Profile: fetch.Profile{Preflight: tc.rules}}
			f := ua.Start(req)
			for i, answer := range tc.answers {
				if f.Next() == nil {
					_, err := f.Result()
					t.Fatalf("done before answer %d: %v", i, err)
				}
				f.Receive(answer)
			}
			_, err := f.Result()
			if refused, ok := errors.AsType[*fetch.NetworkError](err); !ok || refused.Code != tc.want {
				t.Errorf("got %v, want %s: %s", err, tc.want, tc.why)
			}
		})
	}
}
