package fetch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// literalAppend is "append to a Headers object" word for word; false is a TypeError.
//
// https://fetch.spec.whatwg.org/#concept-headers-append
func literalAppend(l *header.List, guard fetch.Guard, name, value string) bool {
	value = strings.Trim(value, "\t\n\r ")
	if !header.IsToken(name) || strings.ContainsAny(value, "\x00\r\n") || guard == fetch.GuardImmutable {
		return false
	}
	switch {
	case guard == fetch.GuardRequest && safelist.IsForbiddenRequestHeader(name, value),
		guard == fetch.GuardResponse && slices.Contains([]string{"set-cookie", "set-cookie2"}, header.ByteLowercase(name)):
		return true
	}
	if guard == fetch.GuardRequestNoCORS {
		temporaryValue := value
		if before, ok := l.Get(name); ok {
			temporaryValue = before + ", " + value
		}
		if !safelist.IsNoCORSSafelistedRequestHeader(name, temporaryValue) {
			return true
		}
	}
	l.Append(name, value)
	if guard == fetch.GuardRequestNoCORS {
		l.Delete("range")
	}
	return true
}

// FuzzHeaders fills a Headers object of each guard, all at once and one by one.
func FuzzHeaders(f *testing.F) {
	f.Add("X-A: 1 \nx-a:2\nCookie:a\nSet-Cookie:b\nRange:bytes=0-\nAccept:*/*\nAccept:text/html")
	f.Add("Content-Type:text/plain\nContent-Type:text/plain\nX-HTTP-Method:trace\nSec-A:1\nAccept-Language:" + strings.Repeat("a", 100) + "\nAccept-Language:" + strings.Repeat("b", 27))
	f.Add("bad name:1")
	f.Add("a:\x00")
	f.Fuzz(func(t *testing.T, text string) {
		all := linesOf(text)
		for guard := fetch.GuardNone; guard <= fetch.GuardImmutable; guard++ {
			var want header.List
			wantOK := true
			for _, line := range all {
				if wantOK = literalAppend(&want, guard, line.Name, line.Value); !wantOK {
					break
				}
			}
			filled, oneByOne := fetch.Headers{Guard: guard}, fetch.Headers{Guard: guard}
			err := filled.Fill(all)
			var err2 error
			for _, line := range all {
				if err2 = oneByOne.Append(line.Name, line.Value); err2 != nil {
					break
				}
			}
			if (err == nil) != wantOK || (err2 == nil) != wantOK {
				t.Fatalf("%v, %q: %v and %v, want an error: %t", guard, all, err, err2, !wantOK)
			}
			if !slices.Equal(oneByOne.List, want) || wantOK && !slices.Equal(filled.List, want) {
				t.Errorf("%v, %q: %q, one by one %q, want %q", guard, all, filled.List, oneByOne.List, want)
			}
		}
	})
}

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
