package differential

import (
	"encoding"
	"fmt"
	"strconv"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"

	"github.com/corsref/corsref/fetch/header"
)

// Generate returns the scenario of a seed and an index.
func Generate(seed uint64, index int) *conformance.Scenario {
	return generate(newDice(seed, index), fmt.Sprintf("fuzz/%d-%d", seed, index))
}

// generate makes the scenario that the dice choose.
func generate(d dice, name string) *conformance.Scenario {
	g := &generator{dice: d}
	s := &g.scenario
	s.Name = name
	g.page()
	for range g.fetches() {
		g.fetch()
	}
	return s
}

// generator makes one scenario.
type generator struct {
	dice
	scenario conformance.Scenario
}

// page chooses the page and its policies.
func (g *generator) page() {
	s := &g.scenario
	s.Origin = origin.MustParse(g.draw(pages))
	if s.Origin.IsOpaque() {
		if g.chance(40) {
			s.Page = origin.MustParseURL("http://app.one.example/sandboxed?q#f")
		}
		return
	}
	if g.chance(15) {
		s.Page = origin.MustParseURL(s.Origin.String() + pick(g.dice, []string{"/dir/page?q#f", "/p", "/?q=%20"}))
	}
	if s.Origin.Scheme() == "https" { // a page that is no secure context has none
		s.EmbedderPolicy = word[fetch.EmbedderPolicy](g, 20, []weighted{{1, "credentialless"}, {2, "require-corp"}, {1, "unsafe-none"}})
	}
}

// otherPage is another page that a fetch may be made by, if it can stand beside the scenario's: one of http: is mixed content
// beside one of https:.
func (g *generator) otherPage() origin.Origin {
	if !g.chance(5) {
		return origin.Origin{}
	}
	other := origin.MustParse(g.draw(pages))
	if other.IsOpaque() || other.Scheme() != g.scenario.Origin.Scheme() {
		return origin.Origin{}
	}
	return other
}

// fetches is how many fetches share the cache.
func (g *generator) fetches() int {
	if g.chance(60) {
		return 1
	}
	return 2 + g.IntN(3)
}

// fetch adds a fetch and the rules that answer it. Later ones are mostly like
// the first, so that the cache has something to say.
func (g *generator) fetch() {
	s := &g.scenario
	var f conformance.FetchInit
	if n := len(s.Fetches); n > 0 && g.chance(75) {
		f = s.Fetches[0]
		f.Headers = append(conformance.Fields{}, f.Headers...)
		g.vary(&f)
	} else {
		f = g.newFetch()
	}
	if len(s.Fetches) > 0 && g.chance(2) {
		f.After = new(2.0)
	} else {
		f.After = nil
	}
	s.Fetches = append(s.Fetches, f)
	g.rules(len(s.Fetches)-1, &f)
}

func (g *generator) newFetch() conformance.FetchInit {
	f := conformance.FetchInit{URL: g.draw(targets) + "/" + pick(g.dice, []string{"", "x", "x?y=1", "x#frag", "items"})}
	if g.chance(20) {
		f.API = new(conformance.APIXHR)
		f.Method = g.optional(70, xhrMethods)
		f.UploadListener = g.flag(30)
		if g.chance(35) {
			f.Credentials = new(fetch.CredentialsInclude)
		}
	} else {
		f.Method = g.optional(70, methods)
		f.Mode = word[fetch.Mode](g, 25, []weighted{{10, "cors"}, {8, "no-cors"}, {4, "same-origin"}})
		f.Credentials = word[fetch.CredentialsMode](g, 60, []weighted{{5, "include"}, {3, "same-origin"}, {3, "omit"}})
		f.Redirect = word[fetch.RedirectMode](g, 12, []weighted{{3, "follow"}, {3, "error"}, {3, "manual"}})
		f.Cache = word[fetch.CacheMode](g, 15, []weighted{{3, "no-store"}, {3, "reload"}, {3, "no-cache"}, {1, "default"}, {1, "force-cache"}, {1, "only-if-cached"}})
		f.Referrer = g.optional(10, referrers)
		f.ReferrerPolicy = word[fetch.ReferrerPolicy](g, 15, referrerPolicies)
		if g.chance(2) {
			f.Keepalive = new(true)
		}
	}
	f.Origin = g.otherPage()
	f.Headers = g.headers()
	if m := method(&f); g.chance(40) && m != "GET" && m != "HEAD" || g.chance(1) {
		f.Body = new(pick(g.dice, []string{"a=b", "", "{}", "é"}))
		if f.Keepalive != nil && g.chance(30) {
			f.Body = new(strings.Repeat("a", pick(g.dice, []int{65536, 65537})))
		}
	}
	return f
}

// word is a value of an enumeration, or nothing.
func word[E any, P interface {
	*E
	encoding.TextUnmarshaler
}](g *generator, percent int, words []weighted) *E {
	drawn := g.optional(percent, words)
	if drawn == nil {
		return nil
	}
	value, err := fetch.Parse[E, P](*drawn)
	if err != nil {
		panic(err) // a word written here is none
	}
	return &value
}

// vary changes one thing of f.
func (g *generator) vary(f *conformance.FetchInit) {
	switch g.IntN(6) {
	case 0:
		f.Headers = g.headers()
	case 1:
		if f.XHR() {
			f.Method = g.optional(80, xhrMethods)
		} else {
			f.Method = g.optional(80, methods)
		}
		f.Body = nil
	case 2:
		if f.XHR() {
			f.Credentials = word[fetch.CredentialsMode](g, 50, []weighted{{1, "include"}})
		} else {
			f.Credentials = word[fetch.CredentialsMode](g, 70, []weighted{{5, "include"}, {3, "same-origin"}, {3, "omit"}})
		}
	case 3:
		if !f.XHR() {
			f.Cache = word[fetch.CacheMode](g, 70, []weighted{{1, "no-store"}, {1, "reload"}, {1, "no-cache"}})
		}
	case 4:
		f.URL = strings.Split(f.URL, "#")[0] + pick(g.dice, []string{"", "#other", "?z"})
	}
}

func (g *generator) optional(p int, choices []weighted) *string {
	if !g.chance(p) {
		return nil
	}
	return new(g.draw(choices))
}

func (g *generator) flag(p int) *bool {
	if !g.chance(p) {
		return nil
	}
	return new(true)
}

func (g *generator) headers() conformance.Fields {
	var fields conformance.Fields
	total := 0
	for _, h := range requestHeaders {
		total += h.weight
	}
	for g.chance(45) && len(fields) < 5 {
		n := g.IntN(total)
		for _, h := range requestHeaders {
			if n -= h.weight; n < 0 {
				fields = append(fields, conformance.Field{Name: h.name, Value: pick(g.dice, h.values)})
				break
			}
		}
	}
	return fields
}

// method is the method that f sends.
func method(f *conformance.FetchInit) string {
	if f.Method == nil {
		return "GET"
	}
	return safelist.NormalizeMethod(*f.Method)
}

// rules adds the rules that answer the fetch of this index: for each hop of its
// chain of redirects, one for a preflight and one for the request.
func (g *generator) rules(index int, f *conformance.FetchInit) {
	current, err := origin.ParseURL(f.URL)
	if err != nil {
		return
	}
	page := g.scenario.Origin
	if !f.Origin.IsZero() {
		page = f.Origin
	}
	urls := []origin.URL{current}
	hops := 0
	for g.chance(35) && hops < 4 {
		hops++
	}
	names := g.unsafeNames(f)
	m := method(f)
	for hop := range hops + 1 {
		requestOrigin := fetch.SerializeRequestOrigin(page, fetch.RedirectTaint(page, urls, nil))
		g.add(conformance.Rule{
			Fetch: &index, Hop: &hop, Preflight: new(true),
			Status:  g.status(preflightStatuses),
			Headers: g.preflightHeaders(requestOrigin, f, m, names),
			Body:    new(""),
		})
		rule := conformance.Rule{Fetch: &index, Hop: &hop, Headers: g.corsHeaders(requestOrigin, f)}
		if hop < hops {
			location, next := g.location(current)
			rule.Status = g.status(redirectStatuses)
			rule.Headers = append(rule.Headers, conformance.Field{Name: "Location", Value: location})
			if g.chance(6) {
				rule.Headers = append(rule.Headers, conformance.Field{Name: "Referrer-Policy", Value: g.draw(referrerPolicies)})
			}
			if g.chance(2) {
				rule.Headers = append(rule.Headers, conformance.Field{Name: "Location", Value: location})
			}
			current = next
			urls = append(urls, next)
		} else {
			rule.Status = g.status(finalStatuses)
			rule.Headers = append(rule.Headers, g.exposed()...)
			if g.chance(3) {
				rule.Fail = new(true)
			}
		}
		if g.chance(3) {
			rule.Hop, rule.Preflight = nil, new(false)
			rule.URL = urls[hop].WithoutCredentials().WithoutFragment()
		}
		if g.chance(3) {
			rule.Method = new(pick(g.dice, []string{m, "GET"}))
		}
		g.add(rule)
	}
}

// add adds a rule; one that fails answers nothing.
func (g *generator) add(r conformance.Rule) {
	if r.Fail != nil {
		r.Status, r.Headers, r.Body = nil, nil, nil
	}
	g.scenario.Server = append(g.scenario.Server, r)
}

func (g *generator) status(choices []weighted) *int {
	n, _ := strconv.Atoi(g.draw(choices))
	return &n
}

// unsafeNames are the names that a preflight for f asks for.
func (g *generator) unsafeNames(f *conformance.FetchInit) []string {
	var l header.List
	for _, field := range f.Headers {
		value, ok := conformance.Bytes(field.Value)
		if ok && header.IsName(field.Name) {
			l.Append(field.Name, header.Normalize(value))
		}
	}
	return safelist.CORSUnsafeRequestHeaderNames(l)
}

// location is the value of a Location header, and the URL it leads to.
func (g *generator) location(current origin.URL) (string, origin.URL) {
	location := g.draw(targets) + "/" + pick(g.dice, []string{"", "x", "y?z=1", "x#f"})
	if g.chance(12) {
		location = strings.ReplaceAll(pick(g.dice, otherLocations), "$", g.draw(targets))
	}
	location = strings.ReplaceAll(location, "bücher", "xn--bcher-kva") // a header has bytes
	next, err := current.Parse(location)
	if err != nil {
		return location, current
	}
	return location, next
}

// corsHeaders are Access-Control-Allow-Origin and -Credentials, mostly right.
func (g *generator) corsHeaders(requestOrigin string, f *conformance.FetchInit) conformance.Fields {
	include := f.Credentials != nil && *f.Credentials == fetch.CredentialsInclude
	allow := requestOrigin
	switch {
	case g.chance(25), !include && g.chance(40):
		allow = "*"
	case g.chance(6):
		allow = "null"
	case g.chance(4):
		allow = g.scenario.Origin.String()
	case g.chance(4):
		allow = strings.ToUpper(allow)
	}
	fields := g.header("Access-Control-Allow-Origin", allow, 92)
	if include && g.chance(85) || g.chance(15) {
		value := "true"
		if g.chance(7) {
			value = pick(g.dice, []string{"True", "TRUE", "false", "1", "", "true,", "true, true"})
		}
		fields = append(fields, g.header("Access-Control-Allow-Credentials", value, 97)...)
	}
	return fields
}

// preflightHeaders are those of corsHeaders and what a preflight is answered
// with besides.
func (g *generator) preflightHeaders(requestOrigin string, f *conformance.FetchInit, m string, names []string) conformance.Fields {
	fields := g.corsHeaders(requestOrigin, f)
	if g.chance(85) {
		value := m
		switch {
		case g.chance(25):
			value = "*"
		case g.chance(25):
			value = "GET, " + m + ", PUT"
		case g.chance(6):
			value = strings.ToLower(m)
		case g.chance(4):
			value = pick(g.dice, []string{"", "GET", "PUT", ",", "*, PUT", "*,*", m + ",,PUT"})
		}
		fields = append(fields, g.header("Access-Control-Allow-Methods", value, 94)...)
	}
	if g.chance(85) {
		listed := append([]string{}, names...)
		if g.chance(8) && len(listed) > 0 {
			listed = listed[1:]
		}
		if g.chance(20) {
			listed = append(listed, "x-b", "Z-Other")
		}
		value := strings.Join(listed, pick(g.dice, []string{",", ", ", " ,\t", ",,"}))
		switch {
		case g.chance(22):
			value = "*"
		case g.chance(10):
			value = "*," + value
		case g.chance(15):
			value = strings.ToUpper(value)
		}
		fields = append(fields, g.header("Access-Control-Allow-Headers", value, 94)...)
	}
	if g.chance(55) {
		fields = append(fields, conformance.Field{Name: "Access-Control-Max-Age", Value: g.draw(maxAges)})
		if g.chance(4) {
			fields = append(fields, conformance.Field{Name: "Access-Control-Max-Age", Value: g.draw(maxAges)})
		}
	}
	return fields
}

// header is a header that is there and right in p of 100 cases, or else spoiled.
func (g *generator) header(name, value string, p int) conformance.Fields {
	if g.chance(p) {
		if g.chance(3) {
			name = strings.ToLower(name)
		}
		return conformance.Fields{{Name: name, Value: value}}
	}
	switch g.IntN(5) {
	case 0:
		return nil
	case 1:
		return conformance.Fields{{Name: name, Value: value}, {Name: name, Value: value}}
	case 2:
		return conformance.Fields{{Name: name, Value: ""}}
	default:
		return conformance.Fields{{Name: name, Value: strings.ReplaceAll(pick(g.dice, oddities), "$", value)}}
	}
}

// exposed are the headers of a final response that script may see or not.
func (g *generator) exposed() conformance.Fields {
	var fields conformance.Fields
	for g.chance(55) && len(fields) < 4 {
		fields = append(fields, conformance.Field{Name: pick(g.dice, responseHeaders), Value: pick(g.dice, responseValues)})
	}
	if g.chance(50) {
		value := "X-Visible"
		switch {
		case g.chance(30):
			value = "*"
		case g.chance(25):
			value = "x-b, X-Visible,ETag"
		case g.chance(10):
			value = "*, X-B"
		case g.chance(5):
			value = "set-cookie, *"
		}
		fields = append(fields, g.header("Access-Control-Expose-Headers", value, 88)...)
	}
	return fields
}
