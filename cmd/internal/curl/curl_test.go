package curl_test

import (
	"strings"
	"testing"

	"github.com/corsref/corsref/cmd/internal/curl"
	"github.com/corsref/corsref/fetch/header"
	"github.com/google/go-cmp/cmp"
)

func TestCommand(t *testing.T) {
	for _, test := range []struct {
		name, why string
		request   curl.Request
		want      []string
	}{
		{"preflight", "the headers of a preflight, in the order of the wire, without those of every request",
			curl.Request{Method: "OPTIONS", URL: "https://api.example/items", File: "preflight.http", Headers: header.List{
				{Name: "Accept", Value: "*/*"}, {Name: "Access-Control-Request-Method", Value: "PUT"},
				{Name: "Access-Control-Request-Headers", Value: "content-type,x-foo"}, {Name: "Referer", Value: "https://app.example/"},
				{Name: "Origin", Value: "https://app.example"}, {Name: "Sec-Fetch-Mode", Value: "cors"}}},
			[]string{"curl -si -X OPTIONS", "-H 'Access-Control-Request-Method: PUT'",
				"-H 'Access-Control-Request-Headers: content-type,x-foo'", "-H 'Origin: https://app.example'",
				"-o preflight.http", "https://api.example/items"}},
		{"GET", "needs no method", curl.Request{Method: "GET", URL: "https://api.example/", File: "r.http"},
			[]string{"curl -si", "-o r.http", "https://api.example/"}},
		{"HEAD", "with -X HEAD curl would wait for a body", curl.Request{Method: "HEAD", URL: "https://api.example/", File: "r.http"},
			[]string{"curl -sI", "-o r.http", "https://api.example/"}},
		{"body", "as it is, an at sign or an apostrophe included",
			curl.Request{Method: "POST", URL: "https://api.example/", File: "r.http", Body: "@it's", HasBody: true},
			[]string{"curl -si -X POST", `--data-raw '@it'\''s'`, "-o r.http", "https://api.example/"}},
		{"empty header", "curl drops a header that ends in a colon",
			curl.Request{Method: "GET", URL: "https://api.example/", File: "r.http", Headers: header.List{{Name: "X-Foo"}}},
			[]string{"curl -si", "-H 'X-Foo;'", "-o r.http", "https://api.example/"}},
		{"query and brackets", "the shell reads &, curl reads brackets",
			curl.Request{Method: "GET", URL: "http://[::1]/?a=1&b={2}", File: "r.http"},
			[]string{"curl -si --globoff", "-o r.http", "'http://[::1]/?a=1&b={2}'"}},
		{"bytes", "what no terminal should see", curl.Request{Method: "GET", URL: "https://api.example/", File: "r.http",
			Headers: header.List{{Name: "X-Foo", Value: "\x1b[2J\xE9'\\"}}},
			[]string{"curl -si", `-H 'X-Foo: '"$(printf '\033')"'[2J'"$(printf '\351')"''\''\'`, "-o r.http", "https://api.example/"}},
		{"no ASCII", "dash does not know $'…' and would run what comes behind the apostrophe",
			curl.Request{Method: "POST", URL: "https://api.example/", File: "r.http", Body: "é'; touch x #", HasBody: true},
			[]string{"curl -si -X POST", `--data-raw 'é'\''; touch x #'`, "-o r.http", "https://api.example/"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := strings.Split(test.request.Command(""), " \\\n  ")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s\n%s", test.why, diff)
			}
		})
	}
}
