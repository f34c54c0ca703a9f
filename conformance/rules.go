package conformance

import (
	"strconv"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// rule is a Rule, parsed.
type rule struct {
	*Rule
	url      string // without userinfo and fragment
	response fetch.Response
	length   header.Line // Content-Length, unless given
}

// compileRules parses the rules.
func compileRules(rules []Rule) ([]rule, error) {
	out := make([]rule, len(rules))
	for i := range rules {
		r := rule{Rule: &rules[i]}
		at := path{{name: "server"}, {index: i, isIndex: true}}
		if r.URL != nil {
			u, err := origin.Parse(*r.URL)
			if err != nil {
				return nil, inputFault(append(at, step{name: "url"}), err.Error())
			}
			r.url = wireURL(u)
		}
		body := "hello"
		if r.Body != nil {
			var ok bool
			if body, ok = Bytes(*r.Body); !ok {
				return nil, inputFault(append(at, step{name: "body"}), notBytes)
			}
		}
		r.response.Status = 200
		if r.Status != nil {
			r.response.Status = *r.Status
		}
		lines := make(header.List, len(r.Headers), len(r.Headers)+1)
		for j, f := range r.Headers {
			name, ok1 := Bytes(f.Name)
			value, ok2 := Bytes(f.Value)
			if !ok1 || !ok2 {
				return nil, inputFault(append(at, step{name: "headers"}, step{index: j, isIndex: true}), notBytes)
			}
			lines[j] = header.Line{Name: name, Value: strings.Trim(value, " \t")}
		}
		r.response.Headers = lines
		if !lines.Contains("Content-Length") && hasContentLength(r.response.Status) {
			r.length = header.Line{Name: "Content-Length", Value: strconv.Itoa(len(body))}
		}
		out[i] = r
	}
	return out, nil
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
		(r.URL == nil || r.url == wireURL(out.URL)) &&
		(r.Fetch == nil || *r.Fetch == x.Fetch) &&
		(r.Hop == nil || *r.Hop == out.Hop)
}

// answer is what the first rule that matches says, or the Server. The rule's index is −1 when there is none.
func (w *world) answer(x Exchange) (res fetch.Response, index int, err error) {
	if w.o.Server != nil {
		res, err = w.o.Server(x)
		return res, -1, err
	}
	for i := range w.rules {
		r := &w.rules[i]
		if !r.matches(x) {
			continue
		}
		if isTrue(r.Fail) {
			return fetch.Response{}, i, ErrRuleFails
		}
		res := r.response
		if r.length.Name != "" && x.Outgoing.Method != "HEAD" {
			res.Headers = append(res.Headers, r.length)
		}
		return res, i, nil
	}
	return fetch.Response{}, -1, ErrNoRule
}

// wireURL is a URL as it shows in a verdict: without userinfo and fragment.
func wireURL(u origin.URL) string { return u.WithoutCredentials().StringExcludingFragment() }
