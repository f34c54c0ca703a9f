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
	case !f.Origin.IsZero() && f.Origin.String() != s.Origin.String():
		return rootOf(f.Origin)
	case !s.Page.IsZero():
		return s.Page.String()
	}
	return rootOf(s.Origin)
}

// rootOf is the URL of an origin's root, or none.
func rootOf(o origin.Origin) string {
	if o.IsZero() || o.IsOpaque() {
		return ""
	}
	return o.String() + "/"
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
	add("", s.Origin.String())
	add("", s.Page.String())
	add("", s.TopLevel.String())
	for _, ancestor := range s.Ancestors {
		add("", ancestor.String())
	}
	for i := range s.Fetches {
		f := &s.Fetches[i]
		add(baseOf(s, f), f.URL)
		add("", f.Origin.String())
		add("", f.TopLevel.String())
		if f.Referrer != nil {
			add("", *f.Referrer)
		}
	}
	for i := range s.Server {
		r := &s.Server[i]
		add("", r.URL.String())
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
	if !ok || !was.IsHTTP() || was.Host() == "base.invalid" {
		return nil
	}
	if back, ok := parseAgainst("", n.Back(is.String())); !ok || back.String() != was.String() || n.hosts != nil && !n.knows(is) {
		return cannot("the host of the URL %s is spelled in a way that cannot be renamed", text)
	}
	return nil
}

// knows reports whether a URL is one of the scenario's under its new name.
func (n *Names) knows(u origin.URL) bool {
	r, ok := n.back[u.Host()]
	if port, _ := u.EffectivePort(); ok && r.port {
		_, ok = n.portBack(port)
	}
	return ok
}
