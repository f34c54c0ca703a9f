package cache

import (
	"iter"
	"slices"
	"strings"
)

// bucket holds the entries of one key, in the order of storing.
type bucket struct {
	requester *requester
	url       string
	next      *bucket // in the chain of the same hash

	// entries are all of them, or nil when index has them.
	entries []*entry
	// Fast path: many entries are found by what they are for.
	index map[subject][]*entry
}

// subject is what an entry is for.
type subject struct {
	kind  kind
	value string
}

// few is how many entries are searched one by one.
const few = 16

func newBucket(k *Key, r *requester) *bucket {
	return &bucket{requester: r, url: strings.Clone(k.URL)}
}

// add adds a copy of e and returns it.
func (b *bucket) add(e entry) *entry {
	added := &e
	added.bucket, added.value = b, strings.Clone(e.value)
	switch {
	case b.index != nil:
		b.index[added.subject()] = append(b.index[added.subject()], added)
	case len(b.entries) < few:
		b.entries = append(b.entries, added)
	default:
		b.index = make(map[subject][]*entry)
		for _, old := range append(b.entries, added) {
			b.index[old.subject()] = append(b.index[old.subject()], old)
		}
		b.entries = nil
	}
	return added
}

func (b *bucket) remove(e *entry) {
	if b.index == nil {
		b.entries = without(b.entries, e)
		return
	}
	if rest := without(b.index[e.subject()], e); len(rest) > 0 {
		b.index[e.subject()] = rest
	} else {
		delete(b.index, e.subject())
	}
}

func without(entries []*entry, e *entry) []*entry {
	if i := slices.Index(entries, e); i >= 0 {
		return slices.Delete(entries, i, i+1)
	}
	return entries
}

func (b *bucket) empty() bool { return len(b.entries) == 0 && len(b.index) == 0 }

// candidates returns entries among which are all that are for a method or header
// name, in the order of storing.
func (b *bucket) candidates(kind kind, value string) []*entry {
	if b.index == nil {
		return b.entries
	}
	return b.index[subject{kind, value}]
}

// all yields every entry, in no order.
func (b *bucket) all() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for _, e := range b.entries {
			if !yield(e) {
				return
			}
		}
		for _, entries := range b.index {
			for _, e := range entries {
				if !yield(e) {
					return
				}
			}
		}
	}
}
