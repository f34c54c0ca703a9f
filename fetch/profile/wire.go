package profile

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch"
	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// Facts about request headers that browsers add, leave out or spell in their own way.

// preflightSaysCacheMode covers browsers whose preflights have the request's cache mode.
func preflightSaysCacheMode(mode func(*fetch.Request) fetch.CacheMode) Fact {
	return Fact{
		Name: "preflight-says-cache-mode", Security: Neutral,
		Cases: []string{"wire/preflight-cache-modes"},
		Line:  "A preflight has the Cache-Control and Pragma that the request's cache mode asks for.",
		apply: func(r *rules) {
			r.preflight = append(r.preflight, func(s *state, l *header.List) {
				switch mode(s.Request) {
				case fetch.CacheNoCache:
					l.Append("Cache-Control", "max-age=0")
				case fetch.CacheNoStore, fetch.CacheReload:
					l.Append("Pragma", "no-cache")
					l.Append("Cache-Control", "no-cache")
				}
			})
		},
	}
}

func preflightSiteIsCurrent() Fact {
	return Fact{
		Name: "preflight-site-is-current", Security: Neutral,
		Cases: []string{"wire/preflight-site"},
		Line:  "Sec-Fetch-Site of a preflight knows nothing of the URLs that redirects came from.",
		apply: func(r *rules) {
			r.preflight = append(r.preflight, func(s *state, l *header.List) {
				if l.Contains("Sec-Fetch-Site") {
					l.Set("Sec-Fetch-Site", s.Relation)
				}
			})
		},
	}
}

// httpPageNotSecure covers every browser: what counts is the page's scheme.
func httpPageNotSecure() Fact {
	return Fact{
		Name: "http-pages-have-no-mixed-content", Security: Laxer,
		Cases: []string{"wire/localhost-page", "wire/loopback-pages", "wire/elements-of-localhost-page"},
		Line:  "A page at an http: URL may fetch insecure URLs, though it is at localhost or a loopback address, which are potentially trustworthy.",
		apply: func(r *rules) {
			isHTTP := func(s *state, held bool) bool {
				return held || s.Request.Client != nil && s.Request.Client.Origin.Scheme() == "http"
			}
			r.decide(mixedContent, "1", isHTTP)
			r.decide(mixedResponse, "1", isHTTP)
			r.decide(mixedUpgrade, "1.3", isHTTP)
		},
	}
}

// downgradeByScheme covers every browser: a referrer is held back by schemes.
func downgradeByScheme() Fact {
	return Fact{
		Name: "referrer-downgrade-by-scheme", Security: Neutral,
		Cases: []string{"wire/localhost-page"},
		Line:  "Whether a referrer would go from a secure page to an insecure URL is a matter of https: and http:, even at localhost and loopback addresses.",
		apply: decides(mainFetch, "9", func(s *state, held bool) bool {
			r := s.Request
			source := referrerSource(r)
			lax, strict := withoutDowngrade[r.ReferrerPolicy]
			switch {
			case !held || !strict:
			case source.Scheme() == "http":
				r.ReferrerPolicy = lax
			case source.Scheme() == "https" && s.Current().Scheme() == "http":
				r.Referrer = fetch.NoReferrer()
				return false
			}
			return held
		}),
	}
}

// referrerSource is the URL that a request's referrer is made of.
func referrerSource(r *fetch.Request) origin.URL {
	u, given := r.Referrer.URL()
	if !given && r.Client != nil {
		u = r.Client.URL
	}
	return u
}

// withoutDowngrade are the referrer policies that hold back a referrer on a downgrade, and those that are the same otherwise.
var withoutDowngrade = map[fetch.ReferrerPolicy]fetch.ReferrerPolicy{
	fetch.ReferrerPolicyNoReferrerWhenDowngrade:     fetch.ReferrerPolicyUnsafeURL,
	fetch.ReferrerPolicyStrictOrigin:                fetch.ReferrerPolicyOrigin,
	fetch.ReferrerPolicyStrictOriginWhenCrossOrigin: fetch.ReferrerPolicyOriginWhenCrossOrigin,
}

// redirectsUpgraded covers every browser.
func redirectsUpgraded() Fact {
	return Fact{
		Name: "redirects-upgraded", Security: Safer,
		Cases: []string{"mixed-content/image-redirect"},
		Line:  "An image that is redirected to an insecure URL is upgraded to https: again.",
		apply: func(r *rules) {
			r.redirected = append(r.redirected, func(s *state, _ *memory) {
				c, current := s.Request.Client, s.Current()
				_, isDomain := origin.PublicSuffix(current.Host(), nil)
				if s.Request.Destination != fetch.DestinationImage || c == nil || c.Origin.Scheme() != "https" ||
					current.Scheme() != "http" || !isDomain || current.IsPotentiallyTrustworthy() {
					return
				}
				if u, err := origin.ParseURL("https" + strings.TrimPrefix(current.String(), "http")); err == nil {
					s.URLs[len(s.URLs)-1] = u
				}
			})
		},
	}
}

// dataScripts covers browsers that look at the MIME type of what came over the network only.
func dataScripts() Fact {
	return Fact{
		Name: "data-scripts-run", Security: Laxer,
		Cases: []string{"data-urls/script"},
		Line:  "A script from a data: URL runs whatever its MIME type.",
		apply: decides(mimeType, "4", func(s *state, held bool) bool { return held && s.Current().Scheme() != "data" }),
	}
}

// noReferrerNoOrigin covers browsers in which a referrer that script takes away has the say of a policy.
func noReferrerNoOrigin() Fact {
	return Fact{
		Name: "no-referrer-makes-origin-null", Security: Safer,
		Cases: []string{"wire/no-referrer-origin"},
		Line:  "Outside of CORS the Origin header is null if script says that there is no referrer, as it is with referrer policy no-referrer.",
		apply: func(r *rules) {
			r.prepare = append(r.prepare, func(m *memory, req *fetch.Request) { m.noReferrer = req.Referrer.IsNone() })
			r.decide(appendOrigin, "4.1/no-referrer", func(s *state, held bool) bool { return held || memoryOf(s).noReferrer })
		},
	}
}

// imageAccept is the Accept of a browser's images.
func imageAccept(value string) Fact {
	return Fact{
		Name: "image-accept", Security: Neutral,
		Cases: []string{"wire/elements"},
		Line:  "Images are asked for with Accept: " + value + ".",
		apply: func(r *rules) {
			r.send = append(r.send, func(s *state, _ *memory, l *header.List) {
				if s.Request.Destination == fetch.DestinationImage {
					l.Set("Accept", value)
				}
			})
		},
	}
}

// setByScript reports whether the page's script set a header.
func setByScript(s *state, name string) bool { return s.Request.Headers.Contains(name) }

// rewriteRange spells a Range of one range of bytes as Chromium's cache does.
func rewriteRange(value string) string {
	unit, ranges, ok := strings.Cut(value, "=")
	from, to, isRange := strings.Cut(strings.Trim(ranges, ", \t"), "-")
	if !ok || !isRange || !header.EqualFold(strings.Trim(unit, " \t"), "bytes") {
		return value
	}
	first, okFirst := rangeNumber(from)
	last, okLast := rangeNumber(to)
	if !okFirst || !okLast || first == "" && (last == "" || last == "0") || first != "" && last != "" && less(last, first) {
		return value
	}
	return "bytes=" + first + "-" + last
}

// rangeNumber is a number of a Range without what is not needed, or "" where there is none.
func rangeNumber(s string) (string, bool) {
	s = strings.Trim(s, " \t")
	if s == "" {
		return "", true
	}
	digits := strings.TrimLeft(strings.TrimPrefix(s, "+"), "0")
	if digits == "" {
		digits = "0"
	}
	return digits, isDigits(digits) && !less("9223372036854775807", digits)
}

// less compares numbers of digits only, without leading zeros.
func less(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// inUTF8 is a value of bytes with those from 0x80 as characters.
func inUTF8(value string) string {
	b := make([]rune, len(value))
	for i := range len(value) {
		b[i] = rune(value[i])
	}
	return string(b)
}

// refusedHosts makes a fact of the characters that a browser takes in no host.
func refusedHosts(line, characters string) Fact {
	return Fact{
		Name: "host-characters-refused", Security: Safer, Line: line,
		Cases: []string{"wire/host-characters"},
		apply: func(r *rules) {
			r.refuse = append(r.refuse, func(req *fetch.Request) (fetch.Code, string) {
				if req.URL.IsHTTP() && strings.ContainsAny(req.URL.Host(), characters) {
					return fetch.CodeHostRefused, req.URL.Host()
				}
				return "", ""
			})
			r.decide(redirectFetch, "5", func(s *state, held bool) bool {
				return held || s.Location.IsHTTP() && strings.ContainsAny(s.Location.Host(), characters)
			})
		},
	}
}

// nonPublic are the addresses that Chromium takes for none of the public internet, loopback aside.
var nonPublic = func() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
		"::/128", "2001:db8::/32", "fc00::/7", "fe80::/10",
	} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}()

// isNonPublic reports whether a URL's host is an address of those.
func isNonPublic(u origin.URL) bool {
	a, err := netip.ParseAddr(strings.Trim(u.Host(), "[]"))
	return err == nil && slices.ContainsFunc(nonPublic, func(p netip.Prefix) bool { return p.Contains(a) })
}

// inForeignFrame reports whether the page is a frame below a page of another site.
func inForeignFrame(r *fetch.Request) bool {
	c := r.Client
	return c != nil && !c.TopLevelOrigin.IsZero() && !origin.SameSite(c.URL.Origin(), c.TopLevelOrigin, nil)
}

// firstOf is the value of the first line of a name, and whether there is one, and whether there are more.
func firstOf(l header.List, name string) (value string, found, more bool) {
	for _, line := range l {
		if header.EqualFold(line.Name, name) {
			if found {
				return value, true, true
			}
			value, found = line.Value, true
		}
	}
	return value, found, false
}

func hasHighByte(value string) bool {
	return strings.ContainsFunc(value, func(r rune) bool { return r >= 0x80 })
}

// movedForCORS reports whether the last redirect led to another origin in mode "cors".
func movedForCORS(s *state) bool {
	return s.Request.Mode == fetch.ModeCORS && s.Redirects() > 0 && crosses(s)
}

// sameSiteButScheme reports whether the current URL is of the page's site but for the scheme. Public suffixes are not known
// here: where schemes differ, the last label counts as one.
func sameSiteButScheme(s *state) bool {
	page, current := s.Request.Origin, s.Current()
	if page.IsOpaque() || page.Scheme() == current.Scheme() {
		return false
	}
	a, okA := origin.RegistrableDomain(page.Host(), nil)
	b, okB := origin.RegistrableDomain(current.Host(), nil)
	return page.Host() == current.Host() || okA && okB && a == b
}
