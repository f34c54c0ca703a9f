package fetch

import "sync"

// FetchGroup is a page's fetch group, as far as verdicts depend on it: how many
// bytes of bodies its keepalive requests have under way. The zero value is an empty
// group. A FetchGroup is safe for concurrent use.
//
// https://fetch.spec.whatwg.org/#concept-fetch-group
type FetchGroup struct {
	mu    sync.Mutex
	bytes int64
}

// fetchRecord is what one fetch has in its group: 0 bytes once its done flag is set.
type fetchRecord struct {
	group *FetchGroup // nil: none
	bytes int64
}

// count makes the request count with this many bytes, if it is in a group, and
// returns how many bytes the group's other requests have under way.
func (r *fetchRecord) count(bytes int64) (others int64) {
	if r.group == nil {
		return 0
	}
	r.group.mu.Lock()
	defer r.group.mu.Unlock()
	others = r.group.bytes - r.bytes
	r.bytes = max(bytes, 0)
	r.group.bytes = others + r.bytes
	return others
}

// BodyDone says that the response's body has been read to its end, or given up. It
// matters only to a keepalive request of a page that has a fetch group: until then
// the request counts towards the 64 kibibytes that all of them may have under way. A
// fetch whose response has no body, or that ended in a network error, is done by
// itself.
//
// https://fetch.spec.whatwg.org/#done-flag
func (f *Fetch) BodyDone() {
	if f.state == done {
		f.record.count(0)
	}
}
