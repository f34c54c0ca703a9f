package cache

import (
	"sync"
	"time"

	"github.com/corsref/corsref/fetch/header"
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
// Looking up locks one of several shards, for reading. Writing is done by one
// goroutine at a time: it holds mu, and locks the shards that it changes.
//
// https://fetch.spec.whatwg.org/#concept-cache
type Cache struct {
	limits Limits
	shards shards

	mu         sync.Mutex
	expiry     expiryHeap
	entries    storedList
	requesters requesters
}

// New returns an empty cache.
func New(limits Limits) *Cache {
	if limits.Entries == 0 {
		limits.Entries = DefaultEntries
	}
	return &Cache{limits: limits, shards: newShards(), requesters: make(requesters)}
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
	c.mu.Lock()
	defer c.mu.Unlock()
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

// match is MatchBy without what it writes.
func (c *Cache) match(r Rules, k *Key, includeCredentials bool, method string, names []string, now time.Time) (methodMatch bool, namesMatched int) {
	at := c.shards.place(k.Origin, k.URL)
	at.shard.mu.RLock()
	defer at.shard.mu.RUnlock()
	b := at.find(k)
	if b == nil {
		return false, 0
	}
	methodMatch = r.find(b, kindMethod, includeCredentials, method, now) != nil
	for _, name := range names {
		if r.find(b, kindHeaderName, includeCredentials, name, now) != nil {
			namesMatched++
		}
	}
	return methodMatch, namesMatched
}

// Update is what a successful CORS-preflight fetch does at time now (steps 7.12
// to 7.15): each method and each header name gets maxAge, in the entry that
// already matches it or in a new one. Header names may be in any case.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) Update(k Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	c.UpdateBy(Rules{}, k, includeCredentials, methods, names, maxAge, now)
}

// update is UpdateBy, under mu.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) update(r Rules, k *Key, includeCredentials bool, methods, names []string, maxAge time.Duration, now time.Time) {
	at := c.shards.place(k.Origin, k.URL)
	at.shard.mu.Lock()
	defer at.shard.mu.Unlock()
	c.grant(r, at, k, includeCredentials, kindMethod, methods, maxAge, now)               // 7.12, 7.13
	c.grant(r, at, k, includeCredentials, kindHeaderName, lowercased(names), maxAge, now) // 7.14, 7.15
}

// grant gives maxAge to the entry that matches each value, and creates one where
// there is none: also where the one that there was has just ended, its max-age
// having become less than its age.
//
// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
func (c *Cache) grant(r Rules, at place, k *Key, includeCredentials bool, kind kind, values []string, maxAge time.Duration, now time.Time) {
	find := func(value string) *entry {
		if b := at.find(k); b != nil {
			return r.find(b, kind, includeCredentials, value, now)
		}
		return nil
	}
	for _, value := range values { // 7.12, 7.14
		if e := find(value); e != nil {
			c.setMaxAge(e, maxAge)
		}
	}
	if maxAge <= 0 {
		return // an entry that never lives
	}
	for _, value := range values { // 7.13, 7.15
		if find(value) == nil {
			c.create(at, k, entry{kind: kind, value: value, stored: now, maxAge: maxAge, credentials: includeCredentials})
		}
	}
}

// lowercased returns names in lower case.
func lowercased(names []string) []string {
	lower := make([]string, len(names))
	for i, name := range names {
		lower[i] = header.ByteLowercase(name)
	}
	return lower
}

// Clear removes every entry with key k.
//
// https://fetch.spec.whatwg.org/#concept-cache-clear
func (c *Cache) Clear(k Key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear(&k)
}

// clear is Clear, under mu.
func (c *Cache) clear(k *Key) {
	at := c.shards.place(k.Origin, k.URL)
	at.shard.mu.Lock()
	defer at.shard.mu.Unlock()
	b := at.find(k)
	if b == nil {
		return
	}
	for e := range b.all() {
		c.expiry.remove(e)
		c.entries.remove(e)
	}
	c.drop(at, b)
}

// drop forgets a bucket.
func (c *Cache) drop(at place, b *bucket) {
	at.remove(b)
	c.requesters.release(b.requester)
}

// setMaxAge gives e another max-age.
//
// Ambiguous: the standard does not say that updating max-age moves the time of
// storing, so it does not: the entry lives until stored + max-age.
func (c *Cache) setMaxAge(e *entry, maxAge time.Duration) {
	e.maxAge = maxAge
	c.expiry.fix(e)
}

// create is "create a new cache entry", making room for it first: expired
// entries go, then the one stored longest ago. What it keeps of k and of the
// entry's value is its own copy.
//
// https://fetch.spec.whatwg.org/#concept-cache-create-entry
func (c *Cache) create(at place, k *Key, e entry) {
	for len(c.expiry) > 0 && !c.expiry[0].live(e.stored) {
		c.remove(at, c.expiry[0])
	}
	if c.limits.Entries > 0 && c.entries.len >= c.limits.Entries {
		c.remove(at, c.entries.oldest)
	}
	b := at.find(k)
	if b == nil {
		b = newBucket(k, c.requesters.intern(k.requester()))
		at.add(b)
	}
	added := b.add(e)
	c.expiry.add(added)
	c.entries.append(added)
}

// remove removes an entry that may be of any shard; that of held is locked.
func (c *Cache) remove(held place, e *entry) {
	b := e.bucket
	at := c.shards.place(b.requester.origin, b.url)
	if at.shard != held.shard {
		at.shard.mu.Lock()
		defer at.shard.mu.Unlock()
	}
	c.expiry.remove(e)
	c.entries.remove(e)
	if b.remove(e); b.empty() {
		c.drop(at, b)
	}
}
