package fetch_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
)

func TestFix(t *testing.T) {
	include := new(fetch.CredentialsInclude)
	ok := func(pairs ...string) fetch.Response { return fetch.Response{Status: 200, Headers: lines(pairs...)} }
	away := fetch.Response{Status: 302, Headers: lines("Location", "https://third.example/",
		"Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true")}
	for _, tc := range []struct {
		name    string
		why     string
		init    fetch.RequestInit
		answers []fetch.Response
		want    string
	}{
		{"a header, none listed", "all that are missing, at once",
			fetch.RequestInit{Headers: lines("X-B", "1", "X-A", "1")}, []fetch.Response{ok("Access-Control-Allow-Origin", "*")},
			"send `Access-Control-Allow-Headers: x-a, x-b` on"},
		{"a header, others listed", "what is listed stays",
			fetch.RequestInit{Headers: lines("X-B", "1", "X-A", "1")}, []fetch.Response{ok("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Headers", "x-a")},
			"add `x-b` to `Access-Control-Allow-Headers` on"},
		{"Authorization and a wildcard", "the wildcard stays",
			fetch.RequestInit{Headers: lines("X-B", "1", "Authorization", "x")}, []fetch.Response{ok("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Headers", "*")},
			"add `authorization` to `Access-Control-Allow-Headers` on"},
		{"a wildcard under credentials", "it is of no use there",
			fetch.RequestInit{Headers: lines("X-B", "1"), Credentials: include}, []fetch.Response{ok("Access-Control-Allow-Origin", "https://app.example", "Access-Control-Allow-Credentials", "true", "Access-Control-Allow-Headers", "*")},
			"send `Access-Control-Allow-Headers: x-b` on"},
		{"a method, others listed", "what is listed stays",
			fetch.RequestInit{Method: new("PUT")}, []fetch.Response{ok("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "GET, DELETE")},
			"add `PUT` to `Access-Control-Allow-Methods` on"},
		{"a method in another case", "the page is at fault",
			fetch.RequestInit{Method: new("patch")}, []fetch.Response{ok("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Methods", "GET, PATCH")},
			"write the method as `PATCH` in the page"},
		{"a tainted origin under credentials", "never `null` with credentials, and never a wildcard",
			fetch.RequestInit{Credentials: include}, []fetch.Response{away, ok()},
			"let the page fetch the final URL itself"},
		{"a tainted origin that is allowed", "nor the missing half of it",
			fetch.RequestInit{Credentials: include}, []fetch.Response{away, ok("Access-Control-Allow-Origin", "null")},
			"let the page fetch the final URL itself"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := play(t, request(t, "https://api.example/", tc.init), tc.answers...).Fix()
			if !strings.HasPrefix(got, tc.want) {
				t.Errorf("Fix() = %q, want %q… (%s)", got, tc.want, tc.why)
			}
			if strings.Contains(got, "`Access-Control-Allow-Origin: null`") || strings.Contains(got, "Allow-Origin: *") && tc.init.Credentials != nil {
				t.Errorf("Fix() = %q is unsafe", got)
			}
		})
	}
}
