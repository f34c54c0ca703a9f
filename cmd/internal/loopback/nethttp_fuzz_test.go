package loopback_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/differential"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// FuzzNetHTTPClient plays generated scenarios as the pure runner does, and through a Client whose network is the scenario's rules.
func FuzzNetHTTPClient(f *testing.F) {
	for i := range 20 {
		f.Add(uint64(1), i)
	}
	f.Fuzz(func(t *testing.T, seed uint64, index int) {
		s := differential.Generate(seed, index)
		rules, err := conformance.CompileRules(s.Server)
		if err != nil {
			t.Fatal(err)
		}
		options := conformance.Options{Sites: psl.List}
		pure, err := conformance.Run(s, options)
		if err != nil {
			t.Fatal(err)
		}
		// What is on its way, and the time.
		var x conformance.Exchange
		var now time.Time
		client := &nethttp.Client{
			UserAgent: &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: func() time.Time { return now }, Sites: psl.List},
			Network: roundTripper(func(req *http.Request) (*http.Response, error) {
				checkRequest(t, req, x.Outgoing)
				answer, err := rules.Answer(x)
				if err != nil {
					return nil, err
				}
				res := &http.Response{StatusCode: answer.Response.Status, Header: make(http.Header), Body: io.NopCloser(strings.NewReader(answer.Body))}
				for _, line := range answer.Response.Headers {
					res.Header.Add(line.Name, line.Value)
				}
				return res, nil
			}),
		}
		ctx := nethttp.WithTrace(context.Background(), &nethttp.Trace{Sent: func(out *fetch.Outgoing) { x.Outgoing = out }})
		options.Server = func(conformance.Exchange) (fetch.Response, error) { return fetch.Response{}, conformance.ErrNoRule }
		options.Observe.Started = func(i int, req *fetch.Request, at time.Time) {
			if now, x.Fetch = at, i; req == nil {
				return // the API threw
			}
			body := nethttp.Bytes("")
			if text := s.Fetches[i].Body; text != nil {
				body = nethttp.Bytes(*text)
			}
			res, err := client.Fetch(ctx, req, body)
			if want, got := describe(pure.Fetches[i].Response, pure.Fetches[i].Err), describe(filtered(res), err); got != want {
				t.Errorf("fetch %d: %s\nwant %s", i, got, want)
			}
		}
		if _, err := conformance.Run(s, options); err != nil {
			t.Fatal(err)
		}
	})
}

// checkRequest checks that net/http is asked for what the engine sends, byte by byte.
func checkRequest(t *testing.T, req *http.Request, out *fetch.Outgoing) {
	t.Helper()
	target := out.URL.Path()
	if query, ok := out.URL.Query(); ok {
		target += "?" + query
	}
	if got := req.URL.RequestURI(); got != target && got != out.URL.WithoutCredentials().StringExcludingFragment() {
		t.Errorf("%s is asked for as %q", out.URL, req.URL.RequestURI())
	}
	if u, err := origin.ParseURL(req.URL.Scheme + "://" + req.URL.Host); err != nil || u.Origin() != out.URL.Origin() || req.Host != req.URL.Host || req.Method != out.Method {
		t.Errorf("%s %s goes to %s %s", out.Method, out.URL, req.Method, req.URL.Host)
	}
	for name, values := range req.Header {
		for _, value := range values {
			if engine, _ := out.Headers.Get(name); !strings.Contains(engine, value) && name != "User-Agent" && name != "Accept-Encoding" {
				t.Errorf("%s: the header %s: %s is not the engine's", out.URL, name, value)
			}
		}
	}
	for _, line := range out.Headers {
		if joined := strings.Join(append(req.Header[line.Name], req.Header[http.CanonicalHeaderKey(line.Name)]...), "\n"); !strings.Contains(joined, line.Value) && line.Name != "Content-Length" {
			t.Errorf("%s: the header %q is missing", out.URL, line)
		}
	}
}

// FuzzNetHTTPTarget sends requests to URLs of every kind: what net/http is asked for is the URL's path and query byte by byte.
func FuzzNetHTTPTarget(f *testing.F) {
	for _, url := range []string{"https://api.example/a b?c d", "http://[::1]:8080//x//y?", "https://a_b.example/%zz/%2F;:@&=+$,'()*!~", "https://é.example/[x]{y}|\\^`\"<>", "http://a.example/?a=%zz#f", "http://u:p@a.example:81/"} {
		f.Add(url)
	}
	f.Fuzz(func(t *testing.T, url string) {
		page, err := origin.ParseURL("http://app.example/")
		if err != nil {
			t.Fatal(err)
		}
		req, err := fetch.NewRequest(&fetch.Settings{Origin: page.Origin(), URL: page}, url, fetch.RequestInit{})
		if err != nil || !req.URL.IsHTTP() {
			t.Skip("no URL to fetch")
		}
		var out *fetch.Outgoing
		sent := 0
		client := &nethttp.Client{Network: roundTripper(func(r *http.Request) (*http.Response, error) {
			sent++
			checkRequest(t, r, out)
			return &http.Response{StatusCode: 200, Header: http.Header{"Access-Control-Allow-Origin": {"*"}}, Body: http.NoBody}, nil
		})}
		ctx := nethttp.WithTrace(context.Background(), &nethttp.Trace{Sent: func(o *fetch.Outgoing) { out = o }})
		res, err := client.Fetch(ctx, req, nil)
		if err != nil {
			if refusal, ok := nethttp.Refusal(err); !ok || refusal.Code != fetch.CodeBadPort {
				t.Errorf("%s: %v", url, err)
			}
			return
		}
		res.Body.Close()
		if sent != 1 || res.Status != 200 || res.URL != req.URL {
			t.Errorf("%s: %d requests, %d from %s", url, sent, res.Status, res.URL)
		}
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
