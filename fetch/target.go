package fetch

import "github.com/corsref/corsref/origin"

// target is what several algorithms ask of a request's current URL, found out
// once a hop.
type target struct {
	url    origin.URL
	origin origin.Origin
	// relation is what the URL's origin is to the request's: same origin, same
	// site, or neither.
	relation Taint
	// furthest is the furthest relation of all URLs in the URL list.
	furthest Taint
	// trustworthy says that the URL is potentially trustworthy.
	trustworthy bool
}

func (t *target) sameOrigin() bool { return t.relation == TaintSameOrigin }

// foundOut is what a Fetch that is reused need not find out again: fetches often
// begin at the page that the last one began at, and go where it went. Nothing
// else depends on it.
type foundOut struct {
	from, to knownSite
	referrer strippedReferrer
}

// knownSite is the site of an origin.
type knownSite struct {
	origin origin.Origin
	site   origin.Site
}

func (k *knownSite) of(o origin.Origin, sites origin.PublicSuffixList) *origin.Site {
	if k.origin != o {
		k.origin, k.site = o, origin.SiteOf(o, sites)
	}
	return &k.site
}

// relate returns what the request's origin is to the current URL's.
func (f *Fetch) relate() Taint {
	// Fast path: same site is the comparison of two sites, which may be known.
	o, p := f.request.Origin, f.target.origin
	switch {
	case o == p:
		return TaintSameOrigin
	case *f.known.from.of(o, f.ua.Sites) == *f.known.to.of(p, f.ua.Sites):
		return TaintSameSite
	}
	return TaintCrossSite
}

// appendURL appends u to the request's URL list, and brings up to date what
// follows from the list.
func (f *Fetch) appendURL(u origin.URL) {
	last := f.target.origin
	f.urls = append(f.urls, u)
	f.look()
	if len(f.urls) > 1 {
		f.taint = nextTaint(f.taint, f.request.Origin, last, f.target.origin, f.ua.Sites)
	}
}

// look finds out about the current URL.
func (f *Fetch) look() {
	u := f.urls[len(f.urls)-1]
	t := &f.target
	t.url, t.origin = u, u.Origin()
	t.relation = f.relate()
	t.furthest = max(t.furthest, t.relation)
	t.trustworthy = u.IsPotentiallyTrustworthy()
}
