package cache

import (
	"container/list"
	"strings"
	"time"
)

// entry is a cache entry: one method or one header name.
//
// https://fetch.spec.whatwg.org/#cache-entry
type entry struct {
	subject
	bucket *bucket // its key
	stored time.Time
	maxAge time.Duration
	place  *list.Element // in the order of storing
}

// subject is what an entry of a key is for. A key has at most one entry for each subject.
type subject struct {
	kind        kind
	value       string // the method, or the header name in lower case; either may be `*`
	credentials bool
}

// kind says which field of an entry is not null: its method or its header name.
type kind uint8

const (
	kindMethod kind = iota
	kindHeaderName
)

// bucket holds the entries of one key.
type bucket struct {
	key     Key
	entries map[subject]*entry
}

// live reports whether e has not expired.
//
// Ambiguous: entries "must be removed after the seconds specified in their max-age field have passed". At exactly that
// moment they have passed, so an entry lives while now − stored < max-age, and one with a max-age of 0 never lives.
func (e *entry) live(now time.Time) bool { return now.Sub(e.stored) < e.maxAge }

// expires returns when the life of e ends.
func (e *entry) expires() time.Time { return e.stored.Add(e.maxAge) }

// overhead is about how many bytes an entry takes beside its strings.
const overhead = 512

// size returns how many bytes an entry counts against the bound. Each entry counts the key, though those of one key share
// it.
func size(k Key, s subject) int {
	return overhead + len(k.Origin) + len(k.URL) + len(s.value)
}

// create is "create a new cache entry". Where there is no room, expired entries go first, and then the entry that was
// stored first. The cache keeps copies of the strings of k and s.
//
// https://fetch.spec.whatwg.org/#concept-cache-create-entry
func (c *Cache) create(k Key, s subject, maxAge time.Duration, now time.Time) {
	if b := c.buckets[k]; b != nil && b.entries[s] != nil {
		c.remove(b.entries[s]) // it has expired, since it did not match
	}
	if !c.makeRoom(size(k, s), now) {
		return
	}
	b := c.buckets[k]
	if b == nil {
		k.Origin, k.URL = strings.Clone(k.Origin), strings.Clone(k.URL)
		b = &bucket{key: k, entries: make(map[subject]*entry)}
		if c.buckets == nil {
			c.buckets = make(map[Key]*bucket)
		}
		c.buckets[k] = b
	}
	s.value = strings.Clone(s.value)
	e := &entry{subject: s, bucket: b, stored: now, maxAge: maxAge} // 1: an entry with these fields
	b.entries[s] = e                                                // 2: put it into the cache
	e.place = c.stored.PushBack(e)
	c.bytes += size(k, s)
	c.quietUntil(e.expires())
}

// remove removes e from the cache.
func (c *Cache) remove(e *entry) {
	c.stored.Remove(e.place)
	c.bytes -= size(e.bucket.key, e.subject)
	if delete(e.bucket.entries, e.subject); len(e.bucket.entries) == 0 {
		delete(c.buckets, e.bucket.key)
	}
}

// makeRoom removes entries until one more of n bytes fits, and reports whether it does.
func (c *Cache) makeRoom(n int, now time.Time) bool {
	if bound := orDefault(c.limits.Bytes, DefaultBytes); bound > 0 && n > bound {
		return false
	}
	if !c.fits(n) {
		c.removeExpired(now)
	}
	for !c.fits(n) {
		c.remove(c.stored.Front().Value.(*entry))
	}
	return true
}

// fits reports whether one more entry of n bytes keeps within the limits.
func (c *Cache) fits(n int) bool {
	entries, bytes := orDefault(c.limits.Entries, DefaultEntries), orDefault(c.limits.Bytes, DefaultBytes)
	return (entries < 0 || c.stored.Len() < entries) && (bytes < 0 || c.bytes+n <= bytes)
}

// orDefault returns limit, or the default when it is zero.
func orDefault(limit, standard int) int {
	if limit == 0 {
		return standard
	}
	return limit
}

// removeExpired removes the entries that have expired.
func (c *Cache) removeExpired(now time.Time) {
	if now.Before(c.quiet) {
		return
	}
	c.quiet = time.Time{}
	for place := c.stored.Front(); place != nil; {
		e := place.Value.(*entry)
		place = place.Next()
		if e.live(now) {
			c.quietUntil(e.expires())
		} else {
			c.remove(e)
		}
	}
}

// quietUntil notes that an entry expires at a time.
func (c *Cache) quietUntil(expiry time.Time) {
	if c.quiet.IsZero() || expiry.Before(c.quiet) {
		c.quiet = expiry
	}
}
