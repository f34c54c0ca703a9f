package cache

import (
	"container/heap"
	"sync"
	"time"

	"github.com/corsref/corsref/origin"
)

// DefaultEntries is the bound on entries when [Limits.Entries] is zero.
const DefaultEntries = 1 << 16

// Limits bounds a [Cache]. The zero value is the standard's: no limit on
// max-age; and a bound on entries that protects memory, since the standard lets
// entries be removed at any time.
type Limits struct {
	// MaxAge is the imposed limit on max-age; zero or negative: none.
	MaxAge time.Duration
	// Entries is how many entries are kept at most; zero: [DefaultEntries];
	// negative: no bound.
	Entries int
}

// Key is what a cache entry is found by: the network partition key, the
// byte-serialized request origin ("null" once redirects have tainted it) and
// the whole URL, fragment and userinfo included. Credentials are not part of
// it: see [Cache.Match].
type Key struct {
	Partition origin.Site
	Origin    string
	URL       string
}

// Cache is a CORS-preflight cache. The zero value is not usable: see [New].
//
// https://fetch.spec.whatwg.org/#concept-cache
type Cache struct {
	limits Limits

	mu      sync.RWMutex
	byKey   map[Key][]*entry // in the order of storing
	expiry  expiryHeap
	entries storedList
}

// New returns an empty cache.
func New(limits Limits) *Cache {
	if limits.Entries == 0 {
		limits.Entries = DefaultEntries
	}
	return &Cache{limits: limits, byKey: make(map[Key][]*entry)}
}

// LimitMaxAge returns maxAge, or the imposed limit if that is less, and whether
// it was.
func (c *Cache) LimitMaxAge(maxAge time.Duration) (time.Duration, bool) {
	if c.limits.MaxAge > 0 && maxAge > c.limits.MaxAge {
		return c.limits.MaxAge, true
	}
	return maxAge, false
}

// Len returns how many entries are stored, expired ones that nothing has
// removed yet included.
func (c *Cache) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.entries.len
}

// Match looks up what a request with this key needs at time now: whether there
// is a method cache entry match for method, and how many of names have a
// header-name cache entry match. The names must be lowercase. Looking up never
// writes.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (c *Cache) Match(k Key, includeCredentials bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	return c.MatchBy(Rules{}, k, includeCredentials, method, names, now)
}

// match is MatchBy, under the lock.
func (c *Cache) match(r Rules, k Key, includeCredentials bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	entries := c.byKey[k]
	if len(entries) == 0 {
		return false, 0
	}
	methodMatch = r.findMethod(entries, includeCredentials, method, now) != nil
	for _, name := range names {
		if r.findHeaderName(entries, includeCredentials, name, now) != nil {
			namesMatched++
		}
	}
	return methodMatch, namesMatched
}

// Update is what a successful CORS-preflight fetch does at time now (steps 7.12
// to 7.15): each method and each header name gets maxAge, in the entry that
// already matches it or in a new one. Names keep their case: matching ignores it.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) Update(k Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	c.UpdateBy(Rules{}, k, includeCredentials, methods, names, maxAge, now)
}

// update is UpdateBy, under the lock.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) update(r Rules, k Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	for _, method := range methods {
		if e := r.findMethod(c.byKey[k], includeCredentials, method, now); e != nil { // 7.12
			c.setMaxAge(e, maxAge)
		} else { // 7.13
			c.create(&entry{key: k, stored: now, maxAge: maxAge, credentials: includeCredentials, method: method}, now)
		}
	}
	for _, name := range names {
		if e := r.findHeaderName(c.byKey[k], includeCredentials, name, now); e != nil { // 7.14
			c.setMaxAge(e, maxAge)
		} else { // 7.15
			c.create(&entry{key: k, stored: now, maxAge: maxAge, credentials: includeCredentials, headerName: name}, now)
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

// clear is Clear, under the lock.
func (c *Cache) clear(k Key) {
	for _, e := range c.byKey[k] {
		heap.Remove(&c.expiry, e.heapIndex)
		c.entries.remove(e)
	}
	delete(c.byKey, k)
}

// setMaxAge gives e another max-age.
//
// Ambiguous: the standard does not say that updating max-age moves the time of
// storing, so it does not: the entry lives until stored + max-age.
func (c *Cache) setMaxAge(e *entry, maxAge time.Duration) {
	e.maxAge = maxAge
	heap.Fix(&c.expiry, e.heapIndex)
}

// create is "create a new cache entry", making room for it first: expired
// entries go, then the one stored longest ago.
//
// https://fetch.spec.whatwg.org/#concept-cache-create-entry
func (c *Cache) create(e *entry, now time.Time) {
	for len(c.expiry) > 0 && !c.expiry[0].live(now) {
		c.remove(c.expiry[0])
	}
	if c.limits.Entries > 0 && c.entries.len >= c.limits.Entries {
		c.remove(c.entries.oldest)
	}
	c.byKey[e.key] = append(c.byKey[e.key], e)
	heap.Push(&c.expiry, e)
	c.entries.append(e)
}

func (c *Cache) remove(e *entry) {
	heap.Remove(&c.expiry, e.heapIndex)
	c.entries.remove(e)
	entries := c.byKey[e.key]
	for i, other := range entries {
		if other == e {
			entries = append(entries[:i], entries[i+1:]...)
			break
		}
	}
	if len(entries) == 0 {
		delete(c.byKey, e.key)
	} else {
		c.byKey[e.key] = entries
	}
}
