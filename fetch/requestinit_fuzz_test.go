package fetch_test

import (
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// FuzzNewRequest checks what holds for every request that script gets: what is refused of it, and that asking for what it
// is makes it again.
func FuzzNewRequest(f *testing.F) {
	f.Add("/x#y", "post", "X-A:1\nCookie:a", byte(0), byte(0), true)
	f.Add("https://u@api.example/", "TRACE", "", byte(1), byte(2), false)
	f.Add("https://api.example/", "patch", "Content-Type:a/b\nAccept:\"", byte(1), byte(1), true)
	f.Add("data:,x", "HEAD", "Range:bytes=0-", byte(2), byte(3), false)
	f.Fuzz(func(t *testing.T, url, method, text string, mode, credentials byte, hasBody bool) {
		init := fetch.RequestInit{
			Method: &method, Headers: linesOf(text),
			Mode:        new([]fetch.Mode{fetch.ModeCORS, fetch.ModeNoCORS, fetch.ModeSameOrigin}[mode%3]),
			Credentials: new([]fetch.CredentialsMode{fetch.CredentialsOmit, fetch.CredentialsSameOrigin, fetch.CredentialsInclude}[credentials%3]),
		}
		if hasBody {
			init.Body = fetch.TextBody("x")
		}
		client := page(t, "https://app.example/a/b")
		r, err := fetch.NewRequest(client, url, init)
		if err != nil {
			return
		}
		if r.URL.IncludesCredentials() || safelist.IsForbiddenMethod(r.Method) || !header.IsToken(r.Method) || safelist.NormalizeMethod(r.Method) != r.Method {
			t.Errorf("%s %s", r.Method, r.URL)
		}
		if r.Mode == fetch.ModeNoCORS && !safelist.IsCORSSafelistedMethod(r.Method) || r.Body.Present && (r.Method == "GET" || r.Method == "HEAD") {
			t.Errorf("%s, %v, body: %+v", r.Method, r.Mode, r.Body)
		}
		for _, line := range r.Headers {
			if !header.IsName(line.Name) || !header.IsValue(line.Value) || safelist.IsForbiddenRequestHeader(line.Name, line.Value) {
				t.Errorf("the header %q", line)
			}
			value, _ := r.Headers.Get(line.Name)
			if r.Mode == fetch.ModeNoCORS && !safelist.IsNoCORSSafelistedRequestHeader(line.Name, value) {
				t.Errorf("%q in mode no-cors", line)
			}
		}
		init.Method, init.Headers = &r.Method, r.Headers
		again, err := fetch.NewRequest(client, r.URL.String(), init)
		if err != nil || again.Method != r.Method || again.URL != r.URL || !slices.Equal(again.Headers, r.Headers) || again.Body != r.Body {
			t.Errorf("%+v made again is %+v, %v", r, again, err)
		}
	})
}
