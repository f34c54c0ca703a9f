package profile

import (
	"errors"
	"slices"

	"github.com/corsref/corsref/cache"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/fetch/internal/seam"
	"github.com/corsref/corsref/origin"
)

// The algorithms that profiles override steps of.
const (
	mainFetch     = "https://fetch.spec.whatwg.org/#concept-main-fetch"
	httpFetch     = "https://fetch.spec.whatwg.org/#concept-http-fetch"
	redirectFetch = "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch"
	preflight     = "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"
	appendOrigin  = "https://fetch.spec.whatwg.org/#append-a-request-origin-header"
	blockBadPort  = "https://fetch.spec.whatwg.org/#block-bad-port"
	networkFetch  = "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch"
	metadata      = "https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request"
	mimeType      = "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?"
	nosniff       = "https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?"
	mixedContent  = "https://w3c.github.io/webappsec-mixed-content/#should-block-fetch"
	mixedUpgrade  = "https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm"
	mixedResponse = "https://w3c.github.io/webappsec-mixed-content/#should-block-response"
)

// clearEntries is the step of main fetch at which a network error clears cache entries.
const clearEntries = "12/use-cors-preflight-flag-set.3"

// state is where a fetch stands.
type state = seam.State[fetch.Request]

// rules is a profile in the making. Several facts may add to one part of it.
type rules struct {
	seam.Rules[fetch.Request, fetch.FilteredResponse, fetch.NetworkError]

	contentType func(set, corrected string) string // of an XMLHttpRequest
	prepare     []func(*memory, *fetch.Request)
	names       namesRules
	joinLines   func(header.List) header.List // once the names are known
	refuse      []func(*fetch.Request) (fetch.Code, string)
	redirected  []func(*state, *memory)
	preflight   []func(*state, *header.List) // before a preflight is sent
	send        []func(*state, *memory, *header.List)
	location    locationRules
	malformed   func(header.List) bool
	received    receivedRules
	maxAge      maxAgeRules
	filter      []func(*state, *fetch.FilteredResponse)
	entries     []entriesRule
}

// memory is what a profile remembers of a fetch.
type memory struct {
	asked   origin.URL  // the URL that a profile took the credentials from
	names   []string    // that a preflight of the request as it began asks for
	method  string      // that the request was first sent with
	headers header.List // likewise
	// A referrer policy that does not count for another site, and the referrer it is for.
	laxPolicy   fetch.ReferrerPolicy
	laxReferrer fetch.Referrer
	referrer    string      // the Referer that was sent last
	noReferrer  bool        // script says that there is none
	uploads     bool        // there is an upload listener
	keepsType   bool        // the last redirect keeps Content-Type
	firstType   string      // the first Content-Type that script set
	becameGET   bool        // the last redirect made the method GET
	moved       bool        // a redirect led to another origin
	keptOrigin  string      // the Origin header that was sent since
	own         []cache.Key // of what the fetch stored
	// later is why the request is refused once its preflight is over.
	later *fetch.NetworkError
	// storesNothing says that an answer to a preflight is not cached.
	storesNothing bool
}

func memoryOf(s *state) *memory {
	m, ok := s.Memory.(*memory)
	if !ok {
		m = new(memory)
		s.Memory = m
	}
	return m
}

// decide overrides a step, after what earlier facts make of it.
func (r *rules) decide(algorithm, number string, override seam.Override[fetch.Request]) {
	step := seam.Step{Algorithm: algorithm, Number: number}
	earlier := r.Steps[step]
	if r.Steps == nil {
		r.Steps = make(map[seam.Step]seam.Override[fetch.Request])
	}
	r.Steps[step] = func(s *state, held bool) bool {
		if earlier != nil {
			held = earlier(s, held)
		}
		return override(s, held)
	}
}

// decides is a fact that overrides one step.
func decides(algorithm, number string, override seam.Override[fetch.Request]) func(*rules) {
	return func(r *rules) { r.decide(algorithm, number, override) }
}

// judges is a fact about which request headers are safelisted.
func judges(j judge) func(*rules) {
	return func(r *rules) { r.names.judges = append(r.names.judges, j) }
}

// prepares is a fact that changes a request before it is fetched.
func prepares(change func(*memory, *fetch.Request)) func(*rules) {
	return func(r *rules) { r.prepare = append(r.prepare, change) }
}

// refuses is a fact that a request may not be made: why, and the value that is at
// fault; no code refuses nothing.
func refuses(refusal func(*fetch.Request) (fetch.Code, string)) func(*rules) {
	return func(r *rules) { r.refuse = append(r.refuse, refusal) }
}

// uses is a fact about which cache entries a request uses.
func uses(e entriesRule) func(*rules) {
	return func(r *rules) { r.entries = append(r.entries, e) }
}

// entriesRule may change the key that entries of the CORS-preflight cache are found
// by; false says that none are used.
type entriesRule func(*state, *memory, seam.Use, *cache.Key) bool

// never is the override of a step that is left out.
func never(*state, bool) bool { return false }

// rules puts the facts together.
func (s Set) rules() *rules {
	r := new(rules)
	for _, f := range s.Facts {
		f.apply(r)
	}
	r.Begin, r.Redirected, r.Send, r.Receive, r.Filter = r.begin, r.afterRedirect, r.beforeWire, r.afterWire, r.beforeScript
	r.decide(preflight, "7.11", func(s *state, held bool) bool { return held || memoryOf(s).storesNothing })
	r.UnsafeNames = func(s *state) []string { return r.names.of(s, memoryOf(s)) }
	r.Location, r.Entries = r.location.lines, r.usesEntries
	return r
}

// Profile returns what the facts make of the algorithms.
func (s Set) Profile() fetch.Profile { return fetch.NewProfile(s.Name, s.rules().Rules) }

func (r *rules) begin(s *state) *fetch.NetworkError {
	req, m := s.Request, memoryOf(s)
	if r.contentType != nil && s.TypeSet != "" {
		corrected, _ := req.Headers.Get("Content-Type")
		req.Headers.Set("Content-Type", r.contentType(s.TypeSet, corrected))
	}
	for _, prepare := range r.prepare {
		prepare(m, req)
	}
	m.names = r.names.unsafe(nil, r.names.asSet(s))
	if r.joinLines != nil {
		req.Headers = r.joinLines(req.Headers)
	}
	for _, refuses := range r.refuse {
		if code, got := refuses(req); code != "" {
			return &fetch.NetworkError{Check: fetch.Check{Code: code, Algorithm: mainFetch, Step: "1", Got: got}, Phase: fetch.PhaseRequest}
		}
	}
	return nil
}

func (r *rules) afterRedirect(s *state) {
	for _, redirected := range r.redirected {
		redirected(s, memoryOf(s))
	}
}

func (r *rules) beforeWire(s *state, l *header.List) *fetch.NetworkError {
	m := memoryOf(s)
	if s.Preflight {
		for _, send := range r.preflight {
			send(s, l)
		}
		return nil
	}
	if m.later != nil {
		return m.later
	}
	if m.method == "" {
		m.method, m.headers = s.Request.Method, s.Request.Headers.Clone()
	}
	for _, send := range r.send {
		send(s, m, l)
	}
	return nil
}

// errMalformed is the transport's error where a browser makes no response of headers.
var errMalformed = errors.New("several lines of one header contradict each other")

func (r *rules) afterWire(s *state, l header.List) (header.List, error) {
	if r.malformed != nil && r.malformed(l) {
		return nil, errMalformed
	}
	l = r.received.received(s.Status, l)
	if s.Preflight {
		l, memoryOf(s).storesNothing = r.maxAge.rewrite(l)
	}
	return l, nil
}

func (r *rules) beforeScript(s *state, res *fetch.FilteredResponse) {
	for _, filter := range r.filter {
		filter(s, res)
	}
}

func (r *rules) usesEntries(s *state, use seam.Use, k cache.Key) (cache.Key, bool) {
	for _, uses := range r.entries {
		if !uses(s, memoryOf(s), use, &k) {
			return k, false
		}
	}
	return k, true
}

// findsOwn makes an entries rule that lets a request find nothing but what redirects
// of the same fetch stored, if it is one of those that covers tells.
func findsOwn(covers func(*state) bool) entriesRule {
	return func(s *state, m *memory, use seam.Use, k *cache.Key) bool {
		switch {
		case use == seam.Store:
			m.own = append(m.own, *k)
		case use == seam.LookUp && covers(s):
			return slices.Contains(m.own, *k)
		}
		return true
	}
}
