package cache

import (
	"time"

	"github.com/corsref/corsref/fetch/header"
)

// entry is a cache entry: one method or one header name. Exactly one of method
// and headerName is non-empty; both may be `*`.
//
// https://fetch.spec.whatwg.org/#cache-entry
type entry struct {
	key         Key
	stored      time.Time
	maxAge      time.Duration
	credentials bool
	method      string
	headerName  string

	heapIndex    int
	older, newer *entry
}

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

// findMethod returns the method cache entry match for method, or nil.
//
// Ambiguous: where an entry for the method itself and one for `*` both match,
// the standard does not say which one an update writes: it is the first one
// for the method itself, or else the first for `*`. A cached `*` also matches
// a request with credentials, if it was stored by one (whatwg/fetch#592).
//
// https://fetch.spec.whatwg.org/#concept-cache-match-method
func (r Rules) findMethod(entries []*entry, includeCredentials bool, method string, now time.Time) *entry {
	var wildcard *entry
	for _, e := range entries {
		switch {
		case e.method == "" || !r.matches(e, includeCredentials, now):
		case e.method == method:
			return e
		case e.method == "*" && wildcard == nil && r.expands(e, includeCredentials):
			wildcard = e
		}
	}
	return wildcard
}

// findHeaderName returns the header-name cache entry match for name, or nil.
//
// Ambiguous: as for [Rules.findMethod].
//
// https://fetch.spec.whatwg.org/#concept-cache-match-header
func (r Rules) findHeaderName(entries []*entry, includeCredentials bool, name string, now time.Time) *entry {
	var wildcard *entry
	for _, e := range entries {
		switch {
		case e.headerName == "" || !r.matches(e, includeCredentials, now):
		case header.EqualFold(e.headerName, name):
			return e
		case e.headerName == "*" && wildcard == nil && r.covers(name) && r.expands(e, includeCredentials):
			wildcard = e
		}
	}
	return wildcard
}
