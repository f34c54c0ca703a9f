package loopback_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin/psl"
)

// limit is something that net/http cannot carry: where it is met, the network fails, and nothing else differs.
type limit struct {
	reason string
	says   string // part of net/http's error
}

// Error returns the reason.
func (l *limit) Error() string { return l.reason }

var (
	refusesToSend = &limit{"net/http refuses to send a control byte in a header value", "net/http: invalid header field value for"}
	refusesToRead = &limit{"net/http refuses a response with a control byte in a header value", "malformed MIME header"}
)

var limits = []*limit{refusesToSend, refusesToRead}

// expected is what a scenario comes to in the pure runner.
type expected struct {
	*conformance.Result
	bodies []string // of the last answer to each fetch
	met    []*limit
}

// expect plays a scenario as the pure runner does, all that net/http appends to requests of its own added to them; behind
// net/http, also with its limits.
func expect(t *testing.T, s *conformance.Scenario, behindNetHTTP bool) *expected {
	t.Helper()
	rules, err := conformance.CompileRules(s.Server)
	if err != nil {
		t.Fatal(err)
	}
	want := &expected{bodies: make([]string, len(s.Fetches))}
	own := make([][]conformance.Fields, len(s.Fetches)) // of each request that is sent
	want.Result, err = conformance.Run(s, conformance.Options{Sites: psl.List, Server: func(x conformance.Exchange) (fetch.Response, error) {
		if behindNetHTTP && hasControlByte(x.Outgoing.Headers) {
			return fetch.Response{}, want.meet(refusesToSend)
		}
		own[x.Fetch] = append(own[x.Fetch], appended(x.Outgoing))
		answer, err := rules.Answer(x)
		if err == nil && behindNetHTTP && hasControlByte(answer.Response.Headers) {
			return fetch.Response{}, want.meet(refusesToRead)
		}
		if want.bodies[x.Fetch] = answer.Body; x.Outgoing.Method == "HEAD" {
			want.bodies[x.Fetch] = ""
		}
		return answer.Response, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range want.Fetches {
		verdict := &want.Fetches[i].Verdict
		verdict.Wire = verdict.Wire[:len(own[i])] // without what was not sent
		for j, lines := range own[i] {
			verdict.Wire[j].Headers = append(verdict.Wire[j].Headers, lines...)
		}
	}
	return want
}

func (e *expected) meet(l *limit) error {
	if !slices.Contains(e.met, l) {
		e.met = append(e.met, l)
	}
	return l
}

// appended is what net/http appends and the standard does not, as the package's documentation says.
func appended(out *fetch.Outgoing) conformance.Fields {
	switch {
	case out.Body.Present && out.Body.Length < 0:
		return conformance.Fields{{Name: "Transfer-Encoding", Value: "chunked"}}
	case out.Method == "PATCH" && !out.Body.Present:
		return conformance.Fields{{Name: "Content-Length", Value: "0"}}
	}
	return nil
}

// hasControlByte reports whether a value has a control byte other than tab.
func hasControlByte(lines header.List) bool {
	return slices.ContainsFunc(lines, func(line header.Line) bool {
		return strings.ContainsFunc(line.Value, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7F })
	})
}
