package loopback

import (
	"slices"
	"strconv"
	"sync"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Stage is one scenario that is being played.
type Stage struct {
	server   *Server
	label    string
	names    *Names
	told     conformance.Scenario
	scenario *conformance.Scenario
	rules    conformance.Rules
	handler  Handler

	mu     sync.Mutex
	fetch  int // under way; −1 before the first
	hop    int
	failed bool // the network failed in this fetch
	wire   [][]conformance.Sent
}

// Told is the scenario as the client is to know it: under its new names, without rules and expectations.
func (st *Stage) Told() *conformance.Scenario { return &st.told }

// Names are the scenario's new names.
func (st *Stage) Names() *Names { return st.names }

// BeginURL is what a client requests, and waits for the answer, before it starts the fetch of this index.
func (st *Stage) BeginURL(fetchIndex int) string {
	return st.server.URL() + controlPath + st.label + "/begin/" + strconv.Itoa(fetchIndex)
}

// Begin says that what comes now belongs to the fetch of this index. False: there is none. Until the first call all
// requests are the handler's.
func (st *Stage) Begin(fetchIndex int) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	if fetchIndex < 0 || fetchIndex >= len(st.wire) {
		return false
	}
	st.fetch, st.hop, st.failed = fetchIndex, 0, false
	return true
}

// Begun reports whether a fetch has begun.
func (st *Stage) Begun() bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.fetch >= 0
}

// Wire is what was sent for the fetch of this index so far, in the scenario's own names. What the wire does not show is
// whether credentials were to be included.
func (st *Stage) Wire(fetchIndex int) []conformance.Sent {
	st.mu.Lock()
	defer st.mu.Unlock()
	return append([]conformance.Sent{}, st.wire[fetchIndex]...)
}

// Close forgets the scenario.
func (st *Stage) Close() {
	st.server.mu.Lock()
	defer st.server.mu.Unlock()
	delete(st.server.labels, st.label)
	for _, name := range st.names.addresses() {
		delete(st.server.hosts, name)
	}
}

// answer records a request and answers it by the rules. False: the network fails.
func (st *Stage) answer(r *Request) (Reply, bool) {
	back, err := origin.ParseURL(st.names.Back(r.URL.String()))
	if err != nil {
		return Reply{}, false
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	preflight := r.Method == "OPTIONS" && r.Headers.Contains("Access-Control-Request-Method")
	out := fetch.Outgoing{Method: r.Method, URL: back, Headers: st.received(r.Headers), Hop: st.hop, Preflight: preflight}
	// A fetch ends when the network fails: what still comes is a client that tries again on its own.
	if st.failed {
		return Reply{}, false
	}
	st.wire[st.fetch] = append(st.wire[st.fetch], conformance.Record(&out))
	answer, err := st.rules.Answer(conformance.Exchange{Fetch: st.fetch, Outgoing: &out})
	if err != nil {
		st.failed = true
		return Reply{}, false
	}
	if !out.Preflight && fetch.IsRedirectStatus(answer.Response.Status) && answer.Response.Headers.Contains("Location") {
		st.hop++
	}
	return st.reply(answer), true
}

// received is the request's header lines under the scenario's own names, less what the client's transport added.
func (st *Stage) received(lines header.List) header.List {
	out := make(header.List, 0, len(lines))
	for _, line := range lines {
		if !addedByTransport(line, st.scenario.Fetches[st.fetch].Headers) {
			out = append(out, header.Line{Name: line.Name, Value: st.names.Back(line.Value)})
		}
	}
	return out
}

// reply is what the rule says, its values as they are spelled, under the names that the client knows.
func (st *Stage) reply(a conformance.Answer) Reply {
	lines := slices.Clone(a.Response.Headers)
	for i := range lines {
		if given := st.scenario.Server[a.Rule].Headers; i < len(given) {
			lines[i].Value, _ = conformance.Bytes(given[i].Value)
		}
		lines[i].Value = st.names.Out(lines[i].Value)
	}
	return Reply{Status: a.Response.Status, Headers: lines, Body: a.Body}
}
