package differential_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// twin makes fetches as the standard's text reads: its algorithms call each other, and ask the scenario's rules where they
// go to the network. It knows what a page and a server observe of CORS, and nothing of timing, referrers and metadata.
type twin struct {
	rules   conformance.Rules
	now     time.Time
	entries []twinEntry // the CORS-preflight cache

	// The fetch under way.
	index     int
	request   fetch.Request
	urls      []origin.URL
	tainting  string
	redirects int
	included  bool // includeCredentials, of the request last sent
	wire      []string
}

// twinEntry is a cache entry.
type twinEntry struct {
	key         string
	credentials bool
	method      string
	name        string
	stored      time.Time
	maxAge      uint64 // seconds
}

// twinResponse is a response; nil stands for a network error.
type twinResponse struct {
	fetch.Response
	filter string // the type of a filtered response, "" for one that is not
}

// fetch is what a fetch comes to, in words.
func (w *twin) fetch(index int, r *fetch.Request) string {
	w.index, w.request, w.urls = index, *r, []origin.URL{r.URL}
	w.tainting, w.redirects, w.included, w.wire = "basic", 0, false, nil
	w.request.Headers = r.Headers.Clone()
	if w.request.Origin.IsZero() {
		w.request.Origin = r.Client.Origin
	}
	if !r.Headers.Contains("Accept") {
		accept := "*/*"
		switch r.Destination.String() {
		case "image":
			accept = "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
		case "style":
			accept = "text/css,*/*;q=0.1"
		case "json":
			accept = "application/json,*/*;q=0.5"
		case "text":
			accept = "text/plain,*/*;q=0.5"
		case "document", "frame", "iframe":
			accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
		}
		w.request.Headers.Append("Accept", accept)
	}
	res := w.mainFetch(false)
	var seen string
	switch {
	case res == nil:
		seen = "network-error"
	case res.filter == "opaque":
		seen = describe("opaque", 0, "", false, nil)
	case res.filter == "opaqueredirect":
		seen = describe("opaqueredirect", 0, w.current().StringExcludingFragment(), len(w.urls) > 1, nil)
	default:
		var visible header.List
		names := fetch.ExposedHeaderNames(r.Credentials, res.Headers)
		for _, line := range res.Headers {
			switch name := header.ByteLowercase(line.Name); {
			case name == "set-cookie" || name == "set-cookie2":
			case res.filter == "basic", slices.Contains([]string{"cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"}, name),
				slices.ContainsFunc(names, func(exposed string) bool { return header.EqualFold(exposed, name) }):
				visible = append(visible, line)
			}
		}
		seen = describe(res.filter, res.Status, w.current().StringExcludingFragment(), len(w.urls) > 1, visible)
	}
	return seen + "\n" + strings.Join(w.wire, "\n")
}

// describe is a response in words.
func describe(filter string, status int, url string, redirected bool, headers header.List) string {
	return fmt.Sprintf("%s %d %s %t %q", filter, status, url, redirected, headers.SortAndCombine())
}

func (w *twin) current() origin.URL { return w.urls[len(w.urls)-1] }

// taint is the request's redirect-taint.
func (w *twin) taint() fetch.Taint { return fetch.RedirectTaint(w.request.Origin, w.urls, nil) }

func (w *twin) serializedOrigin() string {
	return fetch.SerializeRequestOrigin(w.request.Origin, w.taint())
}

func (w *twin) sameOrigin() bool { return w.current().Origin().SameOrigin(w.request.Origin) }

// mainFetch is main fetch.
//
// https://fetch.spec.whatwg.org/#concept-main-fetch
func (w *twin) mainFetch(recursive bool) *twinResponse {
	r := &w.request
	w.upgrade()
	if !fetch.ShouldBlockBadPort(w.current()).Passed() || !fetch.ShouldBlockMixedContentRequest(r.Client, w.current(), r.Destination).Passed() {
		return nil
	}
	if r.ReferrerPolicy == fetch.ReferrerPolicyEmpty {
		r.ReferrerPolicy = fetch.ReferrerPolicyStrictOriginWhenCrossOrigin
	}
	var res *twinResponse
	unsafe := len(safelist.CORSUnsafeRequestHeaderNames(r.Headers)) > 0
	switch {
	case w.sameOrigin() && w.tainting == "basic", w.current().Scheme() == "data":
		w.tainting = "basic"
		res = w.schemeFetch()
	case r.Mode == fetch.ModeSameOrigin:
		return nil
	case r.Mode == fetch.ModeNoCORS:
		if r.Redirect != fetch.RedirectFollow {
			return nil
		}
		w.tainting = "opaque"
		res = w.schemeFetch()
	case w.current().Scheme() != "http" && w.current().Scheme() != "https":
		return nil
	case r.UseCORSPreflight, r.UnsafeRequest && (!safelist.IsCORSSafelistedMethod(r.Method) || unsafe):
		w.tainting = "cors"
		if res = w.httpFetch(true); res == nil {
			key := w.key()
			w.entries = slices.DeleteFunc(w.entries, func(e twinEntry) bool { return e.key == key })
		}
	default:
		w.tainting = "cors"
		res = w.httpFetch(false)
	}
	if recursive || res == nil {
		return res
	}
	if res.filter == "" {
		res.filter = w.tainting
	}
	if !fetch.ShouldBlockMixedContentResponse(r.Client, w.current(), r.Destination).Passed() ||
		!fetch.ShouldBlockMIMEType(r.Destination, res.Headers).Passed() || !fetch.ShouldBlockNosniff(r.Destination, res.Headers).Passed() {
		return nil
	}
	return res
}

// upgrade is "upgrade a mixed content request to a potentially trustworthy URL, if appropriate".
func (w *twin) upgrade() {
	r, u := &w.request, w.urls[0]
	_, notIP := netip.ParseAddr(strings.Trim(u.Host(), "[]"))
	top := r.Client.TopLevelOrigin
	prohibits := r.Client.Origin.IsPotentiallyTrustworthy() || !top.IsZero() && top.IsPotentiallyTrustworthy()
	if !u.IsPotentiallyTrustworthy() && notIP != nil && prohibits && slices.Contains([]string{"image", "audio", "video"}, r.Destination.String()) {
		if rest, ok := strings.CutPrefix(u.String(), "http:"); ok {
			w.urls[0], _ = origin.ParseURL("https:" + rest)
		}
	}
}

// schemeFetch is scheme fetch.
//
// https://fetch.spec.whatwg.org/#concept-scheme-fetch
func (w *twin) schemeFetch() *twinResponse {
	u := w.current()
	local := func(contentType string) *twinResponse {
		return &twinResponse{Response: fetch.Response{Status: 200, Headers: header.List{{Name: "Content-Type", Value: contentType}}}}
	}
	switch u.Scheme() {
	case "http", "https":
		return w.httpFetch(false)
	case "about":
		if u.Path() == "blank" {
			return local("text/html;charset=utf-8")
		}
	case "data":
		if mimeType, _, ok := fetch.ProcessDataURL(u); ok {
			return local(mimeType.String())
		}
	}
	return nil
}

// httpFetch is HTTP fetch.
//
// https://fetch.spec.whatwg.org/#concept-http-fetch
func (w *twin) httpFetch(makeCORSPreflight bool) *twinResponse {
	r := &w.request
	if makeCORSPreflight {
		needed := w.match(r.Method, "") < 0 && (!safelist.IsCORSSafelistedMethod(r.Method) || r.UseCORSPreflight)
		for _, name := range safelist.CORSUnsafeRequestHeaderNames(r.Headers) {
			needed = needed || w.match("", name) < 0
		}
		if needed && !w.preflight() {
			return nil
		}
	}
	res := w.network(false, false)
	if res == nil {
		return nil
	}
	if w.tainting == "cors" && !fetch.CORSCheck(w.serializedOrigin(), r.Credentials, res.Headers).Passed() {
		return nil
	}
	if w.tainting == "opaque" && !fetch.CrossOriginResourcePolicyCheck(fetch.CORPRequest{
		Origin: r.Origin, URL: w.current(), EmbedderPolicy: r.Client.EmbedderPolicy, IncludesCredentials: w.included,
	}, res.Headers).Passed() {
		return nil
	}
	if slices.Contains([]int{301, 302, 303, 307, 308}, res.Status) {
		switch r.Redirect {
		case fetch.RedirectError:
			return nil
		case fetch.RedirectManual:
			res.filter = "opaqueredirect"
		default:
			return w.redirect(res)
		}
	}
	return res
}

// redirect is HTTP-redirect fetch.
//
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
func (w *twin) redirect(res *twinResponse) *twinResponse {
	r := &w.request
	fragment, hasFragment := w.current().Fragment()
	location, result := fetch.LocationURL(res.Response, w.current(), fragment, hasFragment)
	switch {
	case result == header.Null:
		return res
	case result == header.Failure, location.Scheme() != "http" && location.Scheme() != "https", w.redirects == 20:
		return nil
	}
	w.redirects++
	credentials := location.IncludesCredentials()
	if r.Mode == fetch.ModeCORS && credentials && !r.Origin.SameOrigin(location.Origin()) || w.tainting == "cors" && credentials ||
		res.Status != 303 && r.Body.Present && r.Body.Stream {
		return nil
	}
	if (res.Status == 301 || res.Status == 302) && r.Method == "POST" || res.Status == 303 && r.Method != "GET" && r.Method != "HEAD" {
		r.Method, r.Body = "GET", fetch.Body{}
		for _, name := range []string{"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"} {
			r.Headers.Delete(name)
		}
	}
	if !w.current().Origin().SameOrigin(location.Origin()) {
		r.Headers.Delete("Authorization")
	}
	w.urls = append(w.urls, location)
	if policy := fetch.ParseReferrerPolicyHeader(res.Headers); policy != fetch.ReferrerPolicyEmpty {
		r.ReferrerPolicy = policy
	}
	return w.mainFetch(true)
}

// preflight is CORS-preflight fetch.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (w *twin) preflight() bool {
	r := &w.request
	res := w.network(true, false)
	if res == nil || !fetch.CORSCheck(w.serializedOrigin(), r.Credentials, res.Headers).Passed() || res.Status < 200 || res.Status > 299 {
		return false
	}
	methods, methodsResult := res.Headers.ExtractTokens("Access-Control-Allow-Methods")
	names, namesResult := res.Headers.ExtractTokens("Access-Control-Allow-Headers")
	if methodsResult == header.Failure || namesResult == header.Failure {
		return false
	}
	if methodsResult == header.Null && r.UseCORSPreflight {
		methods = []string{r.Method}
	}
	include := r.Credentials == fetch.CredentialsInclude
	if !slices.Contains(methods, r.Method) && !safelist.IsCORSSafelistedMethod(r.Method) && (include || !slices.Contains(methods, "*")) {
		return false
	}
	isListed := func(name string) bool {
		return slices.ContainsFunc(names, func(item string) bool { return strings.EqualFold(item, name) })
	}
	if r.Headers.Contains("Authorization") && !isListed("Authorization") {
		return false
	}
	for _, name := range safelist.CORSUnsafeRequestHeaderNames(r.Headers) {
		if !isListed(name) && (include || !slices.Contains(names, "*")) {
			return false
		}
	}
	maxAge, result := res.Headers.ExtractDeltaSeconds("Access-Control-Max-Age")
	if result != header.Values {
		maxAge = 5
	}
	w.store(methods, maxAge, func(method string) twinEntry { return twinEntry{method: method} })
	w.store(names, maxAge, func(name string) twinEntry { return twinEntry{name: name} })
	return true
}

// store is steps 7.12 and 7.13 of CORS-preflight fetch, or 7.14 and 7.15.
func (w *twin) store(values []string, maxAge uint64, entry func(string) twinEntry) {
	for _, value := range values {
		if i := w.match(entry(value).method, entry(value).name); i >= 0 {
			w.entries[i].maxAge = maxAge
		}
	}
	for _, value := range values {
		e := entry(value)
		if w.match(e.method, e.name) < 0 {
			e.key, e.credentials, e.stored, e.maxAge = w.key(), w.request.Credentials == fetch.CredentialsInclude, w.now, maxAge
			w.entries = append(w.entries, e)
		}
	}
}

// key is what cache entries are found by.
func (w *twin) key() string {
	return fmt.Sprintf("%v %s %s", w.request.Client.DetermineNetworkPartitionKey(nil), w.serializedOrigin(), w.current())
}

// match is where there is a method cache entry match or a header-name cache entry match, or -1. Of an entry for the value and
// one for *, both of which match, an update changes the first.
//
// https://fetch.spec.whatwg.org/#concept-cache-match-method
func (w *twin) match(method, name string) int {
	key := w.key()
	find := func(matches func(twinEntry) bool) int {
		return slices.IndexFunc(w.entries, func(e twinEntry) bool {
			lives := w.now.Sub(e.stored).Seconds() < float64(e.maxAge)
			return lives && e.key == key && (e.credentials || w.request.Credentials != fetch.CredentialsInclude) && matches(e)
		})
	}
	if method != "" {
		if i := find(func(e twinEntry) bool { return e.method == method }); i >= 0 {
			return i
		}
		return find(func(e twinEntry) bool { return e.method == "*" })
	}
	if i := find(func(e twinEntry) bool { return strings.EqualFold(e.name, name) && e.name != "" }); i >= 0 {
		return i
	}
	if strings.EqualFold(name, "authorization") {
		return -1
	}
	return find(func(e twinEntry) bool { return e.name == "*" })
}

// network is HTTP-network-or-cache fetch of the request or of its preflight.
//
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
func (w *twin) network(preflight, isNewConnectionFetch bool) *twinResponse {
	r := &w.request
	out := fetch.Outgoing{Preflight: preflight, Hop: w.redirects, Method: r.Method, URL: w.current(), Headers: r.Headers.Clone()}
	if preflight {
		out.Method, out.Headers = "OPTIONS", header.List{{Name: "Access-Control-Request-Method", Value: r.Method}}
		if names := safelist.CORSUnsafeRequestHeaderNames(r.Headers); len(names) > 0 {
			out.Headers.Append("Access-Control-Request-Headers", strings.Join(names, ","))
		}
	} else {
		out.Credentials = r.Credentials == fetch.CredentialsInclude || r.Credentials == fetch.CredentialsSameOrigin && w.tainting == "basic"
		if r.Mode == fetch.ModeNoCORS && r.Client.EmbedderPolicy == fetch.EmbedderPolicyCredentialless && !(w.sameOrigin() && w.taint() == fetch.TaintSameOrigin) {
			out.Credentials = false
		}
		if r.Keepalive && r.Body.Present && r.Body.Length > 64<<10 || r.Cache == fetch.CacheOnlyIfCached ||
			r.Body.Stream && w.current().Scheme() == "http" {
			return nil
		}
		w.included = out.Credentials
	}
	w.appendOrigin(&out)
	line := fmt.Sprintf("%t %s %s %t", preflight, out.Method, out.URL.WithoutCredentials().StringExcludingFragment(), out.Credentials)
	for _, name := range observed {
		value, ok := out.Headers.Get(name)
		line += fmt.Sprintf(" %q %t", conformance.Text(value), ok)
	}
	w.wire = append(w.wire, line)
	answer, err := w.rules.Answer(conformance.Exchange{Fetch: w.index, Outgoing: &out})
	if err != nil || answer.Response.Status == 407 {
		return nil
	}
	if answer.Response.Status == 421 && !isNewConnectionFetch && (preflight || !r.Body.Stream) {
		return w.network(preflight, true)
	}
	return &twinResponse{Response: answer.Response}
}

// observed are the request headers that the twin knows of.
var observed = []string{"Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers", "Authorization", "Content-Type", "X-A", "Range"}

// appendOrigin is "append a request `Origin` header".
//
// https://fetch.spec.whatwg.org/#append-a-request-origin-header
func (w *twin) appendOrigin(out *fetch.Outgoing) {
	r := &w.request
	value := w.serializedOrigin()
	if !out.Preflight && w.tainting != "cors" {
		if out.Method == "GET" || out.Method == "HEAD" {
			return
		}
		if r.Mode != fetch.ModeCORS {
			switch r.ReferrerPolicy.String() {
			case "no-referrer":
				value = "null"
			case "no-referrer-when-downgrade", "strict-origin", "strict-origin-when-cross-origin":
				if r.Origin.Scheme() == "https" && w.current().Scheme() != "https" {
					value = "null"
				}
			case "same-origin":
				if !w.sameOrigin() {
					value = "null"
				}
			}
		}
	}
	out.Headers.Append("Origin", value)
}

// checkTwin compares every fetch with what the twin makes of it.
func checkTwin(t *testing.T, s *conformance.Scenario) {
	t.Helper()
	rules, err := conformance.CompileRules(s.Server)
	if err != nil {
		t.Fatal(err)
	}
	w := &twin{rules: rules}
	var want string
	var o conformance.Options
	o.Observe.Started = func(i int, req *fetch.Request, now time.Time) {
		if w.now, want = now, ""; req != nil {
			want = w.fetch(i, req)
		}
	}
	o.Observe.Done = func(i int, result *conformance.FetchResult) {
		if result.Request == nil {
			return // the API threw
		}
		got := "network-error"
		if r := result.Response; r != nil {
			url := ""
			if !r.URL.IsZero() {
				url = r.URL.StringExcludingFragment()
			}
			got = describe(r.Type.String(), r.Status, url, r.Redirected, r.Headers)
		}
		for _, sent := range result.Verdict.Wire {
			line := fmt.Sprintf("%t %s %s %t", sent.Preflight, sent.Method, sent.URL, sent.Credentials)
			var l header.List
			for _, f := range sent.Headers {
				l = append(l, header.Line(f))
			}
			for _, name := range observed {
				value, ok := l.Get(name)
				line += fmt.Sprintf(" %q %t", value, ok)
			}
			got += "\n" + line
		}
		if got = strings.TrimSuffix(got, "\n"); got != strings.TrimSuffix(want, "\n") {
			t.Errorf("fetch %d: got\n%s\nwant, by the letter,\n%s", i, got, want)
		}
	}
	if _, err := conformance.Run(s, o); err != nil {
		t.Fatal(err)
	}
}
