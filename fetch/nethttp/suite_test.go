package nethttp_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/loopback"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin/psl"
)

// TestSuite plays every case of the suite twice: as the pure runner does, and through a Client that connects to a server
// on a socket. What script gets, and what the server sees, must be the same; what net/http cannot carry is told with the reason.
func TestSuite(t *testing.T) {
	cases, err := suite.Cases()
	if err != nil {
		t.Fatal(err)
	}
	server, err := loopback.Listen(loopback.Config{Sites: psl.List, KeepNames: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	var carried int
	for _, c := range cases {
		stage, err := server.Stage(&c.Scenario, nil)
		if err != nil {
			t.Fatal(err)
		}
		faults := play(t, server, stage, &c.Scenario)
		stage.Close()
		reason := reasonFor(&c.Scenario)
		switch {
		case len(faults) == 0:
			carried++
		case reason != "":
			t.Logf("%s is not carried: %s", c.Name, reason)
		default:
			t.Errorf("%s:\n\t%s", c.Name, strings.Join(faults, "\n\t"))
		}
	}
	t.Logf("%d of %d cases carried over the socket", carried, len(cases))
	if left := len(cases) - carried; left > len(cases)/50 {
		t.Errorf("%d cases are not carried, which is more than reasons explain", left)
	}
}

// play makes a scenario's fetches over the socket and says in what they differ from the pure runner's.
func play(t *testing.T, server *loopback.Server, stage *loopback.Stage, s *conformance.Scenario) []string {
	t.Helper()
	options := conformance.Options{Sites: psl.List}
	pure, err := conformance.Run(s, options)
	if err != nil {
		t.Fatal(err)
	}
	var now time.Time
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(server.Authority().PEM())
	network := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", server.Addr())
		},
		TLSClientConfig: &tls.Config{RootCAs: roots},
	}
	defer network.CloseIdleConnections()
	client := &nethttp.Client{
		UserAgent: &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: func() time.Time { return now }, Sites: psl.List},
		Network:   network, Jar: oneCookie{},
	}
	// The fetches are what the runner makes of the scenario, whatever is answered.
	var faults []string
	options.Server = func(conformance.Exchange) (fetch.Response, error) { return fetch.Response{}, conformance.ErrNoRule }
	options.Observe.Started = func(i int, req *fetch.Request, at time.Time) {
		if now = at; req == nil {
			return // the API threw
		}
		stage.Begin(i)
		got := over(client, req, s.Fetches[i].Body)
		faults = append(faults, compare(&pure.Fetches[i], got, stage, i, rules(s))...)
	}
	if _, err := conformance.Run(stage.Told(), options); err != nil {
		t.Fatal(err)
	}
	return faults
}

// outcome is what a fetch over the socket came to.
type outcome struct {
	response *nethttp.Response
	body     string
	err      error
}

func over(client *nethttp.Client, req *fetch.Request, text *string) outcome {
	body := nethttp.BodyOf("streamed")
	if text != nil {
		body = nethttp.BodyOf(*text)
	}
	res, err := client.Fetch(context.Background(), req, body)
	if err != nil {
		return outcome{err: err}
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return outcome{response: res, body: string(b), err: err}
}

// rules are the bodies that the servers may answer with.
func rules(s *conformance.Scenario) []string {
	bodies := []string{""}
	for _, rule := range s.Server {
		body := "hello"
		if rule.Body != nil {
			body, _ = conformance.Bytes(*rule.Body)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// compare says in what a fetch differs from the pure runner's.
func compare(pure *conformance.FetchResult, got outcome, stage *loopback.Stage, i int, bodies []string) []string {
	var faults []string
	differ := func(what, want, got string) {
		if want != got {
			faults = append(faults, what+": want "+want+"\n\tgot "+got)
		}
	}
	differ("outcome", describe(pure.Response, pure.Err), describe(filtered(got.response), got.err))
	if got.response != nil {
		data := got.response.LocalBody != nil
		if !data && !slices.Contains(bodies, got.body) {
			differ("body", "one of "+strings.Join(bodies, "|"), got.body)
		}
		if pure.Response != nil && pure.Response.NullBody && got.body != "" {
			differ("body", "", got.body)
		}
	}
	differ("wire", wire(pure.Verdict.Wire), wire(seen(stage.Wire(i))))
	return faults
}

func filtered(r *nethttp.Response) *fetch.FilteredResponse {
	if r == nil {
		return nil
	}
	return r.FilteredResponse
}

// describe is all that script can tell of a result, and the code of an error.
func describe(res *fetch.FilteredResponse, err error) string {
	if refusal, ok := nethttp.Refusal(err); ok {
		return string(refusal.Code) + " in " + refusal.Phase.String() + " at " + refusal.URL + " of " + refusal.Origin
	}
	if res == nil {
		return "no response: " + err.Error()
	}
	var b strings.Builder
	b.WriteString(res.Type.String() + " ")
	if !res.URL.IsZero() {
		b.WriteString(res.URL.String())
	}
	if res.Redirected {
		b.WriteString(" redirected")
	}
	for _, line := range res.Headers.SortAndCombine() {
		b.WriteString("\n\t\t" + line.Name + ": " + line.Value)
	}
	return b.String()
}

// wire is what went over the wire, header lines sorted by name, since net/http forgets the order across names.
func wire(sent []conformance.Sent) string {
	var b strings.Builder
	for _, s := range sent {
		b.WriteString("\n\t\t" + s.Method + " " + s.URL)
		if s.Credentials {
			b.WriteString(" with credentials")
		}
		headers := slices.Clone(s.Headers)
		slices.SortStableFunc(headers, func(a, b conformance.Field) int { return strings.Compare(a.Name, b.Name) })
		for _, line := range headers {
			if s.Method == "PATCH" && line.Name == "Content-Length" && line.Value == "0" {
				continue // net/http sends it even where the standard does not
			}
			b.WriteString("\n\t\t\t" + line.Name + ": " + strings.Trim(line.Value, " \t")) // as parsers do
		}
	}
	return b.String()
}

// seen is what the server saw, without what net/http has its own way with: see the package's documentation.
func seen(sent []conformance.Sent) []conformance.Sent {
	for i := range sent {
		s := &sent[i]
		s.Headers = slices.DeleteFunc(s.Headers, func(f conformance.Field) bool {
			if header.EqualFold(f.Name, "Cookie") {
				s.Credentials = true
			}
			return header.EqualFold(f.Name, "Cookie") || f.Name == "Transfer-Encoding"
		})
	}
	return sent
}

// oneCookie is a jar with a cookie for every URL, which shows on the wire whether credentials are included.
type oneCookie struct{}

func (oneCookie) Cookies(*url.URL) []*http.Cookie {
	return []*http.Cookie{{Name: "credentials", Value: "1"}}
}
func (oneCookie) SetCookies(*url.URL, []*http.Cookie) {}
