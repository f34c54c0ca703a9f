package fetch

import (
	"slices"
	"strings"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
	"github.com/corsref/corsref/safelist"
)

// foundOut is what a Fetch that is reused need not find out again: fetches often
// begin at the page that the last one began at, and go where it went. Nothing
// else depends on it.
//
// Fast path: a reused exchange allocates nothing, and asks the public suffix list
// nothing.
type foundOut struct {
	first, redirected target
	from, to          knownSite
	topLevel          knownSite
	referrer          strippedReferrer
	names             knownNames
	joined            joinedNames
}

// target is what several algorithms ask of a request's current URL, found out
// once a hop.
type target struct {
	url         origin.URL
	from        origin.Origin // the request's origin
	origin      origin.Origin // of url
	relation    Relation      // of the two
	trustworthy bool          // potentially
	isHTTP      bool
}

func (t *target) sameOrigin() bool { return t.relation == RelationSameOrigin }

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
	}
	f.furthest = max(f.furthest, t.relation)
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

// relate is [RelationOf], by sites that may be known.
func (k *foundOut) relate(o, p origin.Origin, sites origin.PublicSuffixList) Relation {
	switch {
	case o == p:
		return RelationSameOrigin
	case *k.from.of(o, sites) == *k.to.of(p, sites):
		return RelationSameSite
	}
	return RelationCrossSite
}

// networkPartitionKey is the client's network partition key.
//
// https://fetch.spec.whatwg.org/#determine-the-network-partition-key
func (f *Fetch) networkPartitionKey() origin.Site {
	return *f.known.topLevel.of(f.request.Client.topLevelOrigin(), f.ua.Sites)
}

// knownNames are the CORS-unsafe request-header names of a header list.
type knownNames struct {
	headers header.List
	names   []string
}

// of returns the names of l. They are not to be changed.
func (k *knownNames) of(l header.List) []string {
	if !slices.Equal(k.headers, l) {
		k.headers = append(k.headers[:0], l...)
		k.names = safelist.AppendCORSUnsafeRequestHeaderNames(k.names[:0], l)
	}
	return k.names
}

// corsUnsafeNames are the CORS-unsafe request-header names of this hop.
func (f *Fetch) corsUnsafeNames() []string {
	if names, ok := f.observer.unsafeNames(); ok {
		f.unsafeNames = names
	} else {
		f.unsafeNames = f.known.names.of(f.request.Headers)
	}
	return f.unsafeNames
}

// joinedNames are names with commas between them.
type joinedNames struct {
	names  []string
	joined string
}

func (j *joinedNames) of(names []string) string {
	if !slices.Equal(j.names, names) {
		j.names, j.joined = append(j.names[:0], names...), strings.Join(names, ",")
	}
	return j.joined
}

// strippedReferrer is a URL, and what is left of it for use as a referrer.
type strippedReferrer struct {
	source      origin.URL
	whole       Referrer      // no referrer, or a URL
	originOnly  Referrer      // the same, with the origin-only flag
	origin      origin.Origin // of whole
	trustworthy bool          // whole is
}

// nameSet is a list of names in which names are looked for.
type nameSet struct {
	names []string
	lower map[string]struct{} // the names in lower case, if many are looked for
}

// newNameSet returns names as a set in which about lookups names will be looked for.
//
// Fast path: many names in many are not compared each with each.
func newNameSet(names []string, lookups int) nameSet {
	s := nameSet{names: names}
	if lookups > 8 && len(names) > 8 {
		s.lower = make(map[string]struct{}, len(names))
		for _, name := range names {
			s.lower[header.ByteLowercase(name)] = struct{}{}
		}
	}
	return s
}

// has reports whether an item is a byte-case-insensitive match for a lowercase name.
func (s *nameSet) has(name string) bool {
	if s.lower != nil {
		_, ok := s.lower[name]
		return ok
	}
	for i := range s.names {
		if header.EqualFold(s.names[i], name) {
			return true
		}
	}
	return false
}
