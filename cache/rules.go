package cache

import (
	"time"

	"github.com/corsref/corsref/safelist"
)

// Rules say where a user agent's cache departs from the standard's. The zero value departs nowhere.
type Rules struct {
	// Whole says that the cache keeps what one preflight allowed as a whole: an update replaces all entries of the key,
	// and a look-up that does not find all it needs removes them. It stands in for 7.12 to 7.15 of CORS-preflight fetch.
	Whole bool
	// ByCredentials says that an entry matches only requests with the credentials that it was stored with. It stands in
	// for "cache entry match".
	ByCredentials bool
	// Wildcard says what a stored `*` matches. It stands in for "method cache entry match" and "header-name cache entry
	// match".
	Wildcard Wildcard
	// WildcardCoversAll says that a stored `*` matches Authorization too.
	WildcardCoversAll bool
}

// Wildcard says when a stored `*` matches every method or header name.
type Wildcard uint8

const (
	// WildcardMatches: always, by the standard.
	WildcardMatches Wildcard = iota
	// WildcardLiteral: never; it matches only itself.
	WildcardLiteral
	// WildcardStoredWithout: when it was stored by a request without credentials.
	WildcardStoredWithout
	// WildcardAskedWithout: when the request that is looked up has no credentials.
	WildcardAskedWithout
)

// find returns the entry in b, which may be nil, that is the method cache entry match for a method or the header-name
// cache entry match for a header name in lower case; or nil.
//
// Ambiguous: where an entry for the value itself and one for `*` both match, the standard does not say which one an update
// changes. It is the first one for the value itself here, or else the first one for `*`. A stored `*` also matches a
// request with credentials, if one with credentials stored it (whatwg/fetch#592).
//
// https://fetch.spec.whatwg.org/#concept-cache-match-method
func (r Rules) find(b *bucket, kind kind, includeCredentials bool, value string, now time.Time) *entry {
	if b == nil {
		return nil
	}
	for _, credentials := range [...]bool{false, true} { // of two that match, the one without credentials was stored first
		if e := b.entries[subject{kind, value, credentials}]; e != nil && r.matches(e, includeCredentials, now) {
			return e
		}
	}
	if kind == kindHeaderName && !r.WildcardCoversAll && safelist.IsCORSNonWildcardRequestHeaderName(value) {
		return nil
	}
	for _, credentials := range [...]bool{false, true} {
		if e := b.entries[subject{kind, "*", credentials}]; e != nil && r.matches(e, includeCredentials, now) && r.expands(e, includeCredentials) {
			return e
		}
	}
	return nil
}

// matches reports whether an entry with the request's key is a cache entry match.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (r Rules) matches(e *entry, includeCredentials bool, now time.Time) bool {
	if r.ByCredentials && e.credentials != includeCredentials {
		return false
	}
	return e.live(now) && (e.credentials || !includeCredentials)
}

// expands reports whether the wildcard of an entry that matches stands for others.
func (r Rules) expands(e *entry, includeCredentials bool) bool {
	switch r.Wildcard {
	case WildcardLiteral:
		return false
	case WildcardStoredWithout:
		return !e.credentials
	case WildcardAskedWithout:
		return !includeCredentials
	}
	return true
}
