package fetch

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// target is what several algorithms ask of a request's current URL, found out
// once a hop.
type target struct {
	url origin.URL
	// from is the request's origin.
	from   origin.Origin
	origin origin.Origin
	// relation is what the URL's origin is to the request's: same origin, same
	// site, or neither.
	relation Taint
	// trustworthy says that the URL is potentially trustworthy.
	trustworthy bool
	isHTTP      bool
	badPort     bool
}

func (t *target) sameOrigin() bool { return t.relation == TaintSameOrigin }

// foundOut is what a Fetch that is reused need not find out again: fetches often
// begin at the page that the last one began at, and go where it went. Nothing
// else depends on it.
type foundOut struct {
	first, redirected target
	from, to          knownSite
	topLevel          knownSite
	referrer          strippedReferrer
	names             knownNames
	joined            joinedNames
}

// knownNames are the CORS-unsafe request-header names of a header list.
type knownNames struct {
	headers header.List
	names   []string
}

// of returns the names of l as the profile finds them. They are not to be changed.
func (k *knownNames) of(l header.List, p *PreflightRules) []string {
	if !slices.Equal(k.headers, l) {
		k.headers = append(k.headers[:0], l...)
		k.names = p.unsafeNames(k.names[:0], l)
	}
	return k.names
}

// joinedNames are names with a comma between.
type joinedNames struct {
	names  []string
	joined string
	isList bool // of tokens, which are the names
}

func (j *joinedNames) of(names []string) *joinedNames {
	if !slices.Equal(j.names, names) {
		j.names, j.joined = append(j.names[:0], names...), strings.Join(names, ",")
		j.isList = !slices.ContainsFunc(names, func(name string) bool { return !header.IsToken(name) })
	}
	return j
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

// relate returns what origin o is to p.
func (k *foundOut) relate(o, p origin.Origin, sites origin.PublicSuffixList) Taint {
	// Fast path: same site is the comparison of two sites, which may be known.
	switch {
	case o == p:
		return TaintSameOrigin
	case *k.from.of(o, sites) == *k.to.of(p, sites):
		return TaintSameSite
	}
	return TaintCrossSite
}

// appendURL appends u to the request's URL list, and brings up to date what
// follows from the list.
func (f *Fetch) appendURL(u origin.URL) {
	f.urls = append(f.urls, u)
	if len(f.urls) == 1 {
		f.look(&f.known.first)
	} else {
		last := f.target.origin
		f.look(&f.known.redirected)
		f.taint = nextTaint(f.taint, f.request.Origin, last, f.target.origin, f.ua.Sites)
	}
	f.serializedOrigin = SerializeRequestOrigin(f.request.Origin, f.taint)
}

// look finds out about the current URL, unless t is about it already.
func (f *Fetch) look(t *target) {
	f.target = t
	u, o := &f.urls[len(f.urls)-1], &f.request.Origin
	// Fast path: an opaque origin is another one each time.
	if t.url != *u || t.from != *o || t.origin.IsOpaque() {
		t.url, t.from, t.origin = *u, *o, u.Origin()
		t.relation = f.known.relate(t.from, t.origin, f.ua.Sites)
		t.trustworthy = u.IsPotentiallyTrustworthy()
		t.isHTTP = u.IsHTTP()
		t.badPort = !shouldBlockBadPort(*u, f.ua.Profile.Request.badPort).Passed()
	}
	f.furthest = max(f.furthest, t.relation)
}
