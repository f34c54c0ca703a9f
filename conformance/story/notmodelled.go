package story

import (
	"github.com/corsref/corsref/conformance"
	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/origin"
)

// whichCookies is not modelled unless somebody knows what went.
const whichCookies = "credentials may be sent; whether a cookie goes depends on SameSite"

// notModelled lists what could make a browser send out in another way than the engine says.
func notModelled(out *fetch.Outgoing) []string {
	var list []string
	if out.Credentials {
		list = append(list, whichCookies)
	}
	if out.URL.Scheme() == "http" && !out.URL.Origin().IsPotentiallyTrustworthy() && !isAddress(out.URL) {
		list = append(list, "a browser that knows "+out.URL.Host()+" by HSTS sends this over https")
	}
	return list
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
