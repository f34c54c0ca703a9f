package loopback_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/cmd/internal/loopback"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/conformance/suite"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/nethttp"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/origin/psl"
)

// TestNetHTTPPlaysTheSuite plays every case of the suite twice: as the pure runner does, and through a Client that connects to a server
// on a socket. What script gets, and what the server sees, must be the same. Where a case meets a limit of net/http's, it
// must be what the pure runner gets behind that limit; a limit that no case meets, or that changes nothing, is an error.
func TestNetHTTPPlaysTheSuite(t *testing.T) {
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
	met := make(map[*limit]bool)
	for _, c := range cases {
		got := play(t, server, &c.Scenario)
		want := expect(t, &c.Scenario, true)
		faults := want.compare(got)
		switch {
		case len(faults) > 0:
			t.Errorf("%s:\n\t%s", c.Name, strings.Join(faults, "\n\t"))
		case len(want.met) == 0:
			carried++
		case len(expect(t, &c.Scenario, false).compare(got)) == 0:
			t.Errorf("%s is carried, although %v", c.Name, want.met)
		default:
			t.Logf("%s is not carried: %v", c.Name, want.met)
		}
		for _, l := range want.met {
			met[l] = true
		}
	}
	t.Logf("%d of %d cases carried over the socket", carried, len(cases))
	for _, l := range limits {
		if !met[l] {
			t.Errorf("no case shows that %v", l)
		}
	}
}

// played is what a fetch over the socket came to.
type played struct {
	threw bool // the API did, and nothing else happened
	outcome
	wire []conformance.Sent
}

// play makes a scenario's fetches over the socket.
func play(t *testing.T, server *loopback.Server, s *conformance.Scenario) []played {
	t.Helper()
	stage, err := server.Stage(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stage.Close()
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
		UserAgent: &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: func() time.Time { return now }, Sites: psl.List,
			IsHTTP1: func(u origin.URL) bool { return u.Scheme() == "http" }},
		Network: network, Jar: oneCookie{},
	}
	// The fetches are what the runner makes of the scenario, whatever is answered.
	got := make([]played, len(s.Fetches))
	options := conformance.Options{Sites: psl.List}
	options.Server = func(conformance.Exchange) (fetch.Response, error) { return fetch.Response{}, conformance.ErrNoRule }
	options.Observe.Started = func(i int, req *fetch.Request, at time.Time) {
		if now = at; req == nil {
			got[i].threw = true
			return
		}
		stage.Begin(i)
		got[i].outcome = over(client, req, s.Fetches[i].Body)
		got[i].wire = seen(stage.Wire(i))
	}
	if _, err := conformance.Run(stage.Told(), options); err != nil {
		t.Fatal(err)
	}
	return got
}

// outcome is what a fetch over the socket came to.
type outcome struct {
	response *nethttp.Response
	body     string
	err      error
}

func over(client *nethttp.Client, req *fetch.Request, text *string) outcome {
	body := nethttp.Bytes("streamed")
	if text != nil {
		body = nethttp.Bytes(*text)
	}
	res, err := client.Fetch(context.Background(), req, body)
	if err != nil {
		return outcome{err: err}
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return outcome{response: res, body: string(b), err: err}
}

// compare says in what the fetches over the socket differ from what is expected.
func (e *expected) compare(got []played) []string {
	var faults []string
	differ := func(what, want, got string) {
		if want != got {
			faults = append(faults, what+": want "+want+"\n\tgot "+got)
		}
	}
	for i := range got {
		want := &e.Fetches[i]
		if threw := want.Request == nil; threw || got[i].threw {
			differ("the API threw", strconv.FormatBool(threw), strconv.FormatBool(got[i].threw))
			continue
		}
		differ("outcome", describe(want.Response, want.Err), describe(filtered(got[i].response), got[i].err))
		if want.Response != nil && got[i].response != nil {
			body := e.bodies[i]
			if want.Response.NullBody {
				body = ""
			} else if want.Response.LocalBody != nil {
				body = string(want.Response.LocalBody)
			}
			differ("body", body, got[i].body)
		}
		if says := cause(want.Err); got[i].err != nil && !strings.Contains(got[i].err.Error(), says) {
			differ("cause", says, got[i].err.Error())
		}
		differ("wire", wire(want.Verdict.Wire), wire(got[i].wire))
	}
	return faults
}

// cause is what the error of a failing network says on a socket; "" when the network is not to blame.
func cause(err error) string {
	if l, ok := errors.AsType[*limit](err); ok {
		return l.says
	}
	if errors.Is(err, conformance.ErrRuleFails) || errors.Is(err, conformance.ErrNoRule) {
		return "connection reset by peer"
	}
	return ""
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
			b.WriteString("\n\t\t\t" + line.Name + ": " + strings.Trim(line.Value, " \t")) // as parsers do
		}
	}
	return b.String()
}

// seen is what the server saw, credentials told by the cookie.
func seen(sent []conformance.Sent) []conformance.Sent {
	for i := range sent {
		s := &sent[i]
		s.Headers = slices.DeleteFunc(s.Headers, func(f conformance.Field) bool {
			if header.EqualFold(f.Name, "Cookie") {
				s.Credentials = true
			}
			return header.EqualFold(f.Name, "Cookie")
		})
	}
	return sent
}

// oneCookie is a jar with a cookie for every URL, which shows on the wire whether credentials are included.
type oneCookie struct{ nethttp.SameSiteJar }

func (oneCookie) SameSiteCookies(*url.URL, fetch.SameSiteMode) []*http.Cookie {
	return []*http.Cookie{{Name: "credentials", Value: "1"}}
}
func (oneCookie) SetSameSiteCookies(*url.URL, []*http.Cookie, fetch.SameSiteMode) {}
