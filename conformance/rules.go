package conformance

import (
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Rules are the rules of a scenario's servers, parsed. The zero value has none.
type Rules struct {
	list []rule
}

// rule is a Rule, parsed.
type rule struct {
	*Rule
	url      string         // without userinfo and fragment
	response fetch.Response // to HEAD
	headers  header.List    // to other methods: with Content-Length, unless given
	body     string
}

// Answer is what a rule answers.
type Answer struct {
	Response fetch.Response
	Body     string // bytes; those of a response that may have none are not sent
	Rule     int    // the rule's index; −1 when there is none
}

// CompileRules checks and parses the rules. The error is an *[InputError], which rules from a [Reader] do not have.
func CompileRules(rules []Rule) (Rules, error) {
	for i := range rules {
		if err := rules[i].validate(i); err != nil {
			return Rules{}, err
		}
	}
	return compileRules(rules), nil
}

// compileRules parses rules that are valid.
func compileRules(rules []Rule) Rules {
	out := make([]rule, len(rules))
	for i := range rules {
		r := rule{Rule: &rules[i], body: "hello"}
		if !r.URL.IsZero() {
			r.url = wireURL(r.URL)
		}
		if r.Body != nil {
			r.body, _ = Bytes(*r.Body)
		}
		r.response.Status = 200
		if r.Status != nil {
			r.response.Status = *r.Status
		}
		lines := make(header.List, len(r.Headers), len(r.Headers)+1)
		for j, f := range r.Headers {
			value, _ := Bytes(f.Value)
			lines[j] = header.Line{Name: f.Name, Value: strings.Trim(value, " \t")}
		}
		r.response.Headers, r.headers = lines[:len(lines):len(lines)], lines
		if !lines.Contains("Content-Length") && hasContentLength(r.response.Status) {
			r.headers = append(lines, header.Line{Name: "Content-Length", Value: strconv.Itoa(len(r.body))})
		}
		out[i] = r
	}
	return Rules{out}
}

// hasContentLength reports whether a response of this status has a body, to anything but HEAD.
func hasContentLength(status int) bool {
	return status >= 200 && status != 204 && status != 205 && status != 304
}

// matches reports whether every matcher given holds.
func (r *rule) matches(x Exchange) bool {
	out := x.Outgoing
	isPreflight := out.Method == "OPTIONS" && out.Headers.Contains("Access-Control-Request-Method")
	return (r.Preflight == nil || *r.Preflight == isPreflight) &&
		(r.Method == nil || *r.Method == Text(out.Method)) &&
		(r.url == "" || r.url == wireURL(out.URL)) &&
		(r.Fetch == nil || *r.Fetch == x.Fetch) &&
		(r.Hop == nil || *r.Hop == out.Hop)
}

// Answer is what the first rule that matches answers. The error is [ErrRuleFails] or [ErrNoRule]: the network fails. Of
// the request it reads the method, the URL, the hop and whether there is an Access-Control-Request-Method.
func (rules Rules) Answer(x Exchange) (Answer, error) {
	for i := range rules.list {
		r := &rules.list[i]
		if !r.matches(x) {
			continue
		}
		if isTrue(r.Fail) {
			return Answer{Rule: i}, ErrRuleFails
		}
		res := r.response
		if x.Outgoing.Method != "HEAD" {
			res.Headers = r.headers
		}
		return Answer{Response: res, Body: r.body, Rule: i}, nil
	}
	return Answer{Rule: -1}, ErrNoRule
}

// answer is what the rules say, or the Server.
func (w *world) answer(x Exchange) (res fetch.Response, index int, err error) {
	if w.o.Server != nil {
		res, err = w.o.Server(x)
		return res, -1, err
	}
	a, err := w.rules.Answer(x)
	return a.Response, a.Rule, err
}

// wireURL is a URL as it shows in a verdict: without userinfo and fragment.
func wireURL(u origin.URL) string { return u.WithoutCredentials().StringExcludingFragment() }
