package story

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// whichCookies is not modelled unless somebody knows what went: see [Story.Cookies].
const whichCookies = "credentials may be sent; whether a cookie goes depends on SameSite"

// notModelled lists what could make a browser send out in another way than the engine says.
func (t *teller) notModelled(out *fetch.Outgoing) []string {
	var list []string
	fresh := t.request.Cache == fetch.CacheNoStore || t.request.Cache == fetch.CacheReload
	if out.Method == "GET" && t.answered[address(out.URL)] && !fresh {
		list = append(list, "a browser may answer this from its HTTP cache")
	}
	if out.Credentials {
		list = append(list, whichCookies)
	}
	if out.URL.Scheme() == "http" && !out.URL.Origin().IsPotentiallyTrustworthy() && !isAddress(out.URL) {
		list = append(list, "a browser that knows "+out.URL.Host()+" by HSTS sends this over https")
	}
	return list
}

// isCacheable reports whether a browser may keep an answer to GET in its HTTP cache.
func isCacheable(res fetch.Response) bool {
	control, _ := res.Headers.Get("Cache-Control")
	cacheable := []int{200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501} // by default, of RFC 9110 15.1
	return slices.Contains(cacheable, res.Status) && !strings.Contains(header.ByteLowercase(control), "no-store")
}

// isAddress reports whether u's host is an IP address, for which there is no HSTS.
func isAddress(u origin.URL) bool {
	host := u.Host()
	return host == "" || host[0] == '[' || host[len(host)-1] >= '0' && host[len(host)-1] <= '9'
}

// Unseen says why nobody knows that a browser does what its profile predicts for a scenario; "" when such scenarios were
// recorded in it.
func Unseen(s *conformance.Scenario, browser string) string {
	_, reason := conformance.EvidenceOf(s, browser)
	if reason == "" {
		return ""
	}
	return "no scenario of this kind was ever recorded in " + browser + " (" + reason + ")"
}
