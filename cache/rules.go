package cache

import (
	"time"

	"github.com/corsref/corsref/safelist"
)

// Rules say where a user agent's cache departs from the standard's. The zero
// value departs nowhere.
type Rules struct {
	// Whole says that what one preflight allowed stands and falls together: an
	// update replaces all entries of the key, and entries that do not allow all
	// that a request needs are removed. It stands in for 7.12 to 7.15 of
	// CORS-preflight fetch.
	Whole bool
	// ByCredentials says that an entry is only for requests with the credentials
	// it was stored with. It stands in for "cache entry match".
	ByCredentials bool
	// Wildcard says what a stored `*` matches. It stands in for "method cache
	// entry match" and "header-name cache entry match".
	Wildcard Wildcard
	// WildcardCoversAll says that a stored `*` matches Authorization too.
	WildcardCoversAll bool
}

// Wildcard says when a stored `*` matches every method or header name.
type Wildcard uint8

const (
	// WildcardMatches: always, as the standard has it.
	WildcardMatches Wildcard = iota
	// WildcardLiteral: never; it matches only itself.
	WildcardLiteral
	// WildcardStoredWithout: when it was stored by a request without credentials.
	WildcardStoredWithout
	// WildcardAskedWithout: when the request that asks is without credentials.
	WildcardAskedWithout
)

// MatchBy is [Cache.Match] by other rules. Under [Rules.Whole] a look-up that
// does not find all it needs removes the entries.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (c *Cache) MatchBy(r Rules, k Key, includeCredentials bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	if !r.Whole {
		return c.match(r, &k, includeCredentials, method, names, now)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	methodMatch, namesMatched = c.match(r, &k, includeCredentials, method, names, now)
	if !methodMatch || namesMatched < len(names) {
		c.clear(&k)
		return false, 0
	}
	return methodMatch, namesMatched
}

// UpdateBy is [Cache.Update] by other rules.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) UpdateBy(r Rules, k Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Whole {
		c.clear(&k)
	}
	c.update(r, &k, includeCredentials, methods, names, maxAge, now)
}

// matches is the part of "cache entry match" that the key does not cover.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (r Rules) matches(e *entry, includeCredentials bool, now time.Time) bool {
	if r.ByCredentials && e.credentials != includeCredentials {
		return false
	}
	return e.matches(includeCredentials, now)
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

// covers reports whether a `*` among header names may match name.
func (r Rules) covers(name string) bool {
	return r.WildcardCoversAll || !safelist.IsCORSNonWildcardRequestHeaderName(name)
}
