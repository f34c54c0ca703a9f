package cache

import (
	"container/list"
	"sync"
	"time"

	"github.com/corsref/corsref/fetch/header"
	"github.com/corsref/corsref/origin"
)

// The bounds that hold when [Limits] leaves them zero. Browsers keep 100 to 1,024 entries.
const (
	DefaultEntries = 1024
	DefaultBytes   = 4 << 20
)

// Limits bounds a [Cache]. The standard lets a user agent limit max-age, and remove entries at any time. The zero value
// does not limit max-age, and has bounds that protect memory.
type Limits struct {
	// MaxAge is the imposed limit on max-age; zero or negative: none.
	MaxAge time.Duration
	// Entries is how many entries the cache keeps at most; zero: [DefaultEntries]; negative: no bound.
	Entries int
	// Bytes bounds the memory of all entries: their keys, methods and header names, and a fixed amount for each; zero:
	// [DefaultBytes]; negative: no bound. An entry that is larger than the bound is not stored.
	Bytes int
}

// Key is what a cache entry is found by: the network partition key, the serialized request origin ("null" after a
// tainting redirect) and the whole URL, with userinfo and fragment. The credentials flag is not part of it: see
// [Cache.Match].
type Key struct {
	Partition origin.Site
	Origin    string
	URL       string
}

// Cache is a CORS-preflight cache. The zero value is an empty one with the default limits.
//
// https://fetch.spec.whatwg.org/#concept-cache
type Cache struct {
	limits Limits

	mu      sync.Mutex
	buckets map[Key]*bucket
	stored  list.List // of *entry, in the order of storing
	bytes   int
	// quiet is a time before which no entry expires.
	quiet time.Time
}

// New returns an empty cache.
func New(limits Limits) *Cache { return &Cache{limits: limits} }

// LimitMaxAge returns maxAge, or the imposed limit if that is less, and whether it was.
func (c *Cache) LimitMaxAge(maxAge time.Duration) (time.Duration, bool) {
	if c.limits.MaxAge > 0 && maxAge > c.limits.MaxAge {
		return c.limits.MaxAge, true
	}
	return maxAge, false
}

// Len returns how many entries the cache holds. It counts expired entries until they are removed to make room.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stored.Len()
}

// Match looks up what a request with this key needs at time now: whether there is a method cache entry match for method,
// and how many of names have a header-name cache entry match. The names must be lowercase. Looking up changes nothing.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (c *Cache) Match(k Key, includeCredentials bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	return c.MatchBy(Rules{}, k, includeCredentials, method, names, now)
}

// MatchBy is [Cache.Match] by other rules. Under [Rules.Whole], a look-up that does not find all it needs removes the
// entries of the key.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (c *Cache) MatchBy(r Rules, k Key, includeCredentials bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.buckets[k]
	if b == nil {
		return false, 0
	}
	methodMatch = r.find(b, kindMethod, includeCredentials, method, now) != nil
	for _, name := range names {
		if r.find(b, kindHeaderName, includeCredentials, name, now) != nil {
			namesMatched++
		}
	}
	if r.Whole && (!methodMatch || namesMatched < len(names)) {
		c.clear(k)
		return false, 0
	}
	return methodMatch, namesMatched
}

// Update stores what a CORS-preflight fetch that succeeded at time now allows: each method and each header name gets
// maxAge, in the entry that already matches it or in a new one. Header names may be in any case.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) Update(k Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	c.UpdateBy(Rules{}, k, includeCredentials, methods, names, maxAge, now)
}

// UpdateBy is [Cache.Update] by other rules.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) UpdateBy(r Rules, k Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	lowercase := make([]string, len(names))
	for i, name := range names {
		lowercase[i] = header.ByteLowercase(name)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Whole {
		c.clear(k)
	}
	c.grant(r, k, kindMethod, includeCredentials, methods, maxAge, now)       // 7.12, 7.13: the methods
	c.grant(r, k, kindHeaderName, includeCredentials, lowercase, maxAge, now) // 7.14, 7.15: the header names
}

// grant gives maxAge to the entry that matches each value, and creates an entry where none does. An entry whose new
// max-age is less than its age has just ended, and matches no longer.
//
// Ambiguous: the standard does not say whether setting max-age also sets the time of storing. It does not here: the entry
// lives until stored + max-age.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) grant(r Rules, k Key, kind kind, includeCredentials bool, values []string, maxAge time.Duration, now time.Time) {
	for _, value := range values {
		if e := r.find(c.buckets[k], kind, includeCredentials, value, now); e != nil {
			e.maxAge = maxAge // 7.12, 7.14: there is a match, which gets the max-age
			c.quietUntil(e.expires())
		}
	}
	for _, value := range values {
		if maxAge > 0 && r.find(c.buckets[k], kind, includeCredentials, value, now) == nil {
			c.create(k, subject{kind, value, includeCredentials}, maxAge, now) // 7.13, 7.15: there is none: create one
		}
	}
}

// Clear removes every entry with key k.
//
// https://fetch.spec.whatwg.org/#concept-cache-clear
func (c *Cache) Clear(k Key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear(k)
}

// clear is Clear, under mu.
func (c *Cache) clear(k Key) {
	if b := c.buckets[k]; b != nil {
		for _, e := range b.entries {
			c.remove(e)
		}
	}
}
