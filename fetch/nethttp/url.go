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

// hostOf is the host of u, and the port if it is not the scheme's own.
func hostOf(u origin.URL) string {
	if port, ok := u.Port(); ok {
		return u.Host() + ":" + strconv.Itoa(int(port))
	}
	return u.Host()
}
