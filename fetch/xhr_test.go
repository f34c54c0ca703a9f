package fetch_test

import (
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/google/go-cmp/cmp"
)

func TestXMLHttpRequest(t *testing.T) {
	client := &fetch.Settings{Origin: mustURL(t, "https://app.example/").Origin(), URL: mustURL(t, "https://app.example/")}
	text := fetch.TextBody("b")
	for _, c := range []struct {
		name  string
		x     fetch.XMLHttpRequest
		step  string // where it throws
		check func(*fetch.Request) bool
		why   string
	}{
		{"method is no token", fetch.XMLHttpRequest{Method: "", URL: "/x"}, "2", nil, "open"},
		{"method is forbidden", fetch.XMLHttpRequest{Method: "track", URL: "/x"}, "3", nil, "open"},
		{"stream", fetch.XMLHttpRequest{Method: "POST", URL: "/x", Body: fetch.StreamBody()}, "", func(r *fetch.Request) bool {
			return r.Body == fetch.TextBody("[object ReadableStream]") && cmp.Equal(r.Headers, headerLines("Content-Type", "text/plain;charset=UTF-8"))
		}, "send: Web IDL makes a string of what is none of its types"},
		{"GET with a stream", fetch.XMLHttpRequest{Method: "GET", URL: "/x", Body: fetch.StreamBody()}, "", func(r *fetch.Request) bool {
			return r.Body == fetch.Body{} && r.Headers == nil
		}, "send, 3: GET drops the body, whatever it is"},
		{"not a URL", fetch.XMLHttpRequest{Method: "GET", URL: "https://["}, "6", nil, "open"},
		{"method", fetch.XMLHttpRequest{Method: "post", URL: "/x", WithCredentials: true, UploadListener: true}, "", func(r *fetch.Request) bool {
			return r.Method == "POST" && r.UseCORSPreflight && r.Credentials == fetch.CredentialsInclude && r.Mode == fetch.ModeCORS
		}, "open, 4; send, 6"},
		{"header is no name", fetch.XMLHttpRequest{Method: "GET", URL: "/x", Headers: headerLines("A B", "")}, "4", nil, "setRequestHeader"},
		{"header is no value", fetch.XMLHttpRequest{Method: "GET", URL: "/x", Headers: headerLines("A", "\x00")}, "4", nil, "setRequestHeader"},
		{"headers", fetch.XMLHttpRequest{Method: "GET", URL: "/x", Headers: headerLines("A", " 1 ", "Cookie", "c", "a", "2")}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("A", "1, 2"))
		}, "setRequestHeader, 3, 5, 6"},
		{"GET drops the body", fetch.XMLHttpRequest{Method: "GET", URL: "/x", Body: text}, "", func(r *fetch.Request) bool {
			return r.Body == (fetch.Body{}) && len(r.Headers) == 0
		}, "send, 3"},
		{"type of the body", fetch.XMLHttpRequest{Method: "PUT", URL: "/x", Body: text}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Content-Type", "text/plain;charset=UTF-8"))
		}, "send, 4.6.3"},
		{"body without a type", fetch.XMLHttpRequest{Method: "PUT", URL: "/x", Body: fetch.BodyOf(1)}, "", func(r *fetch.Request) bool {
			return len(r.Headers) == 0
		}, "send, 4.6.3"},
		{"bytes keep the charset", fetch.XMLHttpRequest{Method: "PUT", URL: "/x", Headers: headerLines("Content-Type", "a/b;charset=x"), Body: fetch.BodyOf(1)}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Content-Type", "a/b;charset=x"))
		}, "send, 4.5.1"},
		{"text has its charset corrected", fetch.XMLHttpRequest{Method: "PUT", URL: "/x", Headers: headerLines("Content-Type", "a/b;x=y;charset=x"), Body: text}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Content-Type", "a/b;x=y;charset=UTF-8"))
		}, "send, 4.5.1.2"},
		{"a charset that is right", fetch.XMLHttpRequest{Method: "PUT", URL: "/x", Headers: headerLines("Content-Type", "a/b ;charset=utf-8"), Body: text}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Content-Type", "a/b ;charset=utf-8"))
		}, "send, 4.5.1.2"},
		{"a type that does not parse", fetch.XMLHttpRequest{Method: "PUT", URL: "/x", Headers: headerLines("Content-Type", "charset=x"), Body: text}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Content-Type", "charset=x"))
		}, "send, 4.5.1.2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := fetch.NewXMLHttpRequest(client, c.x)
			if got := thrown(err); got != c.step || c.check != nil && !c.check(r) {
				t.Errorf("got %+v, %v, want it to throw at %q: %s", r, err, c.step, c.why)
			}
		})
	}
	if _, err := fetch.NewXMLHttpRequest(nil, fetch.XMLHttpRequest{Method: "GET", URL: "/x"}); thrown(err) != "6" {
		t.Errorf("got %v, want it to throw at 6: a page without URL has no relative ones", err)
	}
}
