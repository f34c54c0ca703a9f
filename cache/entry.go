package cache

import "time"

// entry is a cache entry: one method or one header name.
//
// https://fetch.spec.whatwg.org/#cache-entry
type entry struct {
	bucket *bucket // its key
	stored time.Time
	maxAge time.Duration
	value  string // the method, or the header name in lower case; either may be `*`

	older, newer *entry
	heapIndex    int32
	kind         kind
	credentials  bool
}

// kind says what an entry is for: its method or its header name is not null.
type kind uint8

const (
	kindMethod kind = iota
	kindHeaderName
)

func (e *entry) subject() subject { return subject{e.kind, e.value} }

// live reports whether e has not expired.
//
// Ambiguous: entries "must be removed after the seconds specified in their
// max-age field have passed"; at exactly that moment they have passed, so an
// entry lives while now − stored < max-age, and a max-age of 0 never.
func (e *entry) live(now time.Time) bool { return now.Sub(e.stored) < e.maxAge }

// expires orders entries by the end of their life.
func (e *entry) expires() time.Time { return e.stored.Add(e.maxAge) }

// matches is the part of "cache entry match" that the key does not cover.
//
// https://fetch.spec.whatwg.org/#concept-cache-match
func (e *entry) matches(includeCredentials bool, now time.Time) bool {
	return e.live(now) && (e.credentials || !includeCredentials)
}

// find returns the method cache entry match for a method, or the header-name cache
// entry match for a header name in lower case; or nil.
//
// Ambiguous: where an entry for the value itself and one for `*` both match, the
// standard does not say which one an update writes: it is the first one for the
// value itself, or else the first for `*`. A cached `*` also matches a request
// with credentials, if it was stored by one (whatwg/fetch#592).
//
// https://fetch.spec.whatwg.org/#concept-cache-match-method
func (r Rules) find(b *bucket, kind kind, includeCredentials bool, value string, now time.Time) *entry {
	for _, e := range b.candidates(kind, value) {
		if e.kind == kind && e.value == value && r.matches(e, includeCredentials, now) {
			return e
		}
	}
	if kind == kindHeaderName && !r.covers(value) {
		return nil
	}
	for _, e := range b.candidates(kind, "*") {
		if e.kind == kind && e.value == "*" && r.matches(e, includeCredentials, now) && r.expands(e, includeCredentials) {
			return e
		}
	}
	return nil
}
