package loopback

import (
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// anywhere is what a URL is parsed against whose base is not known, to find the host that it names itself.
const anywhere = "https://base.invalid/"

// baseOf is the URL that a fetch's is parsed against: that of its page, or none.
func baseOf(s *conformance.Scenario, f *conformance.FetchInit) string {
	switch {
	case f.Origin != nil && *f.Origin != s.Origin:
		if *f.Origin == "null" {
			return ""
		}
		return *f.Origin + "/"
	case s.Page != nil:
		return *s.Page
	case s.Origin == "null":
		return ""
	}
	return s.Origin + "/"
}

// parseAgainst parses a URL against a base, or none.
func parseAgainst(base, input string) (origin.URL, bool) {
	if base == "" {
		u, err := origin.ParseURL(input)
		return u, err == nil
	}
	b, err := origin.ParseURL(base)
	if err != nil {
		return origin.URL{}, false
	}
	u, err := b.Parse(input)
	return u, err == nil
}

// hostsOf lists the hosts that a scenario's requests may go to or come from.
func hostsOf(s *conformance.Scenario) []string {
	var hosts []string
	add := func(base, text string) {
		if u, ok := parseAgainst(base, text); ok && u.IsHTTP() && u.Host() != "base.invalid" {
			hosts = append(hosts, u.Host())
		}
	}
	given := func(text *string) {
		if text != nil {
			add("", *text)
		}
	}
	add("", s.Origin)
	given(s.Page)
	given(s.TopLevel)
	for i := range s.Fetches {
		f := &s.Fetches[i]
		add(baseOf(s, f), f.URL)
		given(f.Origin)
		given(f.TopLevel)
		given(f.Referrer)
	}
	for i := range s.Server {
		r := &s.Server[i]
		given(r.URL)
		for _, line := range r.Headers {
			if header.EqualFold(line.Name, "Location") {
				add(anywhere, line.Value)
			}
		}
	}
	return hosts
}

// check makes sure that a URL still means the same under the new names: text has been renamed to renamed.
func (n *Names) check(base, text, renamedBase, renamed string) error {
	was, ok := parseAgainst(base, text)
	is, okNow := parseAgainst(renamedBase, renamed)
	if ok != okNow {
		return cannot("the URL %s cannot be renamed", text)
	}
	if !ok || !was.IsHTTP() {
		return nil
	}
	want := was.Host()
	if r, known := n.out[want]; known {
		want = r.name
	}
	if is.Host() != want || is.Scheme() != was.Scheme() {
		return cannot("the host of the URL %s is spelled in a way that cannot be renamed", text)
	}
	return nil
}
