package story

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// most is how many rows of one kind are shown.
const most = 24

// teller makes the story of one fetch. Its methods are called in the order of what happens.
type teller struct {
	scenario *conformance.Scenario
	index    int
	story    Story
	request  *fetch.Request // nil when the API threw
	origin   origin.Origin
	need     *block // told, and not yet acted on
	crossed  bool   // a request went to another origin
	last     *fetch.Outgoing
	answer   *fetch.Response // to last
	failure  error           // why last has no answer
	lists    []list          // checks whose note is not written yet
	checked  bool            // the preflight before the request was answered well
	answered map[string]bool // URLs of GET requests, in any fetch, that a browser may keep the answer to
	maxAge   string          // Access-Control-Max-Age of a preflight's answer
}

// newTeller begins the story of a fetch, and traces its request.
func newTeller(s *conformance.Scenario, i int, req *fetch.Request, answered map[string]bool) *teller {
	t := &teller{scenario: s, index: i, request: req, answered: answered}
	init := &s.Fetches[i]
	if req == nil {
		page := init.Origin
		if page.IsZero() {
			page = s.Origin
		}
		t.begin(or(init.Method, "GET"), init.URL, page.String(), word(init.Mode, fetch.ModeCORS), word(init.Credentials, fetch.CredentialsSameOrigin))
		return t
	}
	t.origin = req.Origin
	if t.origin.IsZero() && req.Client != nil {
		t.origin = req.Client.Origin
	}
	t.begin(req.Method, address(req.URL), t.origin.String(), req.Mode.String(), req.Credentials.String())
	if names := ignored(init.Headers, req.Headers); names != nil {
		why := ", which script cannot set"
		if req.Mode == fetch.ModeNoCORS {
			why += " in mode no-cors"
		}
		t.story.from = append(t.story.from, "never sent: "+strings.Join(names[:min(len(names), most)], ", ")+why)
	}
	req.Trace = &fetch.Trace{
		Check:     func(_ fetch.Phase, c fetch.Check) { t.check(c) },
		Preflight: func(n fetch.PreflightNeed) { t.need = neededBlock(n, req) },
		Stored:    func(s fetch.Stored) { t.add(storedRow(s)) },
	}
	return t
}

func (t *teller) begin(method, url, origin, mode, credentials string) {
	t.story.request = Printable(method + " " + url)
	t.story.from = []string{"from " + Printable(origin) + " · mode " + mode + " · credentials " + credentials}
}

func or(given *string, otherwise string) string {
	if given == nil {
		return otherwise
	}
	return *given
}

// word is what is given, or the default, as the standard spells it.
func word[E fmt.Stringer](given *E, otherwise E) string {
	if given == nil {
		return otherwise.String()
	}
	return (*given).String()
}

// sent tells of a request that goes on the wire, with the headers that matter.
func (t *teller) sent(out *fetch.Outgoing) {
	t.settle()
	t.story.starts = append(t.story.starts, len(t.story.blocks))
	t.crossed = t.crossed || !out.URL.Origin().SameOrigin(t.origin)
	t.checked = t.last != nil && t.last.Preflight && !out.Preflight
	switch {
	case t.need != nil:
		t.story.blocks = append(t.story.blocks, *t.need)
	case !t.checked:
		t.story.blocks = append(t.story.blocks, t.noNeed())
	}
	what := ""
	switch {
	case out.Preflight:
		what = "  preflight, never with credentials"
	case out.Credentials:
		what = "  with credentials"
	}
	rows := headerRows(out.Headers, matters)
	value, _ := out.Headers.Get("Origin")
	for i := range rows {
		if rows[i].name == "Origin" && value == "null" && !t.origin.IsOpaque() {
			rows[i].note = "redirects went through other origins"
		}
	}
	for _, reason := range t.notModelled(out) {
		rows = append(rows, notModelledRow(reason))
	}
	t.story.blocks = append(t.story.blocks, block{
		head: []span{{Wire, forth}, {Plain, " "}, {Strong, cell(out.Method) + " " + cell(address(out.URL))}, {Dim, what}},
		rows: rows,
	})
	copied := *out
	t.need, t.last, t.answer, t.failure = nil, &copied, nil, nil
}

// received tells what the request sent last was answered with.
func (t *teller) received(res fetch.Response) {
	t.answer = &res
	if t.last == nil {
		return
	}
	cors := t.crossed && t.request != nil && t.request.Mode == fetch.ModeCORS
	if res.Status == http.StatusUnauthorized && t.last.Credentials && !cors {
		t.add(notModelledRow("a browser may ask for a password and send the request again"))
	}
	if t.last.Method == "GET" && isCacheable(res) {
		t.answered[address(t.last.URL)] = true
	}
	if value, ok := res.Headers.Get("Access-Control-Max-Age"); ok && t.last.Preflight {
		t.maxAge = value
	}
	head := []span{{Wire, back}, {Plain, " "}, {Strong, strconv.Itoa(res.Status)}}
	if text := http.StatusText(res.Status); text != "" {
		head = append(head, span{Plain, " " + text})
	}
	b := block{head: head, close: true}
	if fetch.IsRedirectStatus(res.Status) && !t.last.Preflight || isRedirect(res.Status) && t.last.Preflight {
		b.rows = headerRows(res.Headers, func(line header.Line) bool { return header.EqualFold(line.Name, "Location") })
	}
	t.story.blocks = append(t.story.blocks, b)
}

// failed tells that it was not answered.
func (t *teller) failed(err error) {
	t.failure = err
	t.story.blocks = append(t.story.blocks, block{
		head: []span{{Bad, back}, {Plain, " "}, {Strong, "no answer: " + Printable(err.Error())}}, close: true,
	})
}

// add adds a row to what was told last.
func (t *teller) add(r row) {
	if n := len(t.story.blocks); n > 0 {
		t.story.blocks[n-1].rows = append(t.story.blocks[n-1].rows, r)
	}
}

// end ends the story with what the fetch came to.
func (t *teller) end(result *conformance.FetchResult, mend *conformance.Remedy) Story {
	t.settle()
	if t.need != nil {
		t.story.blocks = append(t.story.blocks, *t.need)
	}
	if result.Err == nil {
		t.story.blocks = append(t.story.blocks, scriptBlock(result.Response))
	}
	t.conclude(result, mend)
	return t.story
}

// isRedirect reports whether a status is a redirect to people, though the standard may know it as none.
func isRedirect(status int) bool { return status >= 300 && status <= 399 }

// matters tells the request headers that CORS or the page's author decided; the others every browser sends.
func matters(line header.Line) bool {
	switch name := header.ByteLowercase(line.Name); name {
	case "accept":
		return line.Value != "*/*"
	case "referer", "content-length", "accept-encoding", "pragma", "cache-control":
		return false
	default:
		return !strings.HasPrefix(name, "sec-")
	}
}

// headerRows shows the lines that are wanted.
func headerRows(lines header.List, wanted func(header.Line) bool) []row {
	var rows []row
	left := 0
	for _, line := range lines {
		switch {
		case !wanted(line):
		case len(rows) == most:
			left++
		default:
			rows = append(rows, row{name: cell(line.Name), value: shown(line.Value)})
		}
	}
	if left > 0 {
		rows = append(rows, moreRow(left, "headers"))
	}
	return rows
}

// storedRow shows what the preflight cache keeps.
func storedRow(s fetch.Stored) row {
	var parts []string
	if len(s.Methods) > 0 {
		parts = append(parts, "methods "+cell(strings.Join(s.Methods, ", ")))
	}
	if len(s.Names) > 0 {
		parts = append(parts, "headers "+cell(strings.Join(s.Names, ", ")))
	}
	r := row{mark: aside, ink: Dim, name: "kept for " + thousands(int(s.MaxAge/time.Second)) + " s", value: strings.Join(parts, "; "), side: true}
	switch {
	case parts == nil:
		r.name, r.value = "not kept", "the preflight cache has nothing to keep"
	case s.MaxAge == 0:
		r.name, r.value = "not kept", "Access-Control-Max-Age is 0"
	case s.Limited:
		r.note = "the most that is kept"
	case s.Default:
		r.note = "the default: no usable Access-Control-Max-Age"
	}
	return r
}

// ignored are the names that are not in the header list: those script cannot set.
func ignored(asked conformance.Fields, headers header.List) (names []string) {
	sent := make(map[string]bool, len(headers))
	for _, line := range headers {
		sent[header.ByteLowercase(line.Name)] = true
	}
	for _, f := range asked {
		if !sent[header.ByteLowercase(f.Name)] {
			names = append(names, cell(f.Name))
		}
	}
	return names
}

// address is a URL as the wire has it, without userinfo and fragment.
func address(u origin.URL) string { return u.WithoutCredentials().StringExcludingFragment() }
