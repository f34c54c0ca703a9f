package realservers_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// BenchmarkPreflightedExchange compares the two sides of one exchange, a PUT of JSON with credentials and its preflight:
// what a client spends on deciding what to send and on judging both answers, and what a middleware spends on both requests,
// in front of a handler that does nothing. Neither side has a socket.
func BenchmarkPreflightedExchange(b *testing.B) {
	exchange := record(b, rsCORS)
	b.Run("side=client/engine=corsref", func(b *testing.B) {
		ua, f := new(fetch.UserAgent), new(fetch.Fetch)
		b.ReportAllocs()
		for b.Loop() {
			if err := ua.StartInto(f, exchange.request); err != nil {
				b.Fatal(err)
			}
			for _, answer := range exchange.answers {
				f.Receive(answer)
			}
			if _, err := f.Result(); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, bc := range []struct {
		middleware string
		wrap       func(http.Handler) http.Handler
	}{
		{"rs", rsCORS}, {"gorilla", gorillaCORS},
	} {
		record(b, bc.wrap) // which allows it too
		b.Run("side=server/middleware="+bc.middleware, func(b *testing.B) {
			handler := bc.wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			w := make(answer)
			b.ReportAllocs()
			for b.Loop() {
				for _, req := range exchange.sent {
					clear(w)
					handler.ServeHTTP(w, req)
				}
			}
		})
	}
}

// exchange is a fetch with its preflight.
type exchange struct {
	request *fetch.Request
	sent    []*http.Request
	answers []fetch.Response
}

// record has a middleware answer the exchange, which it must allow.
func record(b *testing.B, wrap func(http.Handler) http.Handler) exchange {
	b.Helper()
	page, err := origin.ParseURL("https://app.example/")
	if err != nil {
		b.Fatal(err)
	}
	var e exchange
	e.request, err = fetch.NewRequest(&fetch.Settings{Origin: page.Origin(), URL: page}, "https://api.example/items", fetch.RequestInit{
		Method: new("PUT"), Credentials: new(fetch.CredentialsInclude), Body: fetch.TextBody("{}"),
		Headers: header.List{{Name: "Content-Type", Value: "application/json"}, {Name: "X-Foo", Value: "1"}},
	})
	if err != nil {
		b.Fatal(err)
	}
	handler := wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("ETag", `"1"`) }))
	f, err := new(fetch.UserAgent).Start(e.request)
	if err != nil {
		b.Fatal(err)
	}
	for out := f.Next(); out != nil; {
		req, err := http.NewRequest(out.Method, out.URL.String(), nil)
		if err != nil {
			b.Fatal(err)
		}
		for _, line := range out.Headers {
			req.Header.Add(line.Name, line.Value)
		}
		w := make(answer)
		handler.ServeHTTP(w, req)
		e.sent, e.answers = append(e.sent, req), append(e.answers, w.response())
		out = f.Receive(e.answers[len(e.answers)-1])
	}
	if _, err := f.Result(); err != nil || len(e.sent) != 2 {
		b.Fatal(err, len(e.sent))
	}
	return e
}

// answer is a ResponseWriter that only keeps header lines.
type answer http.Header

func (a answer) Header() http.Header         { return http.Header(a) }
func (a answer) Write(p []byte) (int, error) { return len(p), nil }
func (a answer) WriteHeader(int)             {}

func (a answer) response() fetch.Response {
	res := fetch.Response{Status: http.StatusOK}
	for _, name := range slices.Sorted(maps.Keys(a)) {
		for _, value := range a[name] {
			res.Headers.Append(name, value)
		}
	}
	return res
}
