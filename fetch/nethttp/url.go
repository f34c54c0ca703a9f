package nethttp

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/corsref/corsref/origin"
)

// urlOf returns u, which is http: or https:, as net/http sends it: the request line has the path and the query byte for
// byte, and neither userinfo nor fragment. It does not parse u again, since net/url refuses some of what the URL Standard
// allows.
func urlOf(u origin.URL) *url.URL {
	host := hostOf(u)
	query, hasQuery := u.Query()
	out := &url.URL{Scheme: u.Scheme(), Host: host, RawQuery: query, ForceQuery: hasQuery}
	path := u.Path()
	if unescaped, err := url.PathUnescape(path); err == nil {
		out.Path, out.RawPath = unescaped, path
		if out.EscapedPath() == path {
			return out
		}
		out.Path, out.RawPath = "", ""
	}
	out.Opaque = path
	if strings.HasPrefix(path, "//") {
		out.Opaque = "//" + host + path // the path alone would be read as a host
	}
	return out
}

// URLError says why a [Transport] refuses the URL of an http.Request.
type URLError struct {
	URL    string // "" when there is none
	Reason string // half a sentence, with what to write
}

// Error returns one sentence.
func (e *URLError) Error() string {
	return "nethttp: the request's URL " + strconv.Quote(e.URL) + " " + e.Reason
}

// urlText is u as text for the Request constructor. It begins with the Scheme and Host that net/http would connect to, so
// that nothing resolves it against the page.
func urlText(u *url.URL) (string, error) {
	if u == nil {
		return "", &URLError{"", "is nil; make the request with http.NewRequest"}
	}
	text, http := u.String(), u.Scheme == "http" || u.Scheme == "https"
	switch parsed, _ := origin.ParseURL(text); {
	case u.Scheme == "", http && u.Host == "", !http && parsed.Scheme() != u.Scheme:
		return "", &URLError{u.Redacted(), "is not whole; begin it with a scheme in lower case and a host, as in https://api.example/"}
	case !http || u.Opaque == "":
		return text, nil
	}
	target, whole := strings.CutPrefix(u.Opaque, "//"+u.Host)
	if !strings.HasPrefix(target, "/") || !whole && strings.HasPrefix(target, "//") {
		return "", &URLError{u.Redacted(), "has an Opaque that is no path on its Host; set Path instead"}
	}
	if u.ForceQuery || u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	return u.Scheme + "://" + u.Host + target, nil
}

// hostOf is the host of u, and the port if it is not the scheme's own.
func hostOf(u origin.URL) string {
	if port, ok := u.Port(); ok {
		return u.Host() + ":" + strconv.Itoa(int(port))
	}
	return u.Host()
}
