package fetch_test

import (
	"errors"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
)

// ptr is a field that is given.
func ptr[T any](v T) *T { return &v }

// thrown is the step of the TypeError that err is, "" when it is none.
func thrown(err error) string {
	var e *fetch.TypeError
	if errors.As(err, &e) {
		return e.Step
	}
	return ""
}

func TestNewRequest(t *testing.T) {
	client := &fetch.Settings{Origin: mustURL(t, "https://app.example/").Origin(), URL: mustURL(t, "https://app.example/p/")}
	for _, c := range []struct {
		name  string
		input string
		init  fetch.RequestInit
		step  string // where it throws
		check func(*fetch.Request) bool
		why   string
	}{
		{"relative", "x", fetch.RequestInit{}, "", func(r *fetch.Request) bool {
			return r.URL.String() == "https://app.example/p/x" && r.Method == "GET" && r.Mode == fetch.ModeCORS
		}, "5.1, 5.5"},
		{"not a URL", "https://[", fetch.RequestInit{}, "5.2", nil, ""},
		{"userinfo", "https://u@app.example/", fetch.RequestInit{}, "5.3", nil, ""},
		{"no referrer", "x", fetch.RequestInit{Referrer: ptr("")}, "", func(r *fetch.Request) bool { return r.Referrer.IsNone() }, "14.2"},
		{"referrer is no URL", "x", fetch.RequestInit{Referrer: ptr("https://[")}, "14.3.2", nil, ""},
		{"referrer is about:client", "x", fetch.RequestInit{Referrer: ptr("about:client")}, "", func(r *fetch.Request) bool { return r.Referrer.IsClient() }, "14.3.3/1"},
		{"referrer elsewhere", "x", fetch.RequestInit{Referrer: ptr("https://b.example/")}, "", func(r *fetch.Request) bool { return r.Referrer.IsClient() }, "14.3.3/2"},
		{"referrer", "x", fetch.RequestInit{Referrer: ptr("/r")}, "", func(r *fetch.Request) bool { return r.Referrer.String() == "https://app.example/r" }, "14.3.4"},
		{"referrer policy", "x", fetch.RequestInit{ReferrerPolicy: ptr(fetch.ReferrerPolicyOrigin)}, "", func(r *fetch.Request) bool { return r.ReferrerPolicy == fetch.ReferrerPolicyOrigin }, "15"},
		{"navigate", "x", fetch.RequestInit{Mode: ptr(fetch.ModeNavigate)}, "17", nil, ""},
		{"mode", "x", fetch.RequestInit{Mode: ptr(fetch.ModeSameOrigin)}, "", func(r *fetch.Request) bool { return r.Mode == fetch.ModeSameOrigin }, "18"},
		{"credentials", "x", fetch.RequestInit{Credentials: ptr(fetch.CredentialsOmit)}, "", func(r *fetch.Request) bool { return r.Credentials == fetch.CredentialsOmit }, "19"},
		{"only-if-cached", "x", fetch.RequestInit{Cache: ptr(fetch.CacheOnlyIfCached)}, "21", nil, ""},
		{"cache", "x", fetch.RequestInit{Cache: ptr(fetch.CacheReload)}, "", func(r *fetch.Request) bool { return r.Cache == fetch.CacheReload }, "20"},
		{"redirect", "x", fetch.RequestInit{Redirect: ptr(fetch.RedirectManual)}, "", func(r *fetch.Request) bool { return r.Redirect == fetch.RedirectManual }, "22"},
		{"keepalive", "x", fetch.RequestInit{Keepalive: true}, "", func(r *fetch.Request) bool { return r.Keepalive }, "24"},
		{"method is no token", "x", fetch.RequestInit{Method: ptr("A B")}, "25.2", nil, ""},
		{"method is forbidden", "x", fetch.RequestInit{Method: ptr("trace")}, "25.2", nil, ""},
		{"method", "x", fetch.RequestInit{Method: ptr("put")}, "", func(r *fetch.Request) bool { return r.Method == "PUT" }, "25.3"},
		{"no-cors and PUT", "x", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS), Method: ptr("PUT")}, "32.1", nil, ""},
		{"no-cors", "x", fetch.RequestInit{Mode: ptr(fetch.ModeNoCORS), Headers: headerLines("X-A", "1", "Accept", "a")}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("Accept", "a"))
		}, "32.2, 33.5"},
		{"header is no name", "x", fetch.RequestInit{Headers: headerLines("X A", "1")}, "1", nil, "33.5: validate"},
		{"GET with a body", "x", fetch.RequestInit{Body: fetch.TextBody("b")}, "35", nil, ""},
		{"HEAD with a body", "x", fetch.RequestInit{Method: ptr("HEAD"), Body: fetch.TextBody("b")}, "35", nil, ""},
		{"body", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.TextBody("b")}, "", func(r *fetch.Request) bool {
			return r.Body == fetch.TextBody("b") && cmp.Equal(r.Headers, headerLines("Content-Type", "text/plain;charset=UTF-8"))
		}, "37.2, 37.4"},
		{"body with a type", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.TextBody("b"), Headers: headerLines("content-type", "a/b")}, "", func(r *fetch.Request) bool {
			return cmp.Equal(r.Headers, headerLines("content-type", "a/b"))
		}, "37.4"},
		{"body with a type that is no value", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.Body{Present: true, Length: 1, Type: "a\n/b"}}, "1", nil, "37.4: append, validate"},
		{"stream and keepalive", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody(), Keepalive: true, Duplex: true}, "37.1", nil, ""},
		{"stream without duplex", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody()}, "39.1", nil, ""},
		{"stream and no-cors", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody(), Duplex: true, Mode: ptr(fetch.ModeNoCORS)}, "39.2", nil, ""},
		{"stream", "x", fetch.RequestInit{Method: ptr("POST"), Body: fetch.StreamBody(), Duplex: true}, "", func(r *fetch.Request) bool { return r.UseCORSPreflight }, "39.3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := fetch.NewRequest(client, c.input, c.init)
			if got := thrown(err); got != c.step || c.check != nil && !c.check(r) {
				t.Errorf("got %+v, %v, want it to throw at %q: %s", r, err, c.step, c.why)
			}
		})
	}
	if _, err := fetch.NewRequest(nil, "x", fetch.RequestInit{}); thrown(err) != "5.2" {
		t.Errorf("got %v, want a TypeError at 5.2: a page without URL has no relative ones", err)
	}
}

func TestHeadersGuards(t *testing.T) {
	for _, c := range []struct {
		name  string
		guard fetch.Guard
		fill  header.List
		want  header.List
		step  string // where it throws
		why   string
	}{
		{"no name", fetch.GuardNone, headerLines("A B", "1"), nil, "1", "validate"},
		{"no value", fetch.GuardNone, headerLines("A", "1\n2"), nil, "1", "validate"},
		{"normalized", fetch.GuardNone, headerLines("A", " 1\n"), headerLines("A", "1"), "", "append, 1"},
		{"immutable", fetch.GuardImmutable, headerLines("A", "1"), nil, "2", "validate"},
		{"request", fetch.GuardRequest, headerLines("Host", "h", "A", "1"), headerLines("A", "1"), "", "validate, 3"},
		{"response", fetch.GuardResponse, headerLines("Set-Cookie", "c", "A", "1"), headerLines("A", "1"), "", "validate, 4"},
		{"none", fetch.GuardNone, headerLines("Host", "h"), headerLines("Host", "h"), "", "validate, 5"},
		{"no-cors", fetch.GuardRequestNoCORS, headerLines("A", "1", "Accept", "a", "Accept", "b"), headerLines("Accept", "a", "Accept", "b"), "", "append, 3"},
		{"no-cors, unsafe together", fetch.GuardRequestNoCORS, headerLines("Accept", "a", "Accept", "("), headerLines("Accept", "a"), "", "append, 3.3, 3.4"},
		{"no-cors, no name", fetch.GuardRequestNoCORS, headerLines("Accept", "a", "A B", ""), headerLines("Accept", "a"), "1", "validate"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := fetch.Headers{Guard: c.guard}
			err := h.Fill(c.fill)
			if got := thrown(err); got != c.step || c.step == "" && !cmp.Equal(h.List, c.want) {
				t.Errorf("got %v, %v, want %v and to throw at %q: %s", h.List, err, c.want, c.step, c.why)
			}
			one := fetch.Headers{Guard: c.guard}
			err = nil
			for _, line := range c.fill {
				if err = one.Append(line.Name, line.Value); err != nil {
					break
				}
			}
			if got := thrown(err); got != c.step || c.step == "" && !cmp.Equal(one.List, c.want) {
				t.Errorf("one by one: got %v, %v, want %v and to throw at %q: %s", one.List, err, c.want, c.step, c.why)
			}
		})
	}
}

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
		{"stream", fetch.XMLHttpRequest{Method: "POST", URL: "/x", Body: fetch.StreamBody()}, "4", nil, "send: no overload takes one"},
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

func TestAcceptHeader(t *testing.T) {
	const page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	for _, c := range []struct {
		name        string
		destination fetch.Destination
		initiator   fetch.Initiator
		headers     header.List
		want, why   string
	}{
		{"fetch()", fetch.DestinationEmpty, fetch.InitiatorEmpty, nil, "*/*", "12.1"},
		{"of its own", fetch.DestinationImage, fetch.InitiatorEmpty, headerLines("accept", "a"), "a", "12"},
		{"prefetch", fetch.DestinationImage, fetch.InitiatorPrefetch, nil, page, "12.2"},
		{"document", fetch.DestinationDocument, fetch.InitiatorEmpty, nil, page, "12.3/document"},
		{"frame", fetch.DestinationFrame, fetch.InitiatorEmpty, nil, page, "12.3/frame"},
		{"iframe", fetch.DestinationIframe, fetch.InitiatorEmpty, nil, page, "12.3/iframe"},
		{"image", fetch.DestinationImage, fetch.InitiatorEmpty, nil, "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "12.3/image"},
		{"json", fetch.DestinationJSON, fetch.InitiatorEmpty, nil, "application/json,*/*;q=0.5", "12.3/json"},
		{"style", fetch.DestinationStyle, fetch.InitiatorEmpty, nil, "text/css,*/*;q=0.1", "12.3/style"},
		{"text", fetch.DestinationText, fetch.InitiatorEmpty, nil, "text/plain,*/*;q=0.5", "12.3/text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u := mustURL(t, "https://app.example/x")
			f := start(t, new(fetch.UserAgent), &fetch.Request{
				URL: u, Origin: u.Origin(), Destination: c.destination, Initiator: c.initiator, Headers: c.headers,
			})
			if got, _ := f.Next().Headers.Get("Accept"); got != c.want {
				t.Errorf("got %q, want %q: %s", got, c.want, c.why)
			}
		})
	}
}
