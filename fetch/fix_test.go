package fetch_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
)

// play answers each request of a fetch in turn, and returns its network error.
func play(t *testing.T, req *fetch.Request, answers ...fetch.Response) *fetch.NetworkError {
	t.Helper()
	f := start(t, new(fetch.UserAgent), req)
	for _, answer := range answers {
		f.Receive(answer)
	}
	_, err := f.Result()
	var networkError *fetch.NetworkError
	if !errors.As(err, &networkError) {
		t.Fatalf("the fetch ended with %v, want a network error", err)
	}
	return networkError
}

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

func TestErrorsAreSafeToPrint(t *testing.T) {
	const escape = "\x1b]0;owned\a\x1b[2J"
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	f.Fail(errors.New("certificate is valid for " + escape))
	_, err := f.Result()
	fromServer := play(t, request(t, "https://api.example/", fetch.RequestInit{}), fetch.Response{Status: 200, Headers: lines("Access-Control-Allow-Origin", escape)})
	for name, sentence := range map[string]string{"the transport's error": err.Error(), "a header value": fromServer.Error(), "its fix": fromServer.Fix()} {
		if strings.ContainsAny(sentence, "\x1b\a") {
			t.Errorf("%s is printed as it is: %q", name, sentence)
		}
	}
}

func TestModesThatScriptCannotHave(t *testing.T) {
	for _, mode := range []fetch.Mode{fetch.ModeNavigate, fetch.ModeWebSocket, fetch.ModeWebTransport, 99} {
		_, err := fetch.NewRequest(page(t, "https://app.example/"), "https://api.example/", fetch.RequestInit{Mode: &mode})
		var thrown *fetch.TypeError
		if !errors.As(err, &thrown) || thrown.Code != fetch.TypeErrorMode {
			t.Errorf("mode %v: error %v, want a TypeError", mode, err)
		}
	}
}

func TestNoFinalStatus(t *testing.T) {
	for _, status := range []int{0, 100, 103, 199} {
		f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{Mode: new(fetch.ModeNoCORS)}))
		f.Receive(fetch.Response{Status: status})
		if _, err := f.Result(); !errors.Is(err, fetch.ErrStatus) {
			t.Errorf("status %d: Result() error is %v, want %v", status, err, fetch.ErrStatus)
		}
	}
}

// TestMisdirectedRequestIsBuiltAnew: what the embedder did to an Outgoing is not
// in the next one.
func TestMisdirectedRequestIsBuiltAnew(t *testing.T) {
	f := start(t, new(fetch.UserAgent), request(t, "https://api.example/", fetch.RequestInit{}))
	out := f.Next()
	out.Headers.Append("Cookie", "a=1")
	out = f.Receive(fetch.Response{Status: 421})
	if out == nil || !out.NewConnection || out.Headers.Contains("Cookie") {
		t.Errorf("after 421 it sends %+v, want the request anew on a new connection", out)
	}
	if out = f.Receive(fetch.Response{Status: 421, Headers: lines("Access-Control-Allow-Origin", "*")}); out != nil {
		t.Errorf("after a second 421 it sends %+v, want nothing", out)
	}
}
