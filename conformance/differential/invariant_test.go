package differential_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/profile"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// readAgain writes s as a document and reads that; an edited scenario may be none.
func readAgain(t *testing.T, s *conformance.Scenario) ([]byte, *conformance.Case, error) {
	t.Helper()
	document, err := conformance.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	again, err := conformance.NewReader(bytes.NewReader(document), "scenario.json").Read()
	return document, again, err
}

// checkEdited is check of a scenario that edits may have made none.
func checkEdited(t *testing.T, s *conformance.Scenario, what uint16) {
	t.Helper()
	if _, _, err := readAgain(t, s); err == nil {
		check(t, s, what)
	}
}

// check checks what holds for every scenario: by the standard and in every browser. The number what says which fetch and
// which line the invariants are tried on that change one thing.
func check(t *testing.T, s *conformance.Scenario, what uint16) {
	t.Helper()
	document, again, err := readAgain(t, s)
	if err != nil {
		t.Fatalf("%v\n%s", err, document)
	}
	if checkTwin(t, s); t.Failed() {
		t.Fatalf("%s", document)
	}
	profiles := map[string]fetch.Profile{"standard": {}}
	for _, set := range profile.Sets() {
		profiles[set.Name] = set.Profile()
	}
	for name, p := range profiles {
		w := watched{t: t, s: s, name: name, profile: p}
		verdicts := w.run()
		if replayed := play(t, &again.Scenario, p, nil); !bytes.Equal(encode(t, verdicts), replayed) {
			t.Errorf("%s: read again, it gives %s\ninstead of %s\n%s", name, replayed, encode(t, verdicts), document)
		}
		if reused := playReused(t, s, p); !bytes.Equal(encode(t, verdicts), reused) {
			t.Errorf("%s: with one Fetch for all, it gives %s\ninstead of %s\n%s", name, reused, encode(t, verdicts), document)
		}
		w.checkRemoval(what)
		w.checkCredentials(what)
		if t.Failed() {
			t.Fatalf("%s: %s", name, document)
		}
	}
}

// watched runs a scenario and looks at each fetch while it runs.
type watched struct {
	t       *testing.T
	s       *conformance.Scenario
	name    string
	profile fetch.Profile

	included bool           // the request last sent included credentials
	answer   fetch.Response // the answer to it
}

func (w *watched) run() []conformance.Verdict {
	w.t.Helper()
	o := conformance.Options{Profile: w.profile, Trace: func(int) *fetch.Trace { return &fetch.Trace{Decide: func(fetch.Decision) {}} }}
	o.Observe.Received = func(x conformance.Exchange, res fetch.Response, _ int) {
		w.included, w.answer = x.Outgoing.Credentials, fetch.Response{Status: res.Status, Headers: res.Headers.Clone()}
	}
	o.Observe.Done = func(i int, result *conformance.FetchResult) { w.look(i, result) }
	result, err := conformance.Run(w.s, o)
	if err != nil {
		w.t.Fatal(err)
	}
	return result.Output().Fetches
}

// look checks how one fetch ended.
func (w *watched) look(i int, result *conformance.FetchResult) {
	w.t.Helper()
	v, f := &result.Verdict, &w.s.Fetches[i]
	wrong := func(format string, args ...any) {
		w.t.Helper()
		w.t.Errorf(w.name+": fetch %d: "+format, append([]any{i}, args...)...)
	}
	if isResponse := v.Outcome == conformance.OutcomeResponse; isResponse != (v.Response != nil) || isResponse != (v.Error == nil) {
		wrong("%s with the response %+v and the error %+v", v.Outcome, v.Response, v.Error)
	}
	if v.Outcome == conformance.OutcomeTypeError && len(v.Wire) > 0 {
		wrong("the API threw, and yet sent %+v", v.Wire)
	}
	if v.Error != nil && (v.Error.Code == "" || v.Error.Message == "") {
		wrong("no reason: %+v", v.Error)
	}
	if v.Response != nil {
		w.lookAtResponse(wrong, result, f)
	}
	w.lookAtWire(wrong, result, f)
}

// lookAtResponse checks that script sees no more than it may.
func (w *watched) lookAtResponse(wrong func(string, ...any), result *conformance.FetchResult, f *conformance.FetchInit) {
	r := result.Verdict.Response
	var visible []string
	for _, line := range r.Headers {
		visible = append(visible, line.Name)
		if line.Name == "set-cookie" || line.Name == "set-cookie2" {
			wrong("script sees %s", line.Name)
		}
	}
	if strings.Contains(r.URL, "#") {
		wrong("script sees the URL %s", r.URL)
	}
	switch result.Response.Type {
	case fetch.ResponseOpaque:
		if r.Status != 0 || r.URL != "" || r.Redirected != nil && *r.Redirected || len(visible) > 0 {
			wrong("an opaque response shows %+v", *r)
		}
	case fetch.ResponseOpaqueRedirect:
		if r.Status != 0 || len(visible) > 0 {
			wrong("an opaque redirect shows %+v", *r)
		}
	case fetch.ResponseCORS:
		if f.Mode != nil && *f.Mode != fetch.ModeCORS {
			wrong("a response of type cors in mode %s", *f.Mode)
		}
		allowed, _ := w.answer.Headers.Get("Access-Control-Allow-Origin")
		if w.included && allowed == "*" {
			wrong("credentials pass by a wildcard")
		}
		exposed, _ := w.answer.Headers.Get("Access-Control-Expose-Headers")
		listed := strings.FieldsFunc(header.ByteLowercase(exposed), func(c rune) bool { return c == ',' || c == ' ' || c == '\t' })
		if !w.included && slices.Contains(listed, "*") {
			return
		}
		for _, name := range visible {
			if !safelist.IsCORSSafelistedResponseHeaderName(name, nil) && !slices.Contains(listed, name) {
				wrong("script sees %s, of %q exposed", name, exposed)
			}
		}
	}
}

// lookAtWire checks what the servers saw.
func (w *watched) lookAtWire(wrong func(string, ...any), result *conformance.FetchResult, f *conformance.FetchInit) {
	page := w.s.Origin.String()
	if own := f.Origin.String(); own != "" {
		page = own
	}
	isCORS := f.Mode == nil || *f.Mode == fetch.ModeCORS
	crossed := false // the fetch has been cross-origin
	if len(result.Verdict.Wire) > 2*2*21 {
		wrong("%d requests", len(result.Verdict.Wire))
	}
	for j, sent := range result.Verdict.Wire {
		u, err := origin.ParseURL(sent.URL)
		if err != nil || u.IncludesCredentials() || strings.Contains(sent.URL, "#") || !u.IsHTTP() {
			wrong("wire[%d]: the URL %s, %v", j, sent.URL, err)
		}
		crossOrigin := u.Origin().String() != page
		crossed = crossed || crossOrigin
		count := make(map[string]int)
		for _, line := range sent.Headers {
			name := header.ByteLowercase(line.Name)
			count[name]++
			if neverSent(name) || sent.Preflight && neverInPreflight(name) {
				wrong("wire[%d]: the header %q", j, line)
			}
			if name == "origin" && line.Value != page && line.Value != "null" {
				wrong("wire[%d]: the origin %q", j, line.Value)
			}
		}
		for _, name := range []string{"origin", "referer", "access-control-request-method", "access-control-request-headers", "sec-fetch-site", "sec-fetch-mode"} {
			if count[name] > 1 {
				wrong("wire[%d]: %d headers %s", j, count[name], name)
			}
		}
		if isPreflight := count["access-control-request-method"] == 1; isPreflight != sent.Preflight || sent.Preflight && (sent.Method != "OPTIONS" || sent.Credentials) {
			wrong("wire[%d]: %+v", j, sent)
		}
		if (sent.Preflight || isCORS && crossed) && count["origin"] != 1 {
			wrong("wire[%d]: no origin in a CORS request", j)
		}
		if f.Mode != nil && *f.Mode == fetch.ModeSameOrigin && crossOrigin {
			wrong("wire[%d]: another origin in mode same-origin", j)
		}
		if f.Credentials != nil && *f.Credentials == fetch.CredentialsOmit && sent.Credentials ||
			isCORS && crossed && sent.Credentials && (f.Credentials == nil || *f.Credentials != fetch.CredentialsInclude) {
			wrong("wire[%d]: credentials that nobody asked for", j)
		}
	}
}

// neverSent reports whether a request header comes neither from script nor from the engine.
func neverSent(name string) bool {
	switch name {
	case "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user", "sec-purpose":
		return false
	}
	return strings.HasPrefix(name, "sec-") || strings.HasPrefix(name, "proxy-") || slices.Contains([]string{"accept-charset", "connection", "cookie",
		"cookie2", "date", "dnt", "expect", "host", "keep-alive", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "via"}, name)
}

// neverInPreflight reports whether a header that script may set stays out of preflights.
func neverInPreflight(name string) bool {
	return name == "authorization" || name == "x-a" || name == "content-type" || name == "content-length" || name == "range"
}

// play returns the verdicts of a scenario as JSON.
func play(t *testing.T, s *conformance.Scenario, p fetch.Profile, trace func(int) *fetch.Trace) []byte {
	t.Helper()
	result, err := conformance.Run(s, conformance.Options{Profile: p, Trace: trace})
	if err != nil {
		t.Fatal(err)
	}
	return encode(t, result.Output().Fetches)
}

func encode(t *testing.T, verdicts []conformance.Verdict) []byte {
	t.Helper()
	b, err := conformance.Encode(verdicts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// playReused is play with one Fetch for every fetch, and a cache that fetches of another scenario have been through.
func playReused(t *testing.T, s *conformance.Scenario, p fetch.Profile) []byte {
	t.Helper()
	rules, err := conformance.CompileRules(s.Server)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(0, 0)
	ua := &fetch.UserAgent{Preflights: cache.New(cache.Limits{}), Now: func() time.Time { return now }, Profile: p}
	var f fetch.Fetch
	var verdicts []conformance.Verdict
	var requests []*fetch.Request
	o := conformance.Options{Profile: p, Server: func(conformance.Exchange) (fetch.Response, error) { return fetch.Response{}, conformance.ErrNoRule }}
	o.Observe.Started = func(i int, req *fetch.Request, _ time.Time) { requests = append(requests, req) }
	thrown, err := conformance.Run(s, o) // for the requests
	if err != nil {
		t.Fatal(err)
	}
	for i, req := range requests {
		if after := s.Fetches[i].After; after != nil {
			now = now.Add(time.Duration(*after * float64(time.Second)))
		}
		if req == nil {
			verdicts = append(verdicts, thrown.Fetches[i].Verdict)
			continue
		}
		var wire []conformance.Sent
		if err := ua.StartInto(&f, req); err != nil {
			t.Fatal(err)
		}
		for out := f.Next(); out != nil; {
			wire = append(wire, conformance.Record(out))
			answer, err := rules.Answer(conformance.Exchange{Fetch: i, Outgoing: out})
			if err != nil {
				out = f.Fail(err)
			} else {
				out = f.Receive(answer.Response)
			}
		}
		res, err := f.Result()
		verdicts = append(verdicts, conformance.Judge(res, err, s.Fetches[i].XHR(), wire))
	}
	return encode(t, verdicts)
}
