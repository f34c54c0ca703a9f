package story

import (
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/safelist"
)

// Script is what script gets of a response.
type Script struct {
	Type       string
	Status     int
	URL        string // without fragment; "" when script does not see it
	Redirected bool
	// Visible are the headers it can read, as a Headers object gives them.
	Visible header.List
	// Hidden are those it cannot read.
	Hidden []Hidden
	// NullBody says that there is nothing to read.
	NullBody bool
}

// Hidden is a header that script does not see.
type Hidden struct{ Name, Why string }

func scriptOf(res *fetch.FilteredResponse) *Script {
	s := &Script{
		Type: res.Type.String(), Status: res.Status, Redirected: res.Redirected,
		Visible: res.Visible(), NullBody: res.NullBody,
	}
	if !res.URL.IsZero() {
		s.URL = res.URL.StringExcludingFragment()
	}
	s.Hidden = hidden(res)
	return s
}

// hidden lists the names, lowercase and sorted, that the response has and script does not see.
func hidden(res *fetch.FilteredResponse) []Hidden {
	visible := make(map[string]bool, len(res.Headers))
	for _, line := range res.Headers {
		visible[header.ByteLowercase(line.Name)] = true
	}
	names := make([]string, 0, len(res.Internal.Headers))
	for _, line := range res.Internal.Headers {
		names = append(names, line.Name)
	}
	var list []Hidden
	notExposed := whyNotExposed(res)
	for _, name := range header.SortedLowercaseSet(names) {
		switch {
		case visible[name]:
		case safelist.IsForbiddenResponseHeaderName(name):
			list = append(list, Hidden{name, "never shown to script"})
		default:
			list = append(list, Hidden{name, notExposed})
		}
	}
	return list
}

// whyNotExposed says why a header that could be visible is not.
func whyNotExposed(res *fetch.FilteredResponse) string {
	const expose = "Access-Control-Expose-Headers"
	_, result := res.Internal.Headers.Tokens(expose)
	switch {
	case res.Type != fetch.ResponseCORS:
		return "script sees no header of an " + res.Type.String() + " response"
	case result == header.Null:
		return "there is no " + expose
	case result == header.Failure:
		return expose + " is not a list of names"
	case hasWildcard(res.Internal.Headers, expose):
		return expose + " is *, which does not count with credentials"
	}
	return "not in " + expose
}
